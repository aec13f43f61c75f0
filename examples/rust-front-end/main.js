// Puts the SDK where Zoom's own script tag puts it, and starts the app.

import zoomSdk from "/appssdk.js";
import startApp from "/app.js";

window.zoomSdk = zoomSdk;
await startApp();
