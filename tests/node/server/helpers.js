// What tests of zoom-pkce/server share.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { inspect } from "node:util";
import { ZoomTokenError } from "../../../js/server/index.js";

/**
 * What a promise rejects with: a ZoomTokenError.
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
 * @param {unknown} value nothing of it, in whatever way it is shown, may hold a secret
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
 * A `fetch` that always gives the same answer.
 *
 * @param {unknown} body
 * @param {ResponseInit} [init]
 */
export const answering = (body, init) => async () =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), init);

/**
 * An endpoint that is none of Zoom's, and ends with the test.
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
