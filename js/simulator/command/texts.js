// The texts that the command prints.

import {
  DEFAULT_ACCESS_TOKEN_LIFETIME_SECONDS,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  DEFAULT_CODE_LIFETIME_SECONDS,
  DEFAULT_HOST,
  DEFAULT_REFRESH_TOKEN_LIFETIME_SECONDS,
  DEFAULT_SCOPE,
} from "../server/defaults.js";
import { REDIRECT_URI_MISMATCH } from "../server/redirect-uri-mismatch.js";
import { DEFAULT_PORT, DEFAULT_REDIRECT_URIS, appUrls } from "./flags.js";

/** @import { AnsweredRequest } from "../server/options.js" */

export const HELP = `zoom-pkce-simulator: the OAuth server behind the simulated Zoom client, for development and tests.

Usage: npx zoom-pkce-simulator [flags]

  --redirect-uri URL     the URL of a page that may sign in, with a fragment if the app sends one; can be
                         repeated. Default: ${DEFAULT_REDIRECT_URIS.join(" and ")}
  --redirect-uri-match exact|base
                         how it is compared: exact (default), as with Zoom's option Strict Mode URL, or base:
                         scheme, host and port only
  --port NUMBER          default ${DEFAULT_PORT}; 0 takes any free port
  --host HOST            a loopback address: ${DEFAULT_HOST} (default), localhost or ::1
  --client-id ID         default ${DEFAULT_CLIENT_ID}
  --client-secret TEXT   default ${DEFAULT_CLIENT_SECRET}; don't use a real one
  --scope SCOPES         the scopes of every token, separated by spaces; default ${DEFAULT_SCOPE}
  --user-name NAME       the name of the person who signs in, in the answer of GET /v2/users/me
  --user-email ADDRESS   the e-mail address in the same answer
  --code-lifetime SECONDS
                         the lifetime of an authorization code; default ${DEFAULT_CODE_LIFETIME_SECONDS}
  --access-token-lifetime SECONDS
                         the lifetime of an access token; default ${DEFAULT_ACCESS_TOKEN_LIFETIME_SECONDS}
  --refresh-token-lifetime SECONDS
                         the lifetime of a refresh token; default ${DEFAULT_REFRESH_TOKEN_LIFETIME_SECONDS}
  --app ORIGIN           the app's own server, such as http://localhost:5173: all paths that are not Zoom's
                         are passed on to it, its pages with the header x-zoom-app-context. The default
                         redirect URI is then this server's own URL
  --context FIELD=VALUE  a field of that header, such as typ=meeting; can be repeated. Without a value, the
                         field is left out. Without --app, starts no server, but prints the header
  -h, --help
  --version

Example: npx zoom-pkce-simulator --redirect-uri http://localhost:8080/app
`;

/** Quotes a text for a shell, if it needs that. @param {string} text */
const shellWord = (text) =>
  /^[A-Za-z0-9:/._~=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * Returns the text that is printed after the start: what to paste into the page and the backend.
 *
 * @param {string} url The URL of the server.
 * @param {object} options
 * @param {string | undefined} [options.clientId]
 * @param {string | undefined} [options.clientSecret]
 * @param {ReadonlyArray<string>} options.redirectUris
 * @param {string | undefined} [options.app]
 * @param {string | undefined} [options.host]
 * @param {boolean} byDefault Whether the redirect URIs are the defaults.
 */
export function startText(
  url,
  { clientId = DEFAULT_CLIENT_ID, clientSecret = DEFAULT_CLIENT_SECRET, redirectUris, app, host },
  byDefault,
) {
  const clientIdOption = clientId === DEFAULT_CLIENT_ID ? "" : `, clientId: ${JSON.stringify(clientId)}`;
  const [firstRedirectUri = ""] = redirectUris;
  const [appUrl] = app === undefined ? [] : appUrls(Number(new URL(url).port || 80), host);
  const server = appUrl === undefined ? url : "/";
  const logged = appUrl === undefined ? "all requests" : "all requests that the app does not answer";
  const hint = byDefault ? "\n                 (the defaults; for another page: --redirect-uri URL)" : "";
  return `zoom-pkce-simulator: a simulation of Zoom's sign-in, for development and tests. Nothing reaches Zoom.

  URL            ${url}${appUrl === undefined ? "" : `\n  app            ${appUrl} (open this in place of ${app})`}
  tokenUrl       ${url}/oauth/token
  authorizeUrl   ${url}/oauth/authorize
  apiUrl         ${url}
  client ID      ${clientId}
  client secret  ${clientSecret}
  redirect URIs  ${redirectUris.join("\n                 ")}${hint}

In the page:

  const { startSimulator } = await import("zoom-pkce/simulator");
  startSimulator({ server: ${JSON.stringify(server)}${clientIdOption} });
  await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });

The token request of the backend, with all parameters in the body:

  curl ${url}/oauth/token -u ${clientId}:${clientSecret} -d grant_type=authorization_code -d code=CODE -d code_verifier=CODE_VERIFIER --data-urlencode ${shellWord(`redirect_uri=${firstRedirectUri}`)}

To end all access tokens, so that the backend must refresh, or all tokens, so that the person must sign in:

  curl -X POST ${url}/simulator/end-access-tokens
  curl -X POST ${url}/simulator/end-tokens

Press Ctrl+C to stop. The log of ${logged}, without its secrets:
`;
}

/**
 * Returns the line of the log for one request.
 *
 * @param {AnsweredRequest} answered
 * @param {Date} [at] The time of the answer.
 */
export function logLine({ method, path, status, error, reason, explanation }, at = new Date()) {
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  const refusal = error === undefined ? "" : ` ${error}: ${reason}`;
  const remedy = reason === REDIRECT_URI_MISMATCH ? "; add it with --redirect-uri" : "";
  const why = explanation === undefined ? "" : ` (${explanation}${remedy})`;
  return `${time} ${method} ${path} ${status}${refusal}${why}`;
}

/**
 * Returns a message that says why the server did not start and what to do.
 *
 * @param {NodeJS.ErrnoException} error
 * @param {{ host?: string | undefined, port?: number | undefined }} options
 */
export function startProblem(error, { host = DEFAULT_HOST, port = DEFAULT_PORT }) {
  switch (error.code) {
    case "EADDRINUSE":
      return `port ${port} is taken, perhaps by another zoom-pkce-simulator. Stop that one, or choose another port: --port ${port === 65_535 ? 0 : port + 1}`;
    case "EACCES":
      return `port ${port} may not be used by this user. Choose one above 1023: --port ${DEFAULT_PORT}`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `this machine has no address ${host}. Leave --host out: the default is ${DEFAULT_HOST}`;
    default:
      return error.message;
  }
}
