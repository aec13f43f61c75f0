// npm start: serves what `npm run build` has made, for the real Zoom.

import { createServer } from "node:http";

import { createApp } from "./app.js";
import { readSettings } from "./settings.js";

const HOST = "127.0.0.1";

try {
  const { port, zoom } = readSettings();
  if (!zoom) {
    throw new Error(
      "ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET and ZOOM_REDIRECT_URI are not set. To try the app without Zoom: npm run dev",
    );
  }
  const { redirectUri } = zoom;
  const server = createServer(createApp({ ...zoom, redirectUris: [redirectUri] }));
  server.on("error", stop);
  server.listen(port, HOST, () => {
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    console.log(
      `Serving at http://${HOST}:${port}/, which ${redirectUri} has to lead to.\nStop it with Ctrl+C.`,
    );
  });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.once(signal, () => process.exit(0));
  }
} catch (error) {
  stop(error);
}

/** @param {any} error */
function stop(error) {
  const isUnbuilt = error.code === "ENOENT" && error.path?.endsWith("dist");
  console.error(isUnbuilt ? "The page is not built: npm run build" : error.message);
  process.exit(1);
}
