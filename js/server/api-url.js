// The address of Zoom's API in an answer of the token endpoint.

import { isLoopback, parseUrl } from "./arguments/urls.js";

/** The clouds of Zoom, each with the address of its API that works for every account. */
const CLOUDS = /** @type {const} */ ([
  { domain: "zoom.us", apiUrl: "https://api.zoom.us" },
  { domain: "zoomgov.com", apiUrl: "https://api.zoomgov.com" },
]);

/**
 * Reads the address of Zoom's API in an answer. Access tokens are sent there, so only a host of the
 * cloud that the token endpoint belongs to is given out. Zoom's answer has the account's cluster,
 * such as `https://eu01api.zoom.us`.
 *
 * @param {unknown} value The `api_url` of the answer.
 * @param {string} tokenUrl The token endpoint, checked. One that is not Zoom's counts as one of
 *   zoom.us: it may be a proxy.
 * @returns {string} Without a slash at its end. The address for every account if the answer has
 *   none, or one on another host.
 */
export function readApiUrl(value, tokenUrl) {
  const { hostname } = new URL(tokenUrl);
  const cloud = CLOUDS.find(({ domain }) => isWithin(domain, hostname)) ?? CLOUDS[0];
  const url = parseUrl(value);
  // Credentials, a query string and a fragment are in href only.
  if (url === undefined || url.href !== url.origin + url.pathname) return cloud.apiUrl;
  const isInCloud = url.protocol === "https:" && url.port === "" && isWithin(cloud.domain, url.hostname);
  const isSimulated =
    ["http:", "https:"].includes(url.protocol) && isLoopback(url.hostname) && isLoopback(hostname);
  return isInCloud || isSimulated ? url.href.replace(/\/+$/, "") : cloud.apiUrl;
}

/**
 * @param {string} domain
 * @param {string} hostname As in `URL.hostname`: in lower case.
 */
const isWithin = (domain, hostname) => hostname === domain || hostname.endsWith(`.${domain}`);
