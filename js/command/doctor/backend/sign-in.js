// A sign-in that can't succeed: what `forward` posts, with a code that no Zoom has made.

import { randomBytes } from "node:crypto";

import { request } from "../request.js";

/** @import { Answer } from "../request.js" */

/** Random values of the shape of Zoom's: nothing that a backend checks before it asks Zoom stops them. */
const random = () => randomBytes(32).toString("base64url");

/**
 * @typedef {object} SignIn
 * @property {URL} backend
 * @property {string} code
 * @property {string} body
 */

/**
 * @param {URL} backend
 * @param {string} redirectUri
 * @returns {SignIn}
 */
export function impossibleSignIn(backend, redirectUri) {
  const code = random();
  const fields = { code, code_verifier: random(), redirect_uri: redirectUri, state: random() };
  return { backend, code, body: JSON.stringify(fields) };
}

/**
 * @param {SignIn} signIn
 * @param {string} origin Of the page that asks.
 * @param {AbortSignal} signal
 * @returns {Promise<Answer>}
 */
export function post({ backend, body }, origin, signal) {
  const isSame = origin === backend.origin;
  return request(backend, {
    signal,
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      origin,
      "sec-fetch-site": isSame ? "same-origin" : "cross-site",
      "sec-fetch-mode": "cors",
      "sec-fetch-dest": "empty",
    },
    body,
  });
}

/**
 * The preflight that a browser sends before `forward` posts JSON to another origin.
 *
 * @param {URL} backend
 * @param {string} origin
 * @param {AbortSignal} signal
 */
export const preflight = (backend, origin, signal) =>
  request(backend, {
    signal,
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type",
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "cors",
    },
  });
