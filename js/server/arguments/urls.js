// Checks of URLs: redirect URIs, origins and the endpoints that secrets are posted to.

import { argumentError } from "./basic.js";

const TOKEN_PATH = "/oauth/token";

/** The parameters that Zoom may add to the redirect URI of a web redirect. */
const CALLBACK_PARAMETERS = ["code", "state", "error", "error_description"];

/**
 * Checks `redirectUri`.
 *
 * @param {unknown} value
 * @returns {asserts value is string}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkRedirectUri(value) {
  if (!isAbsoluteUrl(value)) {
    throw argumentError("redirectUri", "must be an absolute URL (RFC 6749 section 3.1.2)");
  }
}

/**
 * Checks the `redirectUri` of a web redirect, which Zoom sends the person's browser to.
 *
 * @param {unknown} value
 * @returns {asserts value is string}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkCallbackUri(value) {
  checkRedirectUri(value);
  const { href, protocol, hostname, searchParams } = new URL(value);
  const reserved = CALLBACK_PARAMETERS.find((name) => searchParams.has(name));
  if (reserved !== undefined) {
    throw argumentError("redirectUri", `must have no parameter ${reserved}, which Zoom adds`);
  }
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname))) {
    throw argumentError("redirectUri", "must be https:, or http: on a loopback host");
  }
  if (href.includes("#"))
    throw argumentError("redirectUri", "must have no fragment (RFC 6749 section 3.1.2)");
}

/**
 * Finds an endpoint of the server that the token endpoint is on. A secret must not reach the server
 * of another cloud.
 *
 * @param {unknown} tokenUrl
 * @param {string} option The option that sets the address of the endpoint.
 * @param {string} path The path of the endpoint: `/oauth/…`.
 * @returns {string}
 * @throws {ZoomTokenError} `invalid_argument` if the path of the token endpoint does not say where
 *   it is.
 */
export function endpointBeside(tokenUrl, option, path) {
  checkEndpointUrl("tokenUrl", tokenUrl);
  if (!tokenUrl.endsWith(TOKEN_PATH)) {
    throw argumentError(option, `must be given beside a tokenUrl that does not end in ${TOKEN_PATH}`);
  }
  return tokenUrl.slice(0, -TOKEN_PATH.length) + path;
}

/**
 * Checks `allowedRedirectUris`. Each must be in the form of `URL.href`.
 *
 * @param {unknown} value
 * @returns {asserts value is ReadonlyArray<string>}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkRedirectUris(value) {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isAbsoluteUrl)) {
    throw argumentError("allowedRedirectUris", "must be a non-empty array of absolute URLs");
  }
  for (const [index, uri] of value.entries()) {
    const { href } = new URL(uri);
    // The page sends its URL as the browser writes it.
    if (href !== uri) {
      throw argumentError(
        `allowedRedirectUris[${index}]`,
        `must be written as browsers write it, or it never matches: '${href}'`,
      );
    }
  }
}

/**
 * Checks `allowedOrigins`.
 *
 * @param {unknown} value
 * @returns {asserts value is ReadonlyArray<string> | undefined}
 * @throws {ZoomTokenError} `invalid_argument`
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

/**
 * Checks the URL of an endpoint that parameters and client credentials are posted to.
 *
 * @param {string} name The option.
 * @param {unknown} value
 * @returns {asserts value is string}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkEndpointUrl(name, value) {
  const url = parseUrl(value);
  if (url === undefined) throw argumentError(name, "must be an absolute URL");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    throw argumentError(name, "must be https:, or http: on a loopback host");
  }
  if (url.username !== "" || url.password !== "") throw argumentError(name, "must not carry credentials");
  // An empty query string or fragment is only in href.
  if (/[?#]/.test(url.href)) {
    throw argumentError(
      name,
      "must carry no query string and no fragment: Zoom takes parameters in the body only",
    );
  }
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
const isAbsoluteUrl = (value) => parseUrl(value) !== undefined && !/^\s|\s$/.test(String(value));

/**
 * @param {unknown} text
 * @returns {URL | undefined} `undefined` if it is not the text of an absolute URL.
 */
export function parseUrl(text) {
  if (typeof text !== "string") return undefined;
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {string} hostname As in `URL.hostname`, where any host that ends in a number is an IPv4
 *   address in four parts.
 */
export const isLoopback = (hostname) =>
  hostname === "localhost" ||
  hostname.endsWith(".localhost") ||
  hostname === "[::1]" ||
  /^127(\.\d+){3}$/.test(hostname);
