// The OAuth library, `@node-oauth/oauth2-server`: loading it, and making requests in its format.

import { importPeer } from "./import-peer.js";

/** @typedef {typeof import("@node-oauth/oauth2-server")} OAuthLibrary */

/** @returns {Promise<OAuthLibrary>} */
export async function loadLibrary() {
  const load = () => import("@node-oauth/oauth2-server");
  return (await importPeer({ name: "@node-oauth/oauth2-server", version: 5, load })).default;
}

/**
 * Creates a request object of the library. The caller selects headers and parameters, so that the
 * library sees only those that Zoom's endpoint uses.
 *
 * @param {OAuthLibrary} library
 * @param {string} method
 * @param {Record<string, string | undefined>} headers
 * @param {Record<string, string | undefined>} [body] The parameters of the form.
 */
export function oauthRequest(library, method, headers, body) {
  /** @type {Record<string, string>} */
  const definedHeaders = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) definedHeaders[name] = value;
  }
  if (body !== undefined) {
    definedHeaders["content-type"] = "application/x-www-form-urlencoded";
    // The library takes this header as the sign that the request has a body.
    definedHeaders["transfer-encoding"] = "chunked";
  }
  return new library.Request({ method, headers: definedHeaders, query: {}, body });
}
