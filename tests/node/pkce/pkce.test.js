// The synchronous functions of the published package: verifiers, challenges, states, and the errors
// that they throw.

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { before, test } from "node:test";
import fc from "fast-check";
import {
  ZoomPkceError,
  generateCodeChallenge,
  generateCodeVerifier,
  generatePkcePair,
  generateState,
  init,
  verifyCodeChallenge,
} from "zoom-pkce";
import { assertHoldsNone, assertThrows, invalid } from "../support/errors.js";
import { inFreshThread } from "../support/in-fresh-thread.js";
import { wasmMemory } from "../support/wasm.js";

const UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
// RFC 7636, appendix B.
const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const SYNCHRONOUS = [
  "generatePkcePair",
  "generateCodeVerifier",
  "generateCodeChallenge",
  "verifyCodeChallenge",
  "generateState",
];

const verifiers = fc.string({ unit: fc.constantFrom(...UNRESERVED), minLength: 43, maxLength: 128 });

/** @param {string} verifier */
const s256 = (verifier) => createHash("sha256").update(verifier).digest("base64url");

before(() => init());

test("synchronous functions throw wasm_load_failed before init(), and work after it", async () => {
  const { before, underWay, after } = await inFreshThread("synchronousFunctions");
  assert.deepEqual(Object.keys(before), SYNCHRONOUS);
  for (const name of SYNCHRONOUS) {
    assert.equal(before[name].sync, true, name);
    assert.equal(before[name].error.isZoomPkceError, true, name);
    assert.equal(before[name].error.name, "ZoomPkceError");
    assert.equal(before[name].error.code, "wasm_load_failed");
    assert.match(before[name].error.message, /not loaded/);
    assert.match(before[name].error.hint, /await init\(\)/);
    assert.equal(before[name].error.retryable, false);
    assert.equal(underWay[name], "wasm_load_failed", `${name} while init() is pending`);
    assert.equal(after[name].error, undefined, name);
    assert.notEqual(after[name].value, undefined, name);
  }
});

test("init() loads once: every call returns the same promise", async () => {
  const { same, values, compilations } = await inFreshThread("initTwice");
  assert.equal(same, true);
  assert.deepEqual(values, [undefined, undefined, undefined]);
  assert.equal(compilations, 1);
  assert.equal(init(), init());
});

test("init() fails: its error has the cause, other calls fail too, and a second init() loads", async () => {
  const { failed, challenge, flow, asked, again } = await inFreshThread("failingInit");
  assert.equal(failed.error.code, "wasm_load_failed");
  assert.match(failed.error.cause, /RangeError: out of memory/);
  assert.match(failed.error.hint, /every file of the build/);
  assert.equal(failed.error.retryable, true);
  assert.equal(challenge.error.code, "wasm_load_failed");
  assert.equal(flow.error.code, "wasm_load_failed");
  assert.equal(flow.sync, false);
  assert.equal(asked, 0);
  assert.equal(again.error, undefined);
});

test("RFC 7636, appendix B", () => {
  assert.equal(generateCodeChallenge(VERIFIER), CHALLENGE);
  assert.equal(generateCodeChallenge(VERIFIER, "S256"), CHALLENGE);
  assert.equal(verifyCodeChallenge(VERIFIER, CHALLENGE), true);
  assert.equal(verifyCodeChallenge(VERIFIER, CHALLENGE, "S256"), true);
});

test("S256 equals the SHA-256 of node:crypto, for verifiers of every length", () => {
  for (let length = 43; length <= 128; length++) {
    const verifier = generateCodeVerifier(length);
    assert.equal(generateCodeChallenge(verifier), s256(verifier), `length ${length}`);
  }
  fc.assert(
    fc.property(verifiers, (verifier) => {
      assert.equal(generateCodeChallenge(verifier, "S256"), s256(verifier));
      assert.equal(verifyCodeChallenge(verifier, s256(verifier)), true);
    }),
    { numRuns: 1000 },
  );
});

test("plain is the verifier itself", () => {
  fc.assert(
    fc.property(verifiers, (verifier) => {
      assert.equal(generateCodeChallenge(verifier, "plain"), verifier);
      assert.equal(verifyCodeChallenge(verifier, verifier, "plain"), true);
    }),
  );
});

test("null counts as an omitted optional argument, as undefined does", () => {
  const none = /** @type {any} */ (null);
  assert.equal(generateCodeChallenge(VERIFIER, none), CHALLENGE);
  assert.equal(verifyCodeChallenge(VERIFIER, CHALLENGE, none), true);
  assert.equal(generateCodeVerifier(none).length, 43);
  assert.equal(generatePkcePair(none).codeVerifier.length, 43);
  assert.equal(generatePkcePair({ length: none, codeChallengeMethod: none }).codeChallengeMethod, "S256");
});

