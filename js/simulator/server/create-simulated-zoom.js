import { accountCredentialsGrant } from "./account-credentials-grant.js";
import { ZoomAnswer } from "./answers.js";
import { authorizeEndpoint } from "./authorize-endpoint.js";
import { shownText } from "./explanations.js";
import { loadLibrary } from "./library.js";
import { ACCESS_TOKEN_LIFETIME_SECONDS, REFRESH_TOKEN_LIFETIME_SECONDS, createModel } from "./model.js";
import { readOptions } from "./options.js";
import { revokeEndpoint } from "./revoke-endpoint.js";
import { tokenEndpoint } from "./token-endpoint.js";
import { usersMeEndpoint } from "./users-me-endpoint.js";

/** @import { SimulatedZoomOptions } from "./options.js" */

/**
 * @typedef {object} SimulatedZoom
 * A simulated Zoom without a server around it.
 *
 * @property {(request: Request) => Promise<Response>} fetch answers a request; needs no server, so it can also be mounted
 *   in one that is there already
 */

/**
 * Makes a simulated Zoom for development and tests: real authorization codes and real PKCE checks, with the answers that
 * Zoom's endpoint gives. It knows one app and one person, keeps everything in memory, and is no place for real secrets.
 *
 * - `POST /oauth/authorize` makes a code, on behalf of the simulated client;
 * - `POST /oauth/token` exchanges it, refreshes tokens, and gives a server-to-server app its own;
 * - `POST /oauth/revoke` ends the tokens of the person, or one of a server-to-server app;
 * - `GET /v2/users/me` gives the person a token belongs to.
 *
 * @param {SimulatedZoomOptions} options `redirectUris` at least.
 * @returns {Promise<SimulatedZoom>} What answers requests.
 * @throws {TypeError} an option that breaks its rule, named
 * @throws {Error} where `@node-oauth/oauth2-server` is not installed
 *
 * @example
 * // A log that says why a code was refused.
 * import { exchangeCode } from "zoom-pkce/server";
 * import { createSimulatedZoom } from "zoom-pkce/simulator/server";
 *
 * const log = [];
 * const zoom = await createSimulatedZoom({
 *   redirectUris: ["http://localhost:3000/"],
 *   onAnswer: ({ path, status, error, explanation }) => log.push({ path, status, error, explanation }),
 * });
 * const refused = exchangeCode({
 *   clientId: "simulated-client-id",
 *   clientSecret: "simulated-client-secret",
 *   code: "a-code-of-another-server",
 *   redirectUri: "http://localhost:3000/",
 *   fetch: (url, init) => zoom.fetch(new Request(url, init)),
 * });
 * await refused.catch(({ error }) => error); // => "invalid_grant"
 * log[0].explanation; // => /^no such code was made since this server started/
 */
export async function createSimulatedZoom(options) {
  const settings = readOptions(options);
  const library = await loadLibrary();
  const model = createModel(settings);
  const serverOptions = {
    model,
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
    ["POST /oauth/token", tokenEndpoint(library, server, settings, model.recall)],
    ["POST /oauth/revoke", revokeEndpoint(settings, model.revoke)],
    ["GET /v2/users/me", usersMeEndpoint(library, server, settings)],
  ]);

  /**
   * @param {Request} request
   * @param {string} pathname
   * @returns {Promise<Response>}
   */
  async function answer(request, pathname) {
    const path = pathname.startsWith(settings.basePath) ? pathname.slice(settings.basePath.length) : "";
    const endpoint = routes.get(`${request.method} ${path}`);
    if (endpoint === undefined) {
      throw new ZoomAnswer(404, "not_found", "The simulated Zoom has no such page.");
    }
    return endpoint(request);
  }

  return {
    async fetch(request) {
      const { pathname } = new URL(request.url);
      const asked = { method: request.method, path: shownText(pathname) };
      const outcome = await answer(request, pathname).catch((/** @type {unknown} */ error) => {
        if (error instanceof ZoomAnswer) return error;
        // A client that went away gets no answer.
        if (!request.signal.aborted) settings.onAnswer({ ...asked, status: 500 });
        throw error;
      });
      if (outcome instanceof Response) {
        settings.onAnswer({ ...asked, status: outcome.status });
        return outcome;
      }
      const { status, error, shownReason, explanation } = outcome;
      const reason = shownText(shownReason);
      settings.onAnswer({ ...asked, status, error, reason, ...(explanation && { explanation }) });
      return outcome.toResponse();
    },
  };
}
