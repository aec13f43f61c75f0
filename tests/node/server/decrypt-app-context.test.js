// decryptAppContext: what it gives, and how its errors tell the causes apart.

import assert from "node:assert/strict";
import { test } from "node:test";

import { decryptAppContext } from "../../../js/server/index.js";
import { MAX_APP_CONTEXT_CHARS } from "../../../js/shared/limits.js";
import { encryptAppContext } from "../../../js/simulator/server/app-context.js";
import { seal } from "../../../js/simulator/server/seal-app-context.js";
import { APP, CLAIMS, NOW, base64, clientId, clientSecret, packWithLengths } from "./app-context-helpers.js";
import { assertNoSecret, failure } from "./helpers.js";

const CONTEXT = await encryptAppContext(CLAIMS, { clientSecret });

/** @param {object} claims */
const withClaims = (claims) => encryptAppContext({ ...CLAIMS, ...claims }, { clientSecret });

/** What no error may show. */
const SECRETS = [clientSecret, CONTEXT, CLAIMS.uid, CLAIMS.mid];

/**
 * Asserts that a context is refused with a reason and a hint, and without a secret.
 *
 * @param {any} header
 * @param {string} error
 * @param {RegExp} reason
 * @param {object} [options]
 */
async function assertRefused(header, error, reason, options = APP) {
  const refusal = await failure(decryptAppContext(header, /** @type {any} */ (options)));
  assert.equal(refusal.error, error, String(refusal));
  assert.match(refusal.reason ?? "", reason);
  if (error !== "invalid_argument") assert.match(refusal.hint ?? "", /^[\x20-\x21\x23-\x5b\x5d-\x7e]{60,}$/);
  assert.equal(refusal.cause, undefined);
  assert.equal(refusal.retryable, false);
  assertNoSecret(refusal, typeof header === "string" && header.length > 20 ? [...SECRETS, header] : SECRETS);
  return refusal;
}

test("gives what the context holds", async () => {
  assert.deepEqual(await decryptAppContext(CONTEXT, APP), CLAIMS);
});

test("takes the time of the call by default", async () => {
  const times = { ts: Date.now(), exp: Date.now() + 60_000 };
  const app = { clientId, clientSecret };
  assert.deepEqual(await decryptAppContext(await withClaims(times), app), { ...CLAIMS, ...times });
  assert.equal((await failure(decryptAppContext(CONTEXT, app))).error, "context_expired");
});

test("takes base64 and base64url, with and without padding", async () => {
  // Texts of every length modulo 3, with every digit.
  for (const length of [40, 41, 42]) {
    const claims = { ...CLAIMS, act: "x".repeat(length) };
    const bytes = await seal(JSON.stringify(claims), {
      clientSecret,
      additionalData: new Uint8Array(64).fill(0xfb),
    });
    const padded = bytes.toString("base64");
    assert.match(padded, /\+/);
    const forms = [padded, padded.replace(/=+$/, ""), bytes.toString("base64url")];
    forms.push(padded.replaceAll("+", "-").replaceAll("/", "_"));
    for (const form of forms) assert.deepEqual(await decryptAppContext(form, APP), claims, form);
  }
});

test("takes an IV of 12 or 16 bytes, additional data of any length, and the key's secret in UTF-8", async () => {
  const secret = "ein-geheimes-ß-€-𝄞";
  for (const iv of [12, 16]) {
    for (const size of [0, 1, 255, 256, 4000]) {
      const options = { iv: new Uint8Array(iv).fill(7), additionalData: new Uint8Array(size).fill(200) };
      const context = await seal(JSON.stringify(CLAIMS), { clientSecret: secret, ...options });
      assert.deepEqual(await decryptAppContext(base64(context), { ...APP, clientSecret: secret }), CLAIMS);
    }
  }
});

test("takes credentials from functions", async () => {
  const app = { clientId: () => clientId, clientSecret: async () => clientSecret, now: NOW };
  assert.deepEqual(await decryptAppContext(CONTEXT, app), CLAIMS);
  const failing = { ...app, clientSecret: () => Promise.reject(new Error("the vault is closed")) };
  assert.equal((await failure(decryptAppContext(CONTEXT, failing))).error, "store_failed");
});

