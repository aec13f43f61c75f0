// Properties of decryptAppContext: 10 000 hostile contexts each give what is described, or an error
// of the package.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";

import fc from "fast-check";

import { decryptAppContext, ZoomTokenError } from "../../../js/server/index.js";
import { encryptAppContext } from "../../../js/simulator/server/app-context.js";
import { seal } from "../../../js/simulator/server/seal-app-context.js";
import { APP, CLAIMS, NOW, base64, clientId, clientSecret, packWithLengths } from "./app-context-helpers.js";
import { assertNoSecret } from "./helpers.js";

const VALID = Buffer.from(await encryptAppContext(CLAIMS, { clientSecret }), "base64");
const SECRETS = [clientSecret, CLAIMS.uid, CLAIMS.mid];

const ERRORS = ["no_context", "invalid_context", "wrong_secret", "wrong_audience", "context_expired"];
const TEXTS = ["typ", "uid", "mid", "attendrole", "bmid", "iid", "cid", "act"];

/**
 * Checks what a context gives, whatever it is.
 *
 * @param {string} header
 * @returns {Promise<string>} `valid`, or the error
 */
async function outcomeOf(header) {
  /** @type {unknown} */
  const outcome = await decryptAppContext(header, APP).catch((error) => error);
  if (!(outcome instanceof Error)) {
    const context = /** @type {Record<string, any>} */ (outcome);
    assert.equal(context.iss, "marketplace.zoom.us");
    assert.equal(context.aud, clientId);
    assert.ok(Number.isFinite(context.exp) && context.exp > NOW && Number.isFinite(context.ts));
    assert.ok(context.typ);
    for (const name of TEXTS) {
      if (name in context) assert.ok(typeof context[name] === "string" && context[name], name);
    }
    return "valid";
  }
  assert.ok(outcome instanceof ZoomTokenError, inspect(outcome));
  assert.ok(ERRORS.includes(outcome.error), inspect(outcome));
  assert.ok(outcome.reason && outcome.hint && outcome.cause === undefined);
  assertNoSecret(outcome, header.length > 20 ? [...SECRETS, header] : SECRETS);
  return outcome.error;
}

/**
 * Runs a property for as many contexts as are named, and returns which outcomes they had.
 *
 * @template T
 * @param {number} numRuns
 * @param {fc.Arbitrary<T>} arbitrary
 * @param {(value: T) => string | Promise<string>} makeHeader
 */
async function outcomesOf(numRuns, arbitrary, makeHeader) {
  /** @type {Set<string>} */
  const outcomes = new Set();
  const property = fc.asyncProperty(arbitrary, async (value) => {
    outcomes.add(await outcomeOf(await makeHeader(value)));
  });
  await fc.assert(property, { numRuns });
  return [...outcomes].sort();
}

test("1500 texts of any kind", async () => {
  const digits = fc.string({ unit: fc.constantFrom(..."AZaz09+/-_=") });
  const texts = fc.oneof(fc.string({ unit: "binary" }), digits, fc.base64String());
  assert.ok(!(await outcomesOf(1500, texts, String)).includes("valid"));
});

test("1500 contexts of random bytes", async () => {
  const bytes = fc.uint8Array({ maxLength: 300, size: "max" });
  assert.deepEqual(await outcomesOf(1500, bytes, base64), ["invalid_context", "no_context"]);
});

test("2500 valid contexts with up to three flipped bits", async () => {
  const bits = fc.uniqueArray(fc.nat(VALID.length * 8 - 1), { minLength: 1, maxLength: 3 });
  const outcomes = await outcomesOf(2500, bits, (flipped) => {
    const bytes = Buffer.from(VALID);
    for (const bit of flipped) bytes[bit >> 3] ^= 1 << (bit & 7);
    return base64(bytes);
  });
  assert.deepEqual(outcomes, ["invalid_context", "wrong_secret"]);
});

test("1000 valid contexts that were cut, repeated or joined to other bytes", async () => {
  const changes = fc.tuple(fc.nat(VALID.length), fc.nat(VALID.length), fc.uint8Array({ maxLength: 20 }));
  await outcomesOf(1000, changes, ([from, to, more]) =>
    base64(Buffer.concat([VALID.subarray(from), more, VALID.subarray(0, to)])),
  );
});

test("1500 contexts with lengths up to the largest", async () => {
  // Half of the lengths are right.
  const length = (/** @type {number} */ max) =>
    fc.option(fc.oneof(fc.constant(max), fc.nat(max)), { nil: undefined, freq: 1 });
  const lengths = fc.record({
    iv: length(0xff),
    additionalData: length(0xffff),
    ciphertext: length(0xffffffff),
  });
  const part = fc.uint8Array({ maxLength: 40, size: "max" });
  const parts = fc.record({
    iv: fc.oneof(fc.uint8Array({ minLength: 12, maxLength: 12 }), part),
    additionalData: part,
    sealed: part,
  });
  const outcomes = await outcomesOf(1500, fc.tuple(parts, lengths), ([parts, lengths]) =>
    base64(packWithLengths(parts, lengths)),
  );
  assert.deepEqual(outcomes, ["invalid_context", "wrong_secret"]);
});

test("2000 contexts that are encrypted well and hold anything", async () => {
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom("", null, clientId, NOW, NOW + 1, 1e308, "1e999", [clientId], { length: 1 }),
  );
  const names = ["exp", "ts", "aud", "iss", ...TEXTS, "__proto__", "toString", "then"];
  const claims = fc
    .dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), odd, { maxKeys: 4 })
    .map((fields) => JSON.stringify({ ...CLAIMS, ...fields }));
  const contents = fc.oneof(
    { weight: 4, arbitrary: claims },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
    { weight: 1, arbitrary: fc.uint8Array() },
    { weight: 1, arbitrary: fc.nat(5000).map((depth) => "[".repeat(depth)) },
    { weight: 1, arbitrary: fc.nat(5000).map((depth) => `{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`) },
  );
  const outcomes = await outcomesOf(2000, contents, async (content) =>
    base64(await seal(content, { clientSecret })),
  );
  assert.deepEqual(outcomes, ["context_expired", "invalid_context", "valid", "wrong_audience"]);
});
