// js/shared/redact.js: no secret is left in what others wrote, in whatever form.

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { createRedactor } from "../../../js/shared/redact.js";

/** UTF-8 has no half of a surrogate pair: U+FFFD takes its place. @param {string} text */
const wellFormed = (text) => Buffer.from(text).toString();
/** @param {string} escaped */
const lowerCaseEscapes = (escaped) => escaped.replace(/%../g, (escape) => escape.toLowerCase());
/** @param {string} text */
const inForm = (text) => new URLSearchParams({ s: text }).toString().slice(2);
/** @param {string} text */
const inUrl = (text) => encodeURIComponent(wellFormed(text));

/** The forms in which a secret is found. @type {((secret: string) => string)[]} */
const FORMS = [
  (secret) => secret,
  inForm,
  inUrl,
  (secret) => JSON.stringify(secret).slice(1, -1),
  (secret) => lowerCaseEscapes(inForm(secret)),
  (secret) => lowerCaseEscapes(inUrl(secret)),
];

const secrets = fc.oneof(
  fc.stringMatching(/^[\x20-\x7e]{1,40}$/),
  fc.stringMatching(/^[A-Za-z0-9\-._~]{43,128}$/),
  fc.string({ unit: "binary", minLength: 1, maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(..."$&+^.*?()[]{}|\\/\"'<>%=#@ é€😀\n\0"), minLength: 1, maxLength: 12 }),
  // Secrets that begin like another one.
  fc.constantFrom("a", "ab", "abc", "abc ", "abc+", "abc%20", "\ud800", "x\udfff"),
);

/**
 * Returns all texts of a value: itself, its keys and its values.
 *
 * @param {unknown} value
 * @returns {string[]}
 */
const textsOf = (value) => {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Array.isArray(value) ? value.flatMap(textsOf) : Object.entries(value).flatMap(textsOf);
};

/**
 * @param {unknown} value
 * @param {string[]} hidden
 */
function assertHoldsNone(value, hidden) {
  // The placeholder itself is not searched.
  const pieces = textsOf(value).flatMap((text) => text.split("[redacted]"));
  for (const secret of hidden) {
    for (const form of FORMS.map((write) => write(secret))) {
      for (const piece of pieces) assert.ok(!piece.includes(form), `${form} in ${piece}`);
    }
  }
}

const writtenSecrets = fc.array(secrets, { minLength: 1, maxLength: 4 }).chain((hidden) =>
  fc.record({
    hidden: fc.constant(hidden),
    texts: fc.array(
      fc
        .tuple(
          fc.string({ unit: "binary", maxLength: 5 }),
          fc.constantFrom(...hidden),
          fc.constantFrom(...FORMS),
          fc.string({ unit: "binary", maxLength: 5 }),
        )
        .map(([before, secret, write, after]) => before + write(secret) + after),
      { minLength: 1, maxLength: 5 },
    ),
  }),
);

test("leaves no secret in a text, in any form, with any other text around it", () => {
  fc.assert(
    fc.property(writtenSecrets, ({ hidden, texts }) => {
      const redact = createRedactor(hidden);
      assertHoldsNone(redact(texts.join("")), hidden);
      assertHoldsNone(texts.map(redact), hidden);
    }),
    { numRuns: 2000 },
  );
});

test("leaves no secret in the keys and values of parsed JSON, and keeps everything else", () => {
  const json = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(writtenSecrets, json, ({ hidden, texts }, other) => {
      const redact = createRedactor(hidden);
      const value = {
        list: [texts, { deep: texts }],
        ...Object.fromEntries(texts.map((text) => [text, text])),
      };
      const redacted = redact(value);
      assertHoldsNone(redacted, hidden);
      assert.deepEqual(Object.keys(redacted[redact("list")][1]), [redact("deep")]);
      // Too long to be found by chance.
      const unrelated = createRedactor(["a-secret-that-nothing-else-contains"]);
      const copy = JSON.parse(JSON.stringify(other));
      assert.deepEqual(unrelated(copy), JSON.parse(JSON.stringify(copy)));
    }),
    { numRuns: 500 },
  );
});

test("replaces exactly the secret in each form", () => {
  const secret = `a b+c!"\\/é`;
  const redact = createRedactor([secret]);
  for (const write of FORMS) assert.equal(redact(`(${write(secret)})`), "([redacted])");
  assert.equal(redact('(A B+C!"\\/É)'), "([redacted])");
});

test("replaces the longest secret first for any order of the secrets", () => {
  for (const hidden of [
    ["abc", "abcdef"],
    ["abcdef", "abc"],
  ]) {
    assert.equal(createRedactor(hidden)("abcdef abc"), "[redacted] [redacted]");
  }
  // The form-encoded secret is longer than the other secret that it begins with.
  assert.equal(createRedactor(["a%2B", "a+b"])("a%2Bb"), "[redacted]");
});

test("finds a secret with half of a surrogate pair", () => {
  const redact = createRedactor(["half \ud800 pair"]);
  for (const text of [
    "half \ud800 pair",
    "half%20%EF%BF%BD%20pair",
    "half+%ef%bf%bd+pair",
    "half \\ud800 pair",
  ]) {
    assert.equal(redact(`a ${text}.`), "a [redacted].");
  }
});

test("returns the same text if there is no secret", () => {
  for (const hidden of [[], [undefined], [""]]) assert.equal(createRedactor(hidden)("as it is"), "as it is");
});

test("returns values without texts as they are", () => {
  const redact = createRedactor(["1", "null", "true"]);
  for (const value of [1, null, undefined, true, [], {}, [1, [null]]]) assert.deepEqual(redact(value), value);
});

test("keeps a key named __proto__ a key", () => {
  const redacted = createRedactor(["secret"])(JSON.parse('{"__proto__":{"a":"secret"}}'));
  assert.deepEqual(Object.entries(redacted), [["__proto__", { a: "[redacted]" }]]);
});

test("returns undefined for a value that is nested more than 500 levels deep, and never throws", () => {
  const redact = createRedactor(["secret"]);
  /** @param {number} depth */
  const nested = (depth) => JSON.parse(`${"[".repeat(depth)}"secret"${"]".repeat(depth)}`);
  assert.equal(JSON.stringify(redact(nested(500))), `${"[".repeat(500)}"[redacted]"${"]".repeat(500)}`);
  assert.equal(redact(nested(501)), undefined);
  assert.equal(redact({ a: [1, { b: nested(20_000) }] }), undefined);
  /** @type {any} */
  const cycle = {};
  Object.assign(cycle, { one: cycle, other: cycle });
  assert.equal(redact(cycle), undefined);
});