test("keeps fields that are not described, and text that is JSON", async () => {
  const claims = { act: '{"a":[1]}', theme: { dark: true }, list: [null], "": 1, constructor: "c" };
  assert.deepEqual(await decryptAppContext(await withClaims(claims), APP), { ...CLAIMS, ...claims });
});

test("keeps a field named __proto__ as a field", async () => {
  const text = JSON.stringify(CLAIMS).replace("{", '{"__proto__":{"uid":"other"},');
  const context = await decryptAppContext(base64(await seal(text, { clientSecret })), APP);
  assert.equal(Object.getPrototypeOf(context), Object.prototype);
  assert.deepEqual(Object.keys(context), ["__proto__", ...Object.keys(CLAIMS)]);
});

test("a guest's context has no uid", async () => {
  const { uid, ...guest } = CLAIMS;
  const context = await decryptAppContext(await withClaims({ uid: undefined }), APP);
  assert.equal("uid" in context, false);
  assert.deepEqual(context, guest);
});

test("leaves out described fields that are empty or not texts", async () => {
  const names = ["uid", "mid", "attendrole", "bmid", "iid", "cid", "act"];
  names.push("aid", "chid", "msgid", "tid", "of", "trid");
  for (const name of names) {
    assert.equal((await decryptAppContext(await withClaims({ [name]: "text" }), APP))[name], "text");
    for (const odd of [null, "", 0, true, {}, ["a"]]) {
      const context = await decryptAppContext(await withClaims({ [name]: odd }), APP);
      assert.equal(name in context, false, `${name} ${JSON.stringify(odd)}`);
    }
  }
});

test("no_context: there is no header", async () => {
  for (const header of [undefined, null, ""]) {
    await assertRefused(header, "no_context", /^the request has no app context$/);
  }
});

test("invalid_argument: the header is no text, an option is missing or wrong", async () => {
  for (const header of [{ context: CONTEXT }, [CONTEXT], 1, Buffer.from(CONTEXT)]) {
    await assertRefused(header, "invalid_argument", /^header must be a string: .*getAppContext/);
  }
  const cases = /** @type {[object, RegExp][]} */ ([
    [{ ...APP, clientSecret: undefined }, /^clientSecret must/],
    [{ ...APP, clientSecret: ` ${clientSecret}` }, /^clientSecret must/],
    [{ ...APP, clientId: "" }, /^clientId must/],
    [{ ...APP, now: NaN }, /^now must be a number of milliseconds/],
    [{ ...APP, now: new Date() }, /^now must/],
    [{ ...APP, now: null }, /^now must/],
  ]);
  for (const [options, reason] of cases) {
    await assertRefused(CONTEXT, "invalid_argument", reason, options);
  }
  assert.equal(
    (await failure(decryptAppContext(CONTEXT, /** @type {any} */ (undefined)))).error,
    "invalid_argument",
  );
});

test("invalid_context: neither base64 nor base64url", async () => {
  const wrong = [
    " ",
    "=",
    "====",
    "a",
    "AAAAA",
    "a b",
    "ab\n",
    "+-",
    "a+_b",
    "AA=A",
    "AA===",
    "ä",
    "{}",
    "%2B",
  ];
  for (const text of [...wrong, `${CONTEXT}\n`, ` ${CONTEXT}`, encodeURIComponent(`${CONTEXT}==`)]) {
    await assertRefused(text, "invalid_context", /^the app context is neither base64 nor base64url$/);
  }
});

test("invalid_context: too long, before it is decoded", async () => {
  await assertRefused("A".repeat(MAX_APP_CONTEXT_CHARS), "invalid_context", /IV/);
  await assertRefused(
    "A".repeat(MAX_APP_CONTEXT_CHARS + 1),
    "invalid_context",
    /longer than 16384 characters/,
  );
});

test("invalid_context: shorter than its lengths say, wherever it ends", async () => {
  const bytes = Buffer.from(CONTEXT, "base64");
  for (let length = 1; length < bytes.length; length++) {
    await assertRefused(base64(bytes.subarray(0, length)), "invalid_context", /^the app context is shorter/);
  }
});

test("invalid_context: longer than its lengths say", async () => {
  for (const more of [1, 2, 16]) {
    const longer = Buffer.concat([Buffer.from(CONTEXT, "base64"), Buffer.alloc(more)]);
    await assertRefused(base64(longer), "invalid_context", /^the app context is longer than it says$/);
  }
});

