import zoomSdk from "@zoom/appssdk";
import { authorizeWithBackend, init } from "zoom-pkce/slim";
import wasmUrl from "zoom-pkce/zoom_pkce.wasm?url";

// As early as can be: then a click finds the wasm there. What goes wrong is shown at the click, which tries again.
init(wasmUrl).catch(() => {});
const configured = zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
configured.catch(() => {});

const [status, alert] = ["status", "alert"].map((role) => document.querySelector(`[role=${role}]`));

document.querySelector("button").addEventListener("click", async () => {
  status.textContent = alert.textContent = "";
  try {
    await Promise.all([init(wasmUrl), configured]);
    const user = await authorizeWithBackend(zoomSdk, { backend: "/api/zoom/token" });
    status.textContent = `Signed in as ${user.name}`;
  } catch (error) {
    alert.textContent = [error.message, error.hint].filter(Boolean).join(" ");
  }
});
