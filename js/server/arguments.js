import { ZoomTokenError } from "./zoom-token-error.js";

const VISIBLE_ASCII = /^[\x21-\x7e]+$/;
const CODE_VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;
const MAX_CODE_LENGTH = 2048;
const MAX_TOKEN_LENGTH = 8192;
const MAX_RENEW_BEFORE_MS = 50 * 60 * 1000;
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

export const CODE_RULE = `must be a non-empty string of at most ${MAX_CODE_LENGTH} visible ASCII characters`;
export const CODE_VERIFIER_RULE =
  "must be 43 to 128 characters of A-Z a-z 0-9 - . _ ~ (RFC 7636 section 4.1)";

/**
 * @param {string} name
 * @param {string} rule
 * @returns {ZoomTokenError} says which argument breaks which rule, and never what the argument was
 */
export function argumentError(name, rule) {
  return new ZoomTokenError("invalid_argument", { reason: `${name} ${rule}` });
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
export const isCode = (value) =>
  typeof value === "string" && value.length <= MAX_CODE_LENGTH && VISIBLE_ASCII.test(value);

/**
 * @param {unknown} value
 * @returns {value is string} whether `value` has the form of RFC 7636 section 4.1
 */
export const isCodeVerifier = (value) => typeof value === "string" && CODE_VERIFIER.test(value);

/**
 * @param {unknown} text
 * @returns {URL | undefined} nothing where it is no string, or none of an absolute URL
 */
function parseUrl(text) {
  if (typeof text !== "string") return undefined;
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
const isAbsoluteUrl = (value) => parseUrl(value) !== undefined && !/^\s|\s$/.test(String(value));

/**
 * @param {unknown} value
 * @param {string} what the function called, for the message
 * @returns {asserts value is object}
 */
export function checkOptions(value, what) {
  if (typeof value !== "object" || value === null)
    throw argumentError(`the argument of ${what}`, "must be an object");
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {asserts value is string}
 */
export function checkCredential(name, value) {
  if (typeof value !== "string" || value === "" || value !== value.trim()) {
    throw argumentError(name, "must be a non-empty string without white space around it");
  }
}

/**
 * @param {unknown} value
 * @returns {asserts value is string}
 */
export function checkCode(value) {
  if (!isCode(value)) throw argumentError("code", CODE_RULE);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {asserts value is string} an access or a refresh token (RFC 6749 appendix A.12 and A.17)
 */
export function checkToken(name, value) {
  if (typeof value !== "string" || value.length > MAX_TOKEN_LENGTH || !VISIBLE_ASCII.test(value)) {
    throw argumentError(
      name,
      `must be a non-empty string of at most ${MAX_TOKEN_LENGTH} visible ASCII characters`,
    );
  }
}

/**
 * @param {unknown} value
 * @returns {asserts value is number | undefined}
 */
export function checkReceivedAt(value) {
  if (value !== undefined && !Number.isFinite(value)) {
    throw argumentError("receivedAt", "must be a number of milliseconds since the epoch");
  }
}

/**
 * @param {unknown} value
 * @returns {asserts value is number}
 */
export function checkRenewBefore(value) {
  if (typeof value !== "number" || !(value >= 0 && value <= MAX_RENEW_BEFORE_MS)) {
    throw argumentError(
      "renewBeforeMs",
      `must be a number of milliseconds from 0 to ${MAX_RENEW_BEFORE_MS}: a token lives an hour`,
    );
  }
}

/**
 * @param {unknown} value
 * @returns {void}
 */
export function checkStore(value) {
  const store = /** @type {any} */ (typeof value === "object" ? value : null);
  const isMethod = (/** @type {string} */ name) => typeof store?.[name] === "function";
  if (!isMethod("get") || !isMethod("set") || !(store.setIfAbsent === undefined || isMethod("setIfAbsent"))) {
    throw argumentError("store", "must be an object with the functions get and set, and perhaps setIfAbsent");
  }
}

/**
 * @param {unknown} value
 * @returns {asserts value is { accessToken: string } | undefined}
 */
export function checkRefused(value) {
  if (value === undefined) return;
  const tokens = /** @type {{ accessToken?: unknown } | null} */ (value);
  if (typeof tokens?.accessToken !== "string") {
    throw argumentError("refused", "must be the tokens that were refused, with accessToken");
  }
}

/**
 * @param {unknown} value
 * @returns {asserts value is string | undefined}
 */
export function checkCodeVerifier(value) {
  if (value !== undefined && !isCodeVerifier(value)) throw argumentError("codeVerifier", CODE_VERIFIER_RULE);
}

/**
 * @param {unknown} value
 * @returns {asserts value is "plain" | "S256" | undefined}
 */
export function checkCodeChallengeMethod(value) {
  if (value !== undefined && value !== "plain" && value !== "S256") {
    throw argumentError("codeChallengeMethod", "must be 'plain' or 'S256' (RFC 7636 section 4.3)");
  }
}

/**
 * @param {unknown} value
 * @returns {asserts value is string}
 */
export function checkRedirectUri(value) {
  if (!isAbsoluteUrl(value))
    throw argumentError("redirectUri", "must be an absolute URL (RFC 6749 section 3.1.2)");
}

/**
 * @param {unknown} value
 * @returns {asserts value is ReadonlyArray<string>}
 */
export function checkRedirectUris(value) {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isAbsoluteUrl)) {
    throw argumentError("allowedRedirectUris", "must be a non-empty array of absolute URLs");
  }
}

/**
 * @param {unknown} value
 * @returns {asserts value is ReadonlyArray<string> | undefined}
 */
export function checkOrigins(value) {
  if (value === undefined) return;
  const isOrigin = (/** @type {unknown} */ item) =>
    typeof item === "string" && parseUrl(item)?.origin === item;
  if (!Array.isArray(value) || !value.every(isOrigin)) {
    throw argumentError(
      "allowedOrigins",
      "must be an array of origins such as 'https://app.example.com', without a path",
    );
  }
}

/** @param {string} hostname as in `URL.hostname`, where what ends in a number is an IPv4 address of four numbers */
const isLoopback = (hostname) =>
  hostname === "localhost" ||
  hostname.endsWith(".localhost") ||
  hostname === "[::1]" ||
  /^127(\.\d+){3}$/.test(hostname);

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {asserts value is string} a URL that parameters and client credentials may be posted to
 */
export function checkEndpointUrl(name, value) {
  const url = parseUrl(value);
  if (url === undefined) throw argumentError(name, "must be an absolute URL");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    throw argumentError(name, "must be https:, or http: on a loopback host");
  }
  if (url.username !== "" || url.password !== "") throw argumentError(name, "must not carry credentials");
  if (/[?#]/.test(url.href)) {
    throw argumentError(
      name,
      "must carry no query string and no fragment: Zoom takes parameters in the body only",
    );
  }
}

/**
 * @param {unknown} value
 * @returns {asserts value is string}
 */
export function checkTokenUrl(value) {
  checkEndpointUrl("tokenUrl", value);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {void}
 */
export function checkFunction(name, value) {
  if (typeof value !== "function") throw argumentError(name, "must be a function");
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {void}
 */
export function checkOptionalFunction(name, value) {
  if (value !== undefined) checkFunction(name, value);
}

/**
 * @param {unknown} value
 * @returns {void}
 */
export function checkTimeout(value) {
  if (typeof value !== "number" || !(value > 0 && value <= MAX_TIMEOUT_MS)) {
    throw argumentError(
      "timeoutMs",
      `must be a number of milliseconds above 0 and at most ${MAX_TIMEOUT_MS}`,
    );
  }
}

/**
 * @param {unknown} value
 * @returns {void}
 */
export function checkSignal(value) {
  if (value === undefined) return;
  const signal = /** @type {Partial<AbortSignal> | null} */ (value);
  if (typeof signal?.aborted !== "boolean" || typeof signal.addEventListener !== "function") {
    throw argumentError("signal", "must be an AbortSignal");
  }
}