test("invalid_context: lengths that lie", async () => {
  const iv = new Uint8Array(12);
  const parts = { iv, additionalData: new Uint8Array(3), sealed: new Uint8Array(40) };
  const tooLong = [
    { iv: 255 },
    { additionalData: 0xffff },
    { ciphertext: 0xffffffff },
    { ciphertext: 0x80000000 },
  ];
  for (const lengths of [...tooLong, { ciphertext: 25 }]) {
    await assertRefused(base64(packWithLengths(parts, lengths)), "invalid_context", /shorter/);
  }
  await assertRefused(base64(packWithLengths(parts, { ciphertext: 23 })), "invalid_context", /longer/);
  for (const size of [0, 1, 8, 11, 13, 15, 17, 32]) {
    const other = packWithLengths({ ...parts, iv: new Uint8Array(size) });
    await assertRefused(base64(other), "invalid_context", /IV/);
  }
});

test("wrong_secret: another client secret, or any byte that was altered", async () => {
  const other = { ...APP, clientSecret: "the-secret-of-another-app" };
  const { hint = "" } = await assertRefused(CONTEXT, "wrong_secret", /cannot be decrypted/, other);
  assert.match(hint, /another app's, or an old one.*altered or is forged/);
  const bytes = await seal(JSON.stringify(CLAIMS), { clientSecret, additionalData: new Uint8Array(4) });
  // The offsets of the length fields, whose change is an `invalid_context`.
  const lengthBytes = new Set([0, 13, 14, 19, 20, 21, 22]);
  for (let i = 0; i < bytes.length; i++) {
    if (lengthBytes.has(i)) continue;
    const altered = Buffer.from(bytes);
    altered[i] ^= 1;
    await assertRefused(base64(altered), "wrong_secret", /cannot be decrypted/);
  }
});

test("wrong_audience: the context of another client ID, even if it has expired", async () => {
  for (const aud of ["another-client-id", clientId.toUpperCase(), `${clientId} `]) {
    await assertRefused(await withClaims({ aud, exp: NOW - 1 }), "wrong_audience", /\(aud\)/);
  }
});

test("context_expired: at exp and after it", async () => {
  await decryptAppContext(await withClaims({ exp: NOW + 1 }), APP);
  for (const exp of [NOW, NOW - 1, 0, -1, NOW / 1000]) {
    const { hint = "" } = await assertRefused(await withClaims({ exp }), "context_expired", /\(exp\)/);
    assert.match(hint, /getAppContext.*clock/);
  }
});

test("invalid_context: decrypted, but not what Zoom puts in", async () => {
  const cases = /** @type {[object, RegExp][]} */ ([
    [{ iss: "zoom.us" }, /\(iss\)/],
    [{ iss: undefined }, /\(iss\)/],
    [{ aud: undefined }, /\(aud\) is missing/],
    [{ aud: [clientId] }, /\(aud\) is missing/],
    [{ aud: "" }, /\(aud\) is missing/],
    [{ exp: undefined }, /time exp is missing/],
    [{ exp: String(NOW + 1000) }, /time exp is missing/],
    [{ ts: null }, /time ts is missing/],
    [{ typ: "" }, /\(typ\)/],
    [{ typ: 1 }, /\(typ\)/],
  ]);
  for (const [claims, reason] of cases) {
    await assertRefused(await withClaims(claims), "invalid_context", reason);
  }
  const infinite = JSON.stringify(CLAIMS).replace(`${CLAIMS.exp}`, "1e999");
  await assertRefused(base64(await seal(infinite, { clientSecret })), "invalid_context", /time exp/);
  for (const text of ["", "{", JSON.stringify(CLAIMS).slice(1), `${JSON.stringify(CLAIMS)}x`]) {
    await assertRefused(base64(await seal(text, { clientSecret })), "invalid_context", /is not JSON$/);
  }
  for (const text of ["null", "1", '"text"', `[${JSON.stringify(CLAIMS)}]`]) {
    await assertRefused(base64(await seal(text, { clientSecret })), "invalid_context", /not a JSON object$/);
  }
  const notUtf8 = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')]);
  await assertRefused(base64(await seal(notUtf8, { clientSecret })), "invalid_context", /is not JSON$/);
});