test("a pair verifies with its own method only", () => {
  for (const codeChallengeMethod of /** @type {const} */ (["S256", "plain"])) {
    const pair = generatePkcePair({ codeChallengeMethod });
    const other = codeChallengeMethod === "plain" ? "S256" : "plain";
    assert.equal(verifyCodeChallenge(pair.codeVerifier, pair.codeChallenge, codeChallengeMethod), true);
    assert.equal(verifyCodeChallenge(pair.codeVerifier, pair.codeChallenge, other), false);
  }
});

test("a changed character in the verifier or in the challenge: does not verify", () => {
  fc.assert(
    fc.property(
      verifiers,
      fc.constantFrom(/** @type {const} */ ("S256"), /** @type {const} */ ("plain")),
      fc.nat(),
      fc.constantFrom(...UNRESERVED),
      (verifier, method, place, character) => {
        /** @param {string} text */
        const changed = (text) => {
          const at = place % text.length;
          const other = text[at] === character ? (character === "A" ? "B" : "A") : character;
          return text.slice(0, at) + other + text.slice(at + 1);
        };
        const challenge = generateCodeChallenge(verifier, method);
        assert.equal(verifyCodeChallenge(verifier, challenge, method), true);
        assert.equal(verifyCodeChallenge(verifier, changed(challenge), method), false);
        assert.equal(verifyCodeChallenge(changed(verifier), challenge, method), false);
      },
    ),
    { numRuns: 1000 },
  );
});

test("a challenge that differs in one place or in its length: does not verify", () => {
  for (let at = 0; at < CHALLENGE.length; at++) {
    const changed = CHALLENGE.slice(0, at) + (CHALLENGE[at] === "A" ? "B" : "A") + CHALLENGE.slice(at + 1);
    assert.equal(verifyCodeChallenge(VERIFIER, changed), false, `place ${at}`);
  }
  assert.equal(verifyCodeChallenge(VERIFIER, CHALLENGE + "A"), false);
  assert.equal(verifyCodeChallenge(VERIFIER, VERIFIER + "A", "plain"), false);
  assert.equal(verifyCodeChallenge(VERIFIER + "A", VERIFIER, "plain"), false);
  assert.equal(verifyCodeChallenge(VERIFIER, CHALLENGE.toLowerCase()), false);
});

test("generateCodeVerifier: every length from 43 to 128, 43 by default, without repetitions", () => {
  for (let length = 43; length <= 128; length++) {
    assert.match(generateCodeVerifier(length), new RegExp(`^[A-Za-z0-9_-]{${length}}$`));
  }
  assert.match(generateCodeVerifier(), /^[A-Za-z0-9_-]{43}$/);
  const many = Array.from({ length: 5000 }, () => generateCodeVerifier());
  assert.equal(new Set(many).size, many.length);
  assert.equal(new Set(many.join("")).size, 64, "the number of distinct characters");
  assert.equal(
    new Set(many.map((verifier) => verifier[42])).size,
    64,
    "the number of distinct characters at the last place",
  );
});

test("generatePkcePair: S256 and 43 characters by default, and exactly three keys", () => {
  for (const pair of [generatePkcePair(), generatePkcePair({}), generatePkcePair(undefined)]) {
    assert.deepEqual(Object.keys(pair), ["codeVerifier", "codeChallenge", "codeChallengeMethod"]);
    assert.match(pair.codeVerifier, /^[A-Za-z0-9_-]{43}$/);
    assert.equal(pair.codeChallengeMethod, "S256");
    assert.equal(pair.codeChallenge, s256(pair.codeVerifier));
    assert.deepEqual(JSON.parse(JSON.stringify(pair)), pair);
  }
  const plain = generatePkcePair({ codeChallengeMethod: "plain", length: 128 });
  assert.equal(plain.codeVerifier.length, 128);
  assert.equal(plain.codeChallengeMethod, "plain");
  assert.equal(plain.codeChallenge, plain.codeVerifier);
  const long = generatePkcePair({ length: 99 });
  assert.equal(long.codeVerifier.length, 99);
  assert.equal(long.codeChallenge, s256(long.codeVerifier));
});

test("generateState: 32 URL-safe characters, without repetitions", () => {
  const states = Array.from({ length: 5000 }, () => generateState());
  for (const state of states) assert.match(state, /^[A-Za-z0-9_-]{32}$/);
  assert.equal(new Set(states).size, states.length);
  assert.equal(new Set(states.map((state) => state[31])).size, 64);
});

// --- invalid arguments

