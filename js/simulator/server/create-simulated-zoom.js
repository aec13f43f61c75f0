import { accountCredentialsGrant } from "./account-credentials-grant.js";
import { ZoomAnswer, json } from "./answers.js";
import { appContextEndpoint } from "./app-context-endpoint.js";
import { appPages } from "./app-pages.js";
import { codeIssuer } from "./authorization-request.js";
import { withBearerToken } from "./bearer-token.js";
import { deeplinkEndpoint, openEndpoint } from "./deeplink-endpoint.js";
import { endTokensEndpoint } from "./end-tokens-endpoint.js";
import { inClientAuthorization } from "./in-client-authorization.js";
import { printableText } from "../../shared/printable.js";
import { createModel } from "./model.js";
import { loadLibrary } from "./oauth-library.js";
import { createOpenedLink } from "./opened-link.js";
import { readOptions } from "./options.js";
import { createOwnContext } from "./own-context.js";
import { revokeEndpoint } from "./revoke-endpoint.js";
import { tokenEndpoint } from "./token-endpoint.js";
import { webAuthorization } from "./web-authorization.js";

/** @import { Settings, SimulatedZoomOptions } from "./options.js" */

/**
 * @typedef {object} SimulatedZoom
 * A simulated Zoom without a server.
 *
 * @property {(request: Request) => Promise<Response>} fetch Answers a request. Call it from a
 *   server of your own, or directly.
 * @property {() => void} endAccessTokens Ends all access tokens, as if their lifetime were over. A
 *   refresh gets new ones.
 * @property {() => void} endTokens Ends all access and refresh tokens, as if the person had removed
 *   the app. Only a new sign-in gets new ones.
 */

/**
 * Creates a simulated Zoom for development and tests. It issues real authorization codes, checks
 * PKCE (RFC 7636), and gives the answers of Zoom's endpoints. It knows one app and one person and
 * keeps everything in memory. Don't use a real client secret with it.
 *
 * - `GET /oauth/authorize` asks for consent on a page and redirects to the app, as Zoom does on the
 *   web; with `auto=1`, it approves at once
 * - `POST /oauth/authorize` issues a code, for the simulated client
 * - `POST /oauth/token` exchanges a code, refreshes tokens, and issues the token of a
 *   server-to-server app
 * - `POST /oauth/revoke` ends all tokens of the person, or one token of a server-to-server app
 * - `GET /v2/users/me` returns the person that an access token belongs to
 * - `POST /v2/zoomapp/deeplink` returns a URL that stands for opening the app in Zoom's client
 * - `GET /simulator/app-context` returns an app context, for the simulated client
 * - `POST /simulator/end-access-tokens` and `POST /simulator/end-tokens` end tokens on demand
 * - all other paths: with the option `app`, the pages of the app
 *
 * @param {SimulatedZoomOptions} options Only `redirectUris` is required.
 * @returns {Promise<SimulatedZoom>} An object whose `fetch` answers requests.
 * @throws {TypeError} If an option is unknown or invalid; the message names the option and its
 *   rule.
 * @throws {Error} If the package `@node-oauth/oauth2-server` is not installed; with `app`, also
 *   `httpxy`.
 *
 * @example
 * // Logs why a code was refused.
 * import { exchangeCode } from "zoom-pkce/server";
 * import { createSimulatedZoom } from "zoom-pkce/simulator/server";
 *
 * const log = [];
 * const zoom = await createSimulatedZoom({
 *   redirectUris: ["http://localhost:3000/"],
 *   onAnswer: ({ path, error, explanation }) => log.push({ path, error, explanation }),
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
  return (await createZoom(options)).zoom;
}

/** @typedef {{ method: string, pathname: string }} LoggedRequest */

/**
 * @typedef {object} ServedZoom
 * A simulated Zoom, with what the server around it needs for the app's WebSockets.
 *
 * @property {SimulatedZoom} zoom
 * @property {Settings} settings
 * @property {(pathname: string) => boolean} isForApp Returns whether a request for that path is
 *   passed on to the app's server.
 * @property {(request: LoggedRequest, refusal: ZoomAnswer) => void} logRefusal Calls `onAnswer`.
 */

/**
 * @param {SimulatedZoomOptions} options
 * @returns {Promise<ServedZoom>}
 */
