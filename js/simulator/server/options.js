// The options of `createSimulatedZoom`: their rules and their defaults.

import { redirectUriMatches } from "./allow-list.js";
import { check, isRecord } from "./check.js";
import {
  DEFAULT_ACCESS_TOKEN_LIFETIME_SECONDS,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  DEFAULT_CODE_LIFETIME_SECONDS,
  DEFAULT_REDIRECT_URI_MATCH,
  DEFAULT_REFRESH_TOKEN_LIFETIME_SECONDS,
  DEFAULT_SCOPE,
  DEFAULT_USER_ID,
} from "./defaults.js";

/** @import { RedirectUriMatch } from "./allow-list.js" */
/** @import { AppContextInput } from "./app-context.js" */

/**
 * @typedef {object} SimulatedUser
 * The person who signs in, as `GET /v2/users/me` returns them.
 *
 * @property {string} id The person's ID at Zoom.
 * @property {string} first_name The given name.
 * @property {string} last_name The family name.
 * @property {string} display_name The name that other people see.
 * @property {string} email The e-mail address that the person signs in with.
 */

/**
 * @typedef {object} AnsweredRequest
 * An answered request, for a log. No value contains a code, a code verifier, a token, the client
 * secret or a line break.
 *
 * @property {string} method The method of the request.
 * @property {string} path The path of the request, without the query string. A long path is
 *   shortened.
 * @property {number} status The HTTP status of the answer; 500 if the simulation itself failed.
 * @property {string} [error] If the request was refused: the `error` of the answer, such as
 *   `invalid_grant`; for `/v2/users/me`, the `code`.
 * @property {string} [reason] If the request was refused: the `reason` of the answer, with
 *   `[redacted]` in the place of a code; for `/v2/users/me`, the `message`.
 * @property {string} [explanation] If the request was refused and the answer, like Zoom's, does not
 *   say what was wrong: the cause. For an `invalid_grant`: the challenge method, the verifier, the
 *   redirect URI, or a code that was used or has expired.
 */

/**
 * @typedef {object} SimulatedZoomOptions
 * The app and the person that a simulated Zoom knows. Only `redirectUris` is required.
 *
 * @property {string | undefined} [clientId] The app's client ID: 1 to 200 characters of `A-Z a-z
 *   0-9 . _ -`. Default: `simulated-client-id`.
 * @property {string | undefined} [clientSecret] The app's client secret, with the same rule.
 *   Default: `simulated-client-secret`.
 * @property {string | undefined} [publicClientId] The app's client ID as a public client, with the
 *   same rule; it has no secret. Default: none.
 * @property {ReadonlyArray<string>} redirectUris The app's OAuth allow list: absolute URLs, which
 *   may have a fragment.
 * @property {RedirectUriMatch | undefined} [redirectUriMatch] How a redirect URI is compared with
 *   the allow list. `exact`: character by character, as with Zoom's option "Strict Mode URL".
 *   `base`: scheme, host and port only, as without it. Default: `exact`. The token endpoint
 *   always compares exactly, with the redirect URI of the authorization request.
 * @property {Partial<SimulatedUser> | undefined} [user] The person. Every member has a default.
 * @property {string | undefined} [scope] The scopes of every token, separated by single spaces (RFC
 *   6749 section 3.3). Default: `user:read:user zoomapp:inmeeting`.
 * @property {number | undefined} [codeLifetimeSeconds] The lifetime of an authorization code, in
 *   seconds, above 0 and at most 86400. Default: 300. Zoom's newer pages give a code 5 minutes,
 *   older ones 10.
 * @property {number | undefined} [accessTokenLifetimeSeconds] The lifetime of an access token, in
 *   whole seconds, from 1 to 473040000 (15 years). Default: 3600.
 * @property {number | undefined} [refreshTokenLifetimeSeconds] The lifetime of a refresh token,
 *   with the same rule. Default: 7776000 (90 days).
 * @property {string | undefined} [basePath] The path that the endpoints are mounted below, such as
 *   `/zoom`. Default: none.
 * @property {string | undefined} [app] The origin of the app's own server, such as
 *   `http://localhost:5173`. Requests for other paths than the simulated Zoom's are passed on to
 *   it, and its pages are requested with the header `x-zoom-app-context`, as by Zoom's client.
 *   `startSimulatedZoom` passes WebSockets on too, `createSimulatedZoom` alone does not. This needs
 *   the package `httpxy`. Default: none.
 * @property {(AppContextInput & Record<string, unknown>) | undefined} [appContext] Fields of that
 *   header's context, and of the context of `getAppContext`. Default: the person, in Zoom's main
 *   window.
 * @property {((answered: AnsweredRequest) => void) | undefined} [onAnswer] Called for every request
 *   before its answer is sent, but for those that the app's server answers. If it throws, the
 *   request fails.
 */

/**
 * @typedef {object} Settings
 * {@link SimulatedZoomOptions}, checked and with defaults.
 *
 * @property {string} clientId
 * @property {string} clientSecret
 * @property {string | undefined} publicClientId
 * @property {ReadonlyArray<string>} redirectUris
 * @property {RedirectUriMatch} redirectUriMatch
 * @property {SimulatedUser} user
 * @property {ReadonlyArray<string>} scope
 * @property {number} codeLifetimeSeconds
 * @property {number} accessTokenLifetimeSeconds
 * @property {number} refreshTokenLifetimeSeconds
 * @property {string} basePath
 * @property {string | undefined} app
 * @property {AppContextInput & Record<string, unknown>} appContext
 * @property {(answered: AnsweredRequest) => void} onAnswer
 */