const MARK = "SeCrEt-TeXt-";
/** @param {number} length */
const marked = (length) => MARK.repeat(Math.ceil(length / MARK.length)).slice(0, length);
const MEGABYTE = marked(1_000_000);

/** @type {[string, unknown][]} */
const NOT_STRINGS = [
  ["NaN", NaN],
  ["42", 42],
  ["129", 129],
  ["43.5", 43.5],
  ["Infinity", Infinity],
  ["true", true],
  ["false", false],
  ["{}", {}],
  ["an object with toString", { toString: () => VERIFIER }],
  ["[]", []],
  ["an array of one", [VERIFIER]],
  ["a String object", new String(VERIFIER)],
  ["bytes", Buffer.from(VERIFIER)],
  ["a Symbol", Symbol(MARK)],
  ["a BigInt", 43n],
  ["a function", () => VERIFIER],
];
/** @type {[string, unknown][]} */
const NOT_VERIFIERS = [
  ["undefined", undefined],
  ["null", null],
  ...NOT_STRINGS,
  ["empty", ""],
  ["42 characters", marked(42)],
  ["129 characters", marked(129)],
  ["a megabyte", MEGABYTE],
  ...["+", "/", "=", " ", "\n", "\0", "%", "é", "ſ", "－", "😀", "\ud800", "\udc00"].map(
    (character) => /** @type {[string, unknown]} */ ([JSON.stringify(character), marked(50) + character]),
  ),
  ["a bad first character", `"${marked(50)}`],
  ["a line break at the end", `${marked(43)}\n`],
  ["43 bytes of fewer characters", marked(41) + "é"],
];
/** @type {[string, unknown][]} */
const NOT_METHODS = [
  ...NOT_STRINGS,
  ...["s256", "S256 ", " S256", "SHA256", "S512", "S25", "PLAIN", "Plain", "plain\0", "", "\ud800", MARK].map(
    (text) => /** @type {[string, unknown]} */ ([JSON.stringify(text), text]),
  ),
  ["a megabyte", MEGABYTE],
];
/** @type {[string, unknown][]} */
const NOT_LENGTHS = [
  ...NOT_STRINGS,
  ...[0, -43, 44.000001, -Infinity, 1e300, 2 ** 32 + 43, -(2 ** 32) + 43, "43", "", 128n, MARK, MEGABYTE].map(
    (value) => /** @type {[string, unknown]} */ ([`${typeof value} ${String(value).slice(0, 20)}`, value]),
  ),
  ["a Number object", new Number(43)],
  ["a Date", new Date(43)],
];

const VERIFIER_RULE = /must be a string of 43 to 128 characters of A-Z a-z 0-9 - \. _ ~/;
const METHOD_RULE = /must be "plain" or "S256"/;
const LENGTH_RULE = /must be an integer from 43 to 128/;

/** @type {[string, string, RegExp, [string, unknown][], (value: any) => unknown][]} */
const ARGUMENTS = [
  ["generateCodeVerifier(length)", "length", LENGTH_RULE, NOT_LENGTHS, generateCodeVerifier],
  [
    "generatePkcePair({ length })",
    "length",
    LENGTH_RULE,
    NOT_LENGTHS,
    (length) => generatePkcePair({ length }),
  ],
  [
    "generatePkcePair({ codeChallengeMethod })",
    "codeChallengeMethod",
    METHOD_RULE,
    NOT_METHODS,
    (codeChallengeMethod) => generatePkcePair({ codeChallengeMethod }),
  ],
  [
    "generateCodeChallenge(codeVerifier)",
    "codeVerifier",
    VERIFIER_RULE,
    NOT_VERIFIERS,
    (codeVerifier) => generateCodeChallenge(codeVerifier),
  ],
  [
    "generateCodeChallenge(codeVerifier, 'plain')",
    "codeVerifier",
    VERIFIER_RULE,
    NOT_VERIFIERS,
    (codeVerifier) => generateCodeChallenge(codeVerifier, "plain"),
  ],
  [
    "generateCodeChallenge(…, method)",
    "codeChallengeMethod",
    METHOD_RULE,
    NOT_METHODS,
    (method) => generateCodeChallenge(VERIFIER, method),
  ],
  [
    "verifyCodeChallenge(codeVerifier)",
    "codeVerifier",
    VERIFIER_RULE,
    NOT_VERIFIERS,
    (codeVerifier) => verifyCodeChallenge(codeVerifier, CHALLENGE),
  ],
  [
    "verifyCodeChallenge(…, codeChallenge)",
    "codeChallenge",
    VERIFIER_RULE,
    NOT_VERIFIERS,
    (codeChallenge) => verifyCodeChallenge(VERIFIER, codeChallenge),
  ],
  [
    "verifyCodeChallenge(…, codeChallenge, 'plain')",
    "codeChallenge",
    VERIFIER_RULE,
    NOT_VERIFIERS,
    (codeChallenge) => verifyCodeChallenge(VERIFIER, codeChallenge, "plain"),
  ],
  [
    "verifyCodeChallenge(…, …, method)",
    "codeChallengeMethod",
    METHOD_RULE,
    NOT_METHODS,
    (method) => verifyCodeChallenge(VERIFIER, CHALLENGE, method),
  ],
];

