// Helpers of the tests of zoom-pkce/server.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { inspect } from "node:util";
import { ZoomTokenError } from "../../../js/server/index.js";

/**
 * Returns the ZoomTokenError that a promise rejects with.
 *
 * @param {Promise<unknown>} promise
 * @returns {Promise<ZoomTokenError>}
 */
export async function failure(promise) {
  const error = await promise.then(
    () => assert.fail("should have failed"),
    (error) => error,
  );
  assert.ok(error instanceof ZoomTokenError, inspect(error));
  assert.equal(error.name, "ZoomTokenError");
  return error;
}

/**
 * Asserts that a value shows no secret, however it is printed.
 *
 * @param {unknown} value
 * @param {string[]} secrets
 */
export function assertNoSecret(value, secrets) {
  const shown = [
    inspect(value, { depth: 10, showHidden: true }),
    JSON.stringify(value),
    String(value),
  ].join();
  for (const secret of secrets) {
    for (const form of [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ s: secret }).toString().slice(2),
    ]) {
      assert.ok(!shown.includes(form), `shows ${form}: ${shown}`);
    }
  }
}

/**
 * Creates a `fetch` that always gives the same answer.
 *
 * @param {unknown} body
 * @param {ResponseInit} [init]
 */
export const answering = (body, init) => async () =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), init);

/**
 * Creates the request of a page that posts a code to a token handler.
 *
 * @param {{ code: string, codeVerifier: string, redirectUri: string, state?: string }} signIn
 */
export const codePost = ({ code, codeVerifier, redirectUri, state }) =>
  new Request("https://app.example.com/token", {
    method: "POST",
    headers: { "content-type": "application/json", origin: "https://app.example.com" },
    body: JSON.stringify({ code, code_verifier: codeVerifier, redirect_uri: redirectUri, state }),
  });

/**
 * Starts an HTTP server that ends with the test, and returns the URL of an endpoint on it.
 *
 * @param {import("node:test").TestContext} t
 * @param {import("node:http").RequestListener} listener
 */
export async function serve(t, listener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}/oauth/token`;
}
