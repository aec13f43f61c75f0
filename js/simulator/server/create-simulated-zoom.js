import { accountCredentialsGrant } from "./account-credentials-grant.js";
import { json } from "./answers.js";
import { authorizeEndpoint } from "./authorize-endpoint.js";
import { loadLibrary } from "./library.js";
import { ACCESS_TOKEN_LIFETIME_SECONDS, REFRESH_TOKEN_LIFETIME_SECONDS, createModel } from "./model.js";
import { readOptions } from "./options.js";
import { tokenEndpoint } from "./token-endpoint.js";
import { usersMeEndpoint } from "./users-me-endpoint.js";

/** @import { SimulatedZoomOptions } from "./options.js" */

/**
 * @typedef {object} SimulatedZoom
 * @property {(request: Request) => Promise<Response>} fetch answers a request; needs no server, so it can also be mounted
 *   in one that is there already
 */

/**
 * Makes a simulated Zoom for development and tests: real authorization codes and real PKCE checks, with the answers that
 * Zoom's endpoint gives. It knows one app and one person, keeps everything in memory, and is no place for real secrets.
 *
 * - `POST /oauth/authorize` makes a code, on behalf of the simulated client;
 * - `POST /oauth/token` exchanges it;
 * - `GET /v2/users/me` gives the person a token belongs to.
 *
 * @param {SimulatedZoomOptions} options
 * @returns {Promise<SimulatedZoom>}
 * @throws {TypeError} an option that breaks its rule, named
 * @throws {Error} where `@node-oauth/oauth2-server` is not installed
 *
 * @example
 * const zoom = await createSimulatedZoom({ redirectUris: ["http://localhost:3000/"] });
 * const response = await zoom.fetch(new Request("http://localhost/oauth/token", { method: "POST" }));
 */
export async function createSimulatedZoom(options) {
  const settings = readOptions(options);
  const library = await loadLibrary();
  const serverOptions = {
    model: createModel(settings),
    accessTokenLifetime: ACCESS_TOKEN_LIFETIME_SECONDS,
    refreshTokenLifetime: REFRESH_TOKEN_LIFETIME_SECONDS,
    extendedGrantTypes: { account_credentials: accountCredentialsGrant(library, settings) },
    enablePlainPKCE: true,
  };
  const server = new library(serverOptions);
  const authorize = authorizeEndpoint(library, server, settings);
  const routes = new Map([
    ["POST /oauth/authorize", authorize],
    ["OPTIONS /oauth/authorize", authorize],
    ["POST /oauth/token", tokenEndpoint(library, server, settings)],
    ["GET /v2/users/me", usersMeEndpoint(library, server, settings)],
  ]);

  return {
    async fetch(request) {
      const { pathname } = new URL(request.url);
      const path = pathname.startsWith(settings.basePath) ? pathname.slice(settings.basePath.length) : "";
      const endpoint = routes.get(`${request.method} ${path}`);
      if (endpoint === undefined)
        return json(404, { error: "not_found", reason: "The simulated Zoom has no such page." });
      return endpoint(request);
    },
  };
}
