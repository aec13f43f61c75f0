// Where WebAssembly can't be used: the JavaScript that was made from the wasm. In browsers, tests/flow runs its whole list
// of cases so.

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

test("everything is as with wasm, also after the memory has grown, and it is said once", async () => {
  const { said, before, after, sizes, left } = await inFreshThread("withoutWasm", { verifiers });
  for (const { challenges, pair, state, refused, longest, flow } of [before, after]) {
    assert.deepEqual(challenges, verifiers.map(s256));
    assert.match(pair.codeVerifier, /^[\w.~-]{128}$/);
    assert.equal(pair.codeChallenge, s256(pair.codeVerifier));
    assert.match(state, /^[\w-]{32}$/);
    assert.equal(refused.error.code, "invalid_argument");
    assert.match(refused.error.message, /^length: must be an integer from 43 to 128/);
    assert.match(longest.error.message, /^timeoutMs: must be an integer from 1 to 2147483647/);
    assert.notEqual(flow.code, "");
    assert.equal(flow.requests[0].codeChallenge, flow.codeVerifier);
  }
  assert.notDeepEqual(before.pair, after.pair);
  assert.deepEqual(sizes[1] - sizes[0], 3 * 65_536);
  assert.equal(left, false, "the memory from before it grew is to hold nothing");
  assert.equal(said.length, 1);
  assert.match(
    said[0],
    /^zoom-pkce: WebAssembly can't be used here, .*'wasm-unsafe-eval'.*CompileError: forbidden/,
  );
});

test("where there is no WebAssembly at all, too", async () => {
  const { said, outcome } = await inFreshThread("withoutWebAssembly");
  assert.deepEqual(outcome, { sync: false, value: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" });
  assert.equal(said.length, 1);
  assert.match(said[0], /ReferenceError/);
});