for (const [call, name, rule, values, work] of ARGUMENTS) {
  test(`${call}: ${values.length} bad values: refused with name and rule, without the value`, () => {
    generateState();
    const memory = wasmMemory();
    for (const [what, value] of values) {
      const error = assertThrows(() => work(value), invalid(name, rule), what);
      assert.equal(error.cause, undefined, what);
      assertHoldsNone(error, [MARK]);
    }
    assert.equal(wasmMemory(), memory, "the memory does not grow: a megabyte is not copied in");
  });
}

test("valid verifiers are accepted, and all other texts are refused", () => {
  const texts = fc.oneof(
    verifiers,
    fc.string({ unit: fc.constantFrom(...UNRESERVED, "+", " ", "é"), minLength: 40, maxLength: 131 }),
    fc.string({ unit: "binary", maxLength: 140 }),
    fc.array(fc.nat(0xffff), { maxLength: 140 }).map((units) => String.fromCharCode(...units)),
  );
  fc.assert(
    fc.property(texts, (text) => {
      if (/^[\w.~-]{43,128}$/.test(text) && !/\n/.test(text)) {
        assert.equal(generateCodeChallenge(text), s256(text));
      } else {
        assertThrows(() => generateCodeChallenge(text), invalid("codeVerifier", VERIFIER_RULE));
      }
    }),
    { numRuns: 1000 },
  );
});

test("options that are not an object are refused", () => {
  for (const options of ["plain", "S256", 64, true, Symbol("s"), 43n, Promise.resolve({})]) {
    assertThrows(
      () => generatePkcePair(/** @type {any} */ (options)),
      invalid("options"),
      `generatePkcePair(${String(options)})`,
    );
  }
});

test("an option that does not exist is refused by name, unless it is undefined or null", () => {
  for (const name of ["method", "codeVerifierLength", "code_challenge_method"]) {
    const call = (/** @type {unknown} */ value) => generatePkcePair(/** @type {any} */ ({ [name]: value }));
    assertThrows(() => call("plain"), invalid(name, /there is no such option/));
    for (const absent of [undefined, null]) assert.equal(call(absent).codeChallengeMethod, "S256");
  }
});

// --- errors

test("an error has code, reason, hint and retryable, and other properties are undefined", () => {
  const error = assertThrows(() => generateCodeVerifier(42), invalid("length"));
  assert.equal(Object.getPrototypeOf(error), ZoomPkceError.prototype);
  assert.equal(error.reason, "length: must be an integer from 43 to 128 (characters; RFC 7636 section 4.1)");
  assert.equal(String(error), `ZoomPkceError: ${error.message}`);
  for (const key of /** @type {const} */ (["cause", "zoomCode", "status", "body"])) {
    assert.equal(error[key], undefined, key);
  }
  assert.match(error.stack ?? "", /pkce\.test\.js/, "the stack contains the caller's file");
});

test("the message, and with it the stack, holds reason, code and hint", () => {
  const { stack, message, reason, code, hint } = assertThrows(
    () => generateCodeVerifier(42),
    invalid("length"),
  );
  assert.equal(message, `${reason} (${code}). ${hint}`);
  assert.ok(stack?.includes(message), stack);
});

// --- memory

test("200 000 pairs, verifiers and states do not grow the wasm's memory", () => {
  for (let i = 0; i < 1000; i++) generatePkcePair({ length: 128 });
  const memory = wasmMemory();
  const verifier = generateCodeVerifier(128);
  for (let i = 0; i < 50_000; i++) {
    const { codeVerifier, codeChallenge } = generatePkcePair();
    if (!verifyCodeChallenge(codeVerifier, codeChallenge)) assert.fail(`pair ${i}`);
    generateCodeVerifier(43 + (i % 86));
    generateCodeChallenge(verifier, "plain");
    generateState();
  }
  for (let i = 0; i < 1000; i++) {
    assert.throws(() => generateCodeChallenge(randomBytes(20).toString("hex")), { code: "invalid_argument" });
  }
  assert.equal(wasmMemory(), memory);
});
