// If the platform has no random numbers, every function that needs them fails. (A getRandomValues
// that returns without filling the buffer cannot be detected: its zeros may be random.)

import assert from "node:assert/strict";
import { test } from "node:test";

import { createChallengeHandler } from "../../../js/server/index.js";
import { inFreshThread } from "../support/in-fresh-thread.js";
import { WITHOUT_RANDOM, withoutRandom } from "../support/random.js";

const GENERATORS = [
  "generatePkcePair",
  "generateCodeVerifier",
  "generateState",
  "authorize",
  "authorize, for the state alone",
  "authorizeWithBackend",
];

for (const isWasmForbidden of [false, true]) {
  for (const how of WITHOUT_RANDOM) {
    test(`${how}${isWasmForbidden ? ", without WebAssembly" : ""}: random_unavailable, and the client is not called`, async () => {
      const { said, without, restored } = await inFreshThread("withoutRandom", { how, isWasmForbidden });
      assert.equal(said.length, isWasmForbidden ? 1 : 0);
      assert.deepEqual(Object.keys(without.outcomes), GENERATORS);
      for (const [name, { error, value, sync }] of Object.entries(without.outcomes)) {
        assert.equal(value, undefined, name);
        assert.equal(error.code, "random_unavailable", name);
        assert.equal(error.isZoomPkceError, true, name);
        assert.equal(error.retryable, false, name);
        assert.match(error.message, /crypto\.getRandomValues/, name);
        assert.equal(sync, name.startsWith("generate"), name);
      }
      assert.deepEqual([without.asked, without.listening], [0, 0]);
      // No flow is pending, and the failure has no effect on later calls.
      for (const [name, { error }] of Object.entries(restored.outcomes))
        assert.equal(error, undefined, `${name} afterwards`);
      assert.equal(restored.asked, 3);
    });
  }
}

test("createChallengeHandler: server_error, onError gets the cause, and no verifier is kept", async () => {
  for (const how of WITHOUT_RANDOM) {
    /** @type {unknown[]} */
    const logged = [];
    /** @type {unknown[]} */
    const kept = [];
    const handle = createChallengeHandler({
      keepCodeVerifier: (values) => kept.push(values),
      onError: (error) => logged.push(error),
    });
    const request = new Request("https://app.example.com/api/zoom/challenge", { method: "POST" });
    const restore = withoutRandom(how);
    const response = await handle(request).finally(restore);
    assert.equal(response.status, 500, how);
    const body = await response.json();
    assert.equal(body.error, "server_error");
    assert.deepEqual(Object.keys(body), ["error", "error_description"]);
    assert.deepEqual(kept, [], how);
    assert.equal(logged.length, 1, how);
  }
});
