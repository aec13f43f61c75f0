// A small Zoom App, the same for every bundler. It signs in after a click and shows the result.

import zoomSdk from "@zoom/appssdk";
import { authorizeWithBackend, ZoomPkceError } from "zoom-pkce";

const configured = zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });

const status = document.querySelector("[role=status]");
const alert = document.querySelector("[role=alert]");

document.querySelector("button").addEventListener("click", async () => {
  status.textContent = "Signing in";
  alert.textContent = "";
  try {
    await configured;
    const user = await authorizeWithBackend(zoomSdk, { backend: "/api/zoom/token" });
    status.textContent = `Signed in as ${user.name}`;
  } catch (error) {
    status.textContent = "";
    alert.textContent = error instanceof ZoomPkceError ? error.message : String(error);
  }
});
