// For `npm run dev`: the backend and a simulated Zoom, both in Vite's own server.

import { createSimulatedZoom } from "zoom-pkce/simulator/server";

import { createBackend } from "./backend.js";
import { send, toRequest } from "./node.js";

const ZOOM = "/simulated-zoom";

/** @returns {import("vite").Plugin} */
export function simulatedBackend() {
  return {
    name: "simulated-backend",
    apply: "serve",
    configureServer({ httpServer, middlewares }) {
      /** @type {ReturnType<typeof createHandler> | undefined} */
      let handler;
      middlewares.use(async (req, res, next) => {
        const path = req.url ?? "/";
        if (path !== "/api/zoom/token" && !path.startsWith(`${ZOOM}/`)) return next();
        try {
          // Only now is it known where the server listens.
          const address = /** @type {import("node:net").AddressInfo} */ (httpServer?.address());
          handler ??= createHandler(address.port);
          await send(res, await (await handler)(toRequest(req)));
        } catch (error) {
          next(error);
        }
      });
    },
  };
}

/**
 * @param {number} port
 * @returns {Promise<(request: Request) => Promise<Response>>}
 */
async function createHandler(port) {
  const client = { clientId: "simulated-client-id", clientSecret: "simulated-client-secret" };
  const redirectUris = [`http://127.0.0.1:${port}/`, `http://localhost:${port}/`];
  const zoom = await createSimulatedZoom({
    ...client,
    redirectUris,
    basePath: ZOOM,
    // The terminal says why a code was refused; the page is told no more than Zoom tells.
    onAnswer: ({ explanation }) => explanation && console.error(`simulated Zoom: ${explanation}`),
  });
  const backend = createBackend({
    ...client,
    redirectUris,
    tokenUrl: `http://127.0.0.1:${port}${ZOOM}/oauth/token`,
    userUrl: `http://127.0.0.1:${port}${ZOOM}/v2/users/me`,
  });
  return (request) =>
    new URL(request.url).pathname.startsWith(ZOOM) ? zoom.fetch(request) : backend(request);
}
