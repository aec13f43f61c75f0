/**
 * @typedef {object} SimulatedUser
 * The person who signs in, as `GET /v2/users/me` gives it.
 *
 * @property {string} id what identifies the person at Zoom
 * @property {string} first_name the given name
 * @property {string} last_name the family name
 * @property {string} display_name the name that others see
 * @property {string} email the address that the person signs in with
 */

/**
 * @typedef {object} AnsweredRequest
 * A request that was answered, fit for a log: no code, code verifier, token or client secret is in it, and no line break.
 *
 * @property {string} method the request's
 * @property {string} path without the query string, and shortened where it is long
 * @property {number} status 500 where the simulation itself failed
 * @property {string} [error] of a refusal: the answer's `error`, such as `invalid_grant`; the number of Zoom's API there
 * @property {string} [reason] of a refusal: the answer's `reason`, with `[redacted]` for the code in it
 * @property {string} [explanation] of a refusal: what was wrong, where the answer, like Zoom's, doesn't say it: for an
 *   `invalid_grant` the challenge method, the verifier, the redirect URI, a code that was used or has expired
 */

/**
 * @typedef {object} SimulatedZoomOptions
 * The one app and the one person that a simulated Zoom knows. All but `redirectUris` may be left out.
 *
 * @property {string | undefined} [clientId] `simulated-client-id` by default
 * @property {string | undefined} [clientSecret] `simulated-client-secret` by default
 * @property {ReadonlyArray<string>} redirectUris the app's OAuth allow list, compared character for character
 * @property {Partial<SimulatedUser> | undefined} [user] what is left out is filled in
 * @property {string | undefined} [scope] what every token grants, separated by spaces; `user:read:user zoomapp:inmeeting` by default
 * @property {number | undefined} [codeLifetimeSeconds] how long an authorization code lives, in seconds; 600 by default, as at Zoom
 * @property {string | undefined} [basePath] the path it is mounted below, such as `/zoom`; none by default
 * @property {((answered: AnsweredRequest) => void) | undefined} [onAnswer] called for every request before its answer leaves, for a log.
 *   What it throws makes the request fail
 */

/**
 * @typedef {object} Settings
 * {@link SimulatedZoomOptions}, checked and filled in.
 *
 * @property {string} clientId
 * @property {string} clientSecret
 * @property {ReadonlyArray<string>} redirectUris
 * @property {SimulatedUser} user
 * @property {ReadonlyArray<string>} scope
 * @property {number} codeLifetimeSeconds
 * @property {string} basePath
 * @property {(answered: AnsweredRequest) => void} onAnswer
 */

/** @type {Readonly<SimulatedUser>} */
const USER = Object.freeze({
  id: "simulated-user-id",
  first_name: "Simulated",
  last_name: "User",
  display_name: "Simulated User",
  email: "simulated.user@example.com",
});

/**
 * @param {boolean} holds
 * @param {string} name
 * @param {string} rule
 * @returns {asserts holds}
 */
function check(holds, name, rule) {
  if (!holds) throw new TypeError(`${name} ${rule}`);
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
const isUrl = (value) => typeof value === "string" && URL.canParse(value);

/**
 * Credentials that are the same form-urlencoded (RFC 6749 section 2.3.1) and as they are: clients send either.
 *
 * @param {unknown} value
 */
export const isCredential = (value) => typeof value === "string" && /^[A-Za-z0-9._-]{1,200}$/.test(value);

/**
 * @param {SimulatedZoomOptions} options
 * @returns {Settings}
 * @throws {TypeError} naming the option and its rule
 */
export function readOptions(options) {
  check(
    typeof options === "object" && options !== null,
    "the argument of createSimulatedZoom",
    "must be an object",
  );
  const {
    clientId = "simulated-client-id",
    clientSecret = "simulated-client-secret",
    redirectUris,
    user = {},
    scope = "user:read:user zoomapp:inmeeting",
    codeLifetimeSeconds = 600,
    basePath = "",
    onAnswer = () => {},
  } = options;
  const credentialRule = "must be 1 to 200 characters of A-Z a-z 0-9 . _ -";
  check(isCredential(clientId), "clientId", credentialRule);
  check(isCredential(clientSecret), "clientSecret", credentialRule);
  check(
    Array.isArray(redirectUris) && redirectUris.length > 0 && redirectUris.every(isUrl),
    "redirectUris",
    "must be a non-empty array of absolute URLs",
  );
  check(typeof user === "object" && user !== null, "user", "must be an object");
  check(
    typeof scope === "string" && /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/.test(scope),
    "scope",
    "must be scopes separated by single spaces (RFC 6749 section 3.3)",
  );
  check(
    typeof codeLifetimeSeconds === "number" && codeLifetimeSeconds > 0 && codeLifetimeSeconds <= 86_400,
    "codeLifetimeSeconds",
    "must be a number of seconds above 0 and at most 86400",
  );
  check(
    typeof basePath === "string" && /^(\/[A-Za-z0-9._~-]+)*$/.test(basePath),
    "basePath",
    "must be empty or a path such as '/zoom', without a slash at its end",
  );
  check(typeof onAnswer === "function", "onAnswer", "must be a function");
  return {
    clientId,
    clientSecret,
    redirectUris: [...redirectUris],
    user: { ...USER, ...user },
    scope: scope.split(" "),
    codeLifetimeSeconds,
    basePath,
    onAnswer,
  };
}
