// Sign-in with zoom-pkce/slim, which loads the wasm from a file of its own.

import zoomSdk from "@zoom/appssdk";
import { authorizeWithBackend, init } from "zoom-pkce/slim";
import wasmUrl from "zoom-pkce/zoom_pkce.wasm?url";

const status = document.querySelector("[role=status]");
const alert = document.querySelector("[role=alert]");

// The wasm is loaded and the SDK configured before the click. The click shows their errors, and
// `init` then tries again.
init(wasmUrl).catch(() => {});
const configured = zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
configured.catch(() => {});

document.querySelector("button").addEventListener("click", async () => {
  status.textContent = alert.textContent = "";
  try {
    await Promise.all([init(wasmUrl), configured]);
    const user = await authorizeWithBackend(zoomSdk, { backend: "/api/zoom/token" });
    status.textContent = `Signed in as ${user.name}`;
  } catch (error) {
    alert.textContent = error.message;
  }
});