const MAX_CODE_LIFETIME_SECONDS = 24 * 60 * 60;

/** 15 years, the longest life of a refresh token that Zoom documents. */
const MAX_TOKEN_LIFETIME_SECONDS = 15 * 365 * 24 * 60 * 60;

/** @type {Readonly<SimulatedUser>} */
const DEFAULT_USER = Object.freeze({
  id: DEFAULT_USER_ID,
  first_name: "Simulated",
  last_name: "User",
  display_name: "Simulated User",
  email: "simulated.user@example.com",
});

/**
 * @param {unknown} value
 * @param {string} name
 */
function checkTokenLifetime(value, name) {
  check(
    Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_TOKEN_LIFETIME_SECONDS,
    name,
    `must be a whole number of seconds from 1 to ${MAX_TOKEN_LIFETIME_SECONDS}`,
  );
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
const isUrl = (value) => typeof value === "string" && URL.canParse(value);

/**
 * Reads the option `app`.
 *
 * @param {unknown} value
 * @returns {string} The origin, without a slash at its end.
 */
function readApp(value) {
  const url = isUrl(value) ? new URL(value) : undefined;
  check(
    url !== undefined &&
      /^https?:$/.test(url.protocol) &&
      // With credentials, a path, a query or a fragment, the two differ.
      url.href === `${url.origin}/` &&
      // The proxy cannot connect to an IPv6 address.
      !url.hostname.startsWith("["),
    "app",
    "must be the origin of the app's server, such as http://localhost:5173: http or https, without credentials and path; for an IPv6 address, say localhost",
  );
  return url.origin;
}

/**
 * Returns whether a value can be a client ID or a client secret here. The allowed characters are
 * the same with and without form-urlencoding (RFC 6749 section 2.3.1), because clients send either.
 *
 * @param {unknown} value
 */
export const isCredential = (value) => typeof value === "string" && /^[A-Za-z0-9._-]{1,200}$/.test(value);

/**
 * Checks the options and fills in the defaults.
 *
 * @param {SimulatedZoomOptions} options
 * @returns {Settings}
 * @throws {TypeError} If an option is unknown or invalid; the message is the option's name and its
 *   rule.
 */
export function readOptions(options) {
  check(
    typeof options === "object" && options !== null,
    "the argument of createSimulatedZoom",
    "must be an object",
  );
  const {
    clientId = DEFAULT_CLIENT_ID,
    clientSecret = DEFAULT_CLIENT_SECRET,
    publicClientId,
    redirectUris,
    redirectUriMatch = DEFAULT_REDIRECT_URI_MATCH,
    user = {},
    scope = DEFAULT_SCOPE,
    codeLifetimeSeconds = DEFAULT_CODE_LIFETIME_SECONDS,
    accessTokenLifetimeSeconds = DEFAULT_ACCESS_TOKEN_LIFETIME_SECONDS,
    refreshTokenLifetimeSeconds = DEFAULT_REFRESH_TOKEN_LIFETIME_SECONDS,
    basePath = "",
    app,
    appContext = {},
    onAnswer = () => {},
    ...unknown
  } = options;
  for (const name of Object.keys(unknown)) check(false, name, "must be left out: there is no such option");
  const credentialRule = "must be 1 to 200 characters of A-Z a-z 0-9 . _ -";
  check(isCredential(clientId), "clientId", credentialRule);
  check(isCredential(clientSecret), "clientSecret", credentialRule);
  check(
    publicClientId === undefined || (isCredential(publicClientId) && publicClientId !== clientId),
    "publicClientId",
    `${credentialRule}, and not the clientId`,
  );
  check(
    Array.isArray(redirectUris) && redirectUris.length > 0 && redirectUris.every(isUrl),
    "redirectUris",
    "must be a non-empty array of absolute URLs",
  );
  check(
    redirectUriMatches.includes(redirectUriMatch),
    "redirectUriMatch",
    `must be one of ${redirectUriMatches.join(", ")}`,
  );
  check(typeof user === "object" && user !== null, "user", "must be an object");
  check(
    typeof scope === "string" && /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/.test(scope),
    "scope",
    "must be scopes separated by single spaces (RFC 6749 section 3.3)",
  );
  check(
    typeof codeLifetimeSeconds === "number" &&
      codeLifetimeSeconds > 0 &&
      codeLifetimeSeconds <= MAX_CODE_LIFETIME_SECONDS,
    "codeLifetimeSeconds",
    `must be a number of seconds above 0 and at most ${MAX_CODE_LIFETIME_SECONDS}`,
  );
  checkTokenLifetime(accessTokenLifetimeSeconds, "accessTokenLifetimeSeconds");
  checkTokenLifetime(refreshTokenLifetimeSeconds, "refreshTokenLifetimeSeconds");
  check(
    typeof basePath === "string" && /^(\/[A-Za-z0-9._~-]+)*$/.test(basePath),
    "basePath",
    "must be empty or a path such as '/zoom', without a slash at its end",
  );
  check(isRecord(appContext), "appContext", "must be an object, not a Promise (is an `await` missing?)");
  check(typeof onAnswer === "function", "onAnswer", "must be a function");
  return {
    clientId,
    clientSecret,
    publicClientId,
    redirectUris: [...redirectUris],
    redirectUriMatch,
    user: { ...DEFAULT_USER, ...user },
    scope: scope.split(" "),
    codeLifetimeSeconds,
    accessTokenLifetimeSeconds,
    refreshTokenLifetimeSeconds,
    basePath,
    app: app === undefined ? undefined : readApp(app),
    appContext: { ...appContext },
    onAnswer,
  };
}
