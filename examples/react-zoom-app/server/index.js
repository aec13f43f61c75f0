// `npm start`: serves the page that `npm run build` made, for the real Zoom client.

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
      `Serving at http://${HOST}:${port}/, which ${redirectUri} must lead to.\nPress Ctrl+C to stop.`,
    );
  });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.once(signal, () => process.exit(0));
  }
} catch (error) {
  stop(error);
}

/** Prints why the server cannot run, and ends the process. @param {any} error */
function stop(error) {
  const isPageMissing = error.code === "ENOENT" && error.path?.endsWith("dist");
  console.error(isPageMissing ? "The page is not built. Run: npm run build" : error.message);
  process.exit(1);
}
