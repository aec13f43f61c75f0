// The backend and a simulated Zoom inside Vite's development server, for `npm run dev`.

import { createSimulatedZoom } from "zoom-pkce/simulator/server";

import { createBackend } from "./backend.js";
import { send, toRequest } from "./node.js";

const ZOOM_PATH = "/simulated-zoom";
const CLIENT = { clientId: "simulated-client-id", clientSecret: "simulated-client-secret" };

/** Creates the plugin for Vite. @returns {import("vite").Plugin} */
export function simulatedBackend() {
  return {
    name: "simulated-backend",
    apply: "serve",
    transformIndexHtml: (html) => html.replace("{{clientId}}", CLIENT.clientId),
    configureServer({ httpServer, middlewares }) {
      /** @type {ReturnType<typeof createServers> | undefined} */
      let servers;
      middlewares.use(async (req, res, next) => {
        const path = req.url?.split("?")[0] ?? "/";
        try {
          // Created at the first request: the port is not known before the server listens.
          const address = /** @type {import("node:net").AddressInfo} */ (httpServer?.address());
          const { zoom, backend } = await (servers ??= createServers(address.port));
          if (path.startsWith(`${ZOOM_PATH}/`)) return await send(res, await zoom.fetch(toRequest(req)));
          if (path.startsWith("/api/zoom/")) return await send(res, await backend.answer(toRequest(req)));
          const cookie = path === "/" ? await backend.cookieFor(toRequest(req)) : undefined;
          if (cookie) res.setHeader("set-cookie", cookie);
          next();
        } catch (error) {
          next(error);
        }
      });
    },
  };
}

/**
 * Creates the simulated Zoom and the backend.
 *
 * @param {number} port The port of Vite's server.
 */
async function createServers(port) {
  const redirectUris = [`http://127.0.0.1:${port}/`, `http://localhost:${port}/`];
  const zoom = await createSimulatedZoom({
    ...CLIENT,
    redirectUris,
    basePath: ZOOM_PATH,
    // Says in the terminal why a code was refused. The answer itself does not say it, as at Zoom.
    onAnswer: ({ explanation }) => explanation && console.error(`simulated Zoom: ${explanation}`),
  });
  const backend = createBackend({
    ...CLIENT,
    redirectUris,
    tokenUrl: `http://127.0.0.1:${port}${ZOOM_PATH}/oauth/token`,
    userUrl: `http://127.0.0.1:${port}${ZOOM_PATH}/v2/users/me`,
  });
  return { zoom, backend };
}
