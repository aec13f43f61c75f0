// The distribution of a million verifiers and a million states, and a check that the test detects
// biased generators.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { before, test } from "node:test";

import { generateCodeVerifier, generateState, init } from "zoom-pkce";

import { findBias } from "../support/random.js";

before(() => init());

test("a million code verifiers: every character at every place, and no verifier twice", () => {
  assert.deepEqual(
    findBias(() => generateCodeVerifier(), 43),
    [],
  );
});

test("a million states: every character at every place, and no state twice", () => {
  assert.deepEqual(findBias(generateState, 32), []);
});

/** Makes a fast source of random bytes, which reads from a buffer. @param {number} length */
function newDraw(length) {
  let buffer = randomBytes(0);
  let at = 0;
  return () => {
    if (at + length > buffer.length) {
      buffer = randomBytes(length * 1000);
      at = 0;
    }
    at += length;
    return buffer.subarray(at - length, at);
  };
}

test("biased generators are detected", () => {
  const COUNT = 200_000;
  const draw32 = newDraw(32);
  const draw24 = newDraw(24);
  const good = () => draw24().toString("base64url");
  assert.deepEqual(findBias(good, 32, COUNT), []);

  // Many libraries encode 32 bytes as 43 characters. The last character then has four random bits.
  assert.match(findBias(() => draw32().toString("base64url"), 43, COUNT).join(), /^place 42: chi-squared/);
  // One letter of 64 is a third more frequent, and another one is less frequent.
  const favours = () => good().replace(/^B/, () => (Math.random() < 0.33 ? "A" : "B"));
  assert.match(findBias(favours, 32, COUNT).join(), /^place 0: chi-squared \d+/);
  // One text in a thousand comes from a buffer that was not filled.
  let n = 0;
  const forgets = () => (n++ % 1000 === 0 ? "A".repeat(32) : good());
  assert.match(findBias(forgets, 32, COUNT).join(), /^199 texts came twice/);
  // A counter: the characters are more evenly distributed than random ones.
  const counts = () => {
    const text = good();
    return "ABCDEFGH"[n % 8] + "abcdefgh"[(n++ >> 3) % 8] + text.slice(2);
  };
  assert.match(findBias(counts, 32, COUNT).join(), /place 0: chi-squared/);
  const evenly = () => `${String.fromCharCode(65 + (n++ % 26))}${good().slice(1)}`;
  assert.match(findBias(evenly, 32, COUNT).join(), /place 0: chi-squared/);
  const percent = () => `%${good().slice(1)}`;
  assert.match(findBias(percent, 32, 1000).join(), /a character of no alphabet/);
});
