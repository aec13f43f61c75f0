// Without WebAssembly, the package runs the JavaScript that was made from the wasm. In browsers,
// tests/flow runs its cases under a policy that forbids WebAssembly.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import fc from "fast-check";

import { inFreshThread } from "../support/in-fresh-thread.js";

const UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

const verifiers = fc.sample(
  fc.string({ unit: fc.constantFrom(...UNRESERVED), minLength: 43, maxLength: 128 }),
  500,
);

/** @param {string} verifier */
const s256 = (verifier) => createHash("sha256").update(verifier).digest("base64url");

test("results are the same as with wasm, and one message reports that wasm is not used", async () => {
  const { said, outcomes } = await inFreshThread("withoutWasm", { verifiers });
  const { challenges, pair, state, refused, longest, flow } = outcomes;
  assert.deepEqual(challenges, verifiers.map(s256));
  assert.match(pair.codeVerifier, /^[\w.~-]{128}$/);
  assert.equal(pair.codeChallenge, s256(pair.codeVerifier));
  assert.match(state, /^[\w-]{32}$/);
  assert.equal(refused.error.code, "invalid_argument");
  assert.match(refused.error.message, /^length: must be an integer from 43 to 128/);
  assert.match(longest.error.message, /^timeoutMs: must be an integer from 1 to 2147483647/);
  assert.notEqual(flow.code, "");
  assert.equal(flow.requests[0].codeChallenge, flow.codeVerifier);
  assert.equal(said.length, 1);
  assert.match(
    said[0],
    /^zoom-pkce: WebAssembly can't be used here, .*'wasm-unsafe-eval'.*CompileError: forbidden/,
  );
});

// The memory of the JavaScript cannot grow, so the heap has a fixed size.
for (const isWasmForbidden of [false, true]) {
  test(`10 000 flows with the longest inputs fit the memory, ${isWasmForbidden ? "without" : "with"} wasm`, async () => {
    const { succeeded, grownBy } = await inFreshThread("manyFlows", { flows: 10_000, isWasmForbidden });
    assert.equal(succeeded, 10_000);
    assert.equal(grownBy, 0);
  });
}

test("works if the global WebAssembly does not exist", async () => {
  const { said, outcome } = await inFreshThread("withoutWebAssembly");
  assert.deepEqual(outcome, { sync: false, value: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" });
  assert.equal(said.length, 1);
  assert.match(said[0], /ReferenceError/);
});
