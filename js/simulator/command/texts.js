// What the command prints.

import { DEFAULT_PORT, DEFAULT_REDIRECT_URIS } from "./flags.js";

/** @import { AnsweredRequest } from "../server/options.js" */

const CLIENT_ID = "simulated-client-id";
const CLIENT_SECRET = "simulated-client-secret";

export const HELP = `zoom-pkce-simulator: the OAuth server behind the simulated Zoom client, for development and tests.

Usage: npx zoom-pkce-simulator [flags]

  --redirect-uri URL     a page that may sign in, as location.href says it without the fragment; may be repeated.
                         Default: ${DEFAULT_REDIRECT_URIS.join(" and ")}
  --port NUMBER          default ${DEFAULT_PORT}; 0 takes any free one
  --host HOST            an address of this machine only: 127.0.0.1 (default), localhost or ::1
  --client-id ID         default ${CLIENT_ID}
  --client-secret TEXT   default ${CLIENT_SECRET}; don't use a real one
  --scope SCOPES         what every token grants, separated by spaces
  --user-name NAME       the person who signs in, as GET /v2/users/me says it
  --user-email ADDRESS   and the e-mail address there
  --code-lifetime SECONDS
                         how long an authorization code lives; default 600, as at Zoom
  -h, --help
  --version

Example: npx zoom-pkce-simulator --redirect-uri http://localhost:8080/app
`;

/** @param {string} text */
const shellWord = (text) =>
  /^[A-Za-z0-9:/._~=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * What a developer needs after the start.
 *
 * @param {string} url
 * @param {{ clientId?: string, clientSecret?: string, redirectUris: ReadonlyArray<string> }} options
 * @param {boolean} byDefault whether the redirect URIs are the defaults
 */
export function startText(
  url,
  { clientId = CLIENT_ID, clientSecret = CLIENT_SECRET, redirectUris },
  byDefault,
) {
  const client = clientId === CLIENT_ID ? "" : `, clientId: ${JSON.stringify(clientId)}`;
  const [uri = ""] = redirectUris;
  const hint = byDefault
    ? "\n                 (the defaults; say --redirect-uri URL for the page that you open)"
    : "";
  return `zoom-pkce-simulator: a simulation of Zoom's sign-in, for development and tests. Nothing reaches Zoom.

  URL            ${url}
  tokenUrl       ${url}/oauth/token
  client ID      ${clientId}
  client secret  ${clientSecret}
  redirect URIs  ${redirectUris.join("\n                 ")}${hint}

In the page:

  const { startSimulator } = await import("zoom-pkce/simulator");
  startSimulator({ server: ${JSON.stringify(url)}${client} });
  await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });

What the backend sends, all of it in the body:

  curl ${url}/oauth/token -u ${clientId}:${clientSecret} -d grant_type=authorization_code -d code=CODE -d code_verifier=CODE_VERIFIER --data-urlencode ${shellWord(`redirect_uri=${uri}`)}

Stop it with Ctrl+C. Every request, without its secrets:
`;
}

/**
 * A line of the log.
 *
 * @param {AnsweredRequest} answered
 * @param {Date} [at]
 */
export function logLine({ method, path, status, error, reason, explanation }, at = new Date()) {
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  const refusal = error === undefined ? "" : ` ${error}: ${reason}`;
  const remedy = reason === "Redirect URI mismatch." ? "; add it with --redirect-uri" : "";
  const why = explanation === undefined ? "" : ` (${explanation}${remedy})`;
  return `${time} ${method} ${path} ${status}${refusal}${why}`;
}

/**
 * What to do about a server that did not start.
 *
 * @param {NodeJS.ErrnoException} error
 * @param {{ host?: string, port?: number }} options
 */
export function startProblem(error, { host = "127.0.0.1", port = DEFAULT_PORT }) {
  switch (error.code) {
    case "EADDRINUSE":
      return `port ${port} is taken, perhaps by another zoom-pkce-simulator. Stop that one, or choose another port: --port ${port === 65_535 ? 0 : port + 1}`;
    case "EACCES":
      return `port ${port} is not allowed to this user. Choose one above 1023: --port ${DEFAULT_PORT}`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `this machine has no address ${host}. Leave --host out: it is 127.0.0.1 then`;
    default:
      return error.message;
  }
}