export async function createZoom(options) {
  const settings = readOptions(options);
  const library = await loadLibrary();
  const model = createModel(settings);
  const libraryOptions = {
    model,
    accessTokenLifetime: settings.accessTokenLifetimeSeconds,
    refreshTokenLifetime: settings.refreshTokenLifetimeSeconds,
    extendedGrantTypes: { account_credentials: accountCredentialsGrant(library, settings) },
    enablePlainPKCE: true,
  };
  const server = new library(libraryOptions);
  const issueCode = codeIssuer(library, server, settings);
  const inClient = inClientAuthorization(settings, issueCode);
  const web = webAuthorization(settings, issueCode);
  const openedLink = createOpenedLink();
  const encryptContext = createOwnContext(settings, openedLink);
  // At the first page, it would be too late to refuse a context.
  await encryptContext().catch((cause) => {
    throw new TypeError("appContext must be an object that JSON can express", { cause });
  });
  const usersMe = async () => json(200, settings.user);
  const routes = new Map([
    ["POST /oauth/authorize", inClient],
    ["OPTIONS /oauth/authorize", inClient],
    ["GET /oauth/authorize", web.authorize],
    ["POST /simulator/consent", web.consent],
    ["POST /oauth/token", tokenEndpoint(library, server, settings, model.recallCode)],
    ["POST /oauth/revoke", revokeEndpoint(settings, model.revoke)],
    ["GET /v2/users/me", withBearerToken(library, server, usersMe)],
    ["POST /v2/zoomapp/deeplink", withBearerToken(library, server, deeplinkEndpoint(settings))],
    ["GET /simulator/open", openEndpoint(settings, openedLink)],
    ["GET /simulator/app-context", appContextEndpoint(settings, encryptContext)],
    ["POST /simulator/end-access-tokens", endTokensEndpoint(model.endAccessTokens)],
    ["POST /simulator/end-tokens", endTokensEndpoint(model.endTokens)],
  ]);

  const ownPaths = new Set([...routes.keys()].map((route) => route.split(" ")[1]));
  const requestApp = settings.app && (await appPages(settings.app, encryptContext));

  /** @param {string} pathname */
  function zoomPath(pathname) {
    const { basePath } = settings;
    return pathname.startsWith(basePath) ? pathname.slice(basePath.length) : "";
  }

  /** @param {string} pathname */
  const isForApp = (pathname) => settings.app !== undefined && !ownPaths.has(zoomPath(pathname));

  /**
   * @param {Request} request
   * @param {string} pathname
   * @returns {Promise<Response>} Rejects with a {@link ZoomAnswer} for a refusal.
   */
  async function answer(request, pathname) {
    if (requestApp && isForApp(pathname)) return requestApp(request);
    const endpoint = routes.get(`${request.method} ${zoomPath(pathname)}`);
    if (endpoint === undefined) {
      throw new ZoomAnswer(404, "not_found", "The simulated Zoom has no such page.");
    }
    return endpoint(request);
  }

  /** @param {LoggedRequest} request */
  const logged = ({ method, pathname }) => ({ method, path: printableText(pathname) });

  /**
   * @param {LoggedRequest} request
   * @param {ZoomAnswer} refusal
   */
  function logRefusal(request, { status, error, loggedReason, explanation }) {
    const reason = printableText(loggedReason);
    settings.onAnswer({ ...logged(request), status, error, reason, ...(explanation && { explanation }) });
  }

  const zoom = {
    endAccessTokens: model.endAccessTokens,
    endTokens: model.endTokens,
    async fetch(/** @type {Request} */ request) {
      const { method } = request;
      const { pathname } = new URL(request.url);
      const outcome = await answer(request, pathname).catch((/** @type {unknown} */ error) => {
        if (error instanceof ZoomAnswer) return error;
        // A client that has disconnected gets no answer, so there is nothing to log.
        if (!request.signal.aborted) settings.onAnswer({ ...logged({ method, pathname }), status: 500 });
        throw error;
      });
      if (outcome instanceof Response) {
        if (!isForApp(pathname)) {
          settings.onAnswer({ ...logged({ method, pathname }), status: outcome.status });
        }
        return outcome;
      }
      logRefusal({ method, pathname }, outcome);
      return outcome.toResponse();
    },
  };
  return { zoom, settings, isForApp, logRefusal };
}
