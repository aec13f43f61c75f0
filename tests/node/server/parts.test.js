// Parts of zoom-pkce/server by themselves, in cases that whole requests hardly reach.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createChallengeHandler, createTokenHandler, exchangeCode } from "../../../js/server/index.js";
import { callStore } from "../../../js/server/callbacks.js";
import { BodyError, readLimitedText } from "../../../js/server/limited-body.js";
import { isState } from "../../../js/server/arguments/sign-in.js";
import { redactedError } from "../../../js/server/redacted-error.js";
import { explainRefusedRedirectUri } from "../../../js/server/redirect-uris.js";
import { checkContentType } from "../../../js/server/request-checks.js";
import { createRedactor } from "../../../js/shared/redact.js";
import { failure } from "./helpers.js";
import { countedController } from "../support/signal.js";
import { CLIENT_ID, CLIENT_SECRET, REDIRECT_URI } from "../simulator/server-helpers.js";

test("redactedError copies an error three causes deep, and the text of anything else", () => {
  const redact = createRedactor(["secret-of-mine"]);
  /** @param {number} depth @returns {Error} */
  const deep = (depth) =>
    new Error(`${depth} secret-of-mine`, depth === 0 ? undefined : { cause: deep(depth - 1) });
  /** @type {string[]} */
  const messages = [];
  /** @type {any} */
  let copy = redactedError(
    Object.assign(deep(6), { code: "E_secret-of-mine", config: "secret-of-mine" }),
    redact,
  );
  assert.equal(copy.code, "E_[redacted]");
  assert.deepEqual(Object.keys(copy), ["name", "code", "cause"]);
  for (; copy; copy = copy.cause) messages.push(copy.message);
  assert.deepEqual(messages, ["6 [redacted]", "5 [redacted]", "4 [redacted]", "3 [redacted]"]);
  assert.equal(Object.hasOwn(redactedError(new Error("alone"), redact), "cause"), false);
  assert.equal(redactedError("a text of secret-of-mine", redact).message, "a text of [redacted]");
  assert.equal(redactedError(Object.create(null), redact).message, "a value that has no text");
  const original = new Error("with secret-of-mine");
  const { stack } = redactedError(original, redact);
  assert.equal(stack, original.stack?.replace("secret-of-mine", "[redacted]"));
  assert.match(stack ?? "", /parts\.test\.js/);
  const named = Object.assign(new Error("x"), { name: "secret-of-mine" });
  assert.equal(redactedError(named, redact).name, "[redacted]");
  const hostile = Object.defineProperty(new Error("x"), "stack", { get: () => assert.fail("read") });
  assert.equal(redactedError(hostile, redact).stack, "a value that has no text");
  Object.defineProperty(hostile, "stack", { value: undefined });
  assert.equal(redactedError(hostile, redact).stack, "");
  // A code is copied only if it is a text.
  assert.equal(
    Object.hasOwn(redactedError(Object.assign(new Error("x"), { code: {} }), redact), "code"),
    false,
  );
});

test("readLimitedText reads a body up to its limit, and names the problem with any other", async () => {
  const problem = (/** @type {Response} */ response, max = 10) =>
    readLimitedText(response, max).then(
      (text) => ({ text }),
      (error) => (error instanceof BodyError ? error.problem : error),
    );
  assert.deepEqual(await problem(new Response(null)), { text: "" });
  const exact = new Response("0123456789", { headers: { "content-length": "10" } });
  assert.deepEqual(await problem(exact), { text: "0123456789" });
  assert.equal(
    await problem(new Response("0123456789", { headers: { "content-length": "11" } })),
    "too_large",
  );
  assert.equal(await problem(new Response(Buffer.from([0x61, 0xc3]))), "not_utf8");
  const pieces = new ReadableStream({
    start(controller) {
      for (const byte of Buffer.from("é€")) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  assert.deepEqual(await problem(new Response(pieces)), { text: "é€" });
  const used = new Response("used");
  await used.text();
  assert.equal(await problem(used), "already_read");
  const locked = new Response("locked");
  locked.body?.getReader();
  assert.equal(await problem(locked), "already_read");
});

test("the handlers name what is wrong with a body or an option", async () => {
  /** @type {any[]} */
  const logged = [];
  const handler = createTokenHandler({
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    allowedRedirectUris: [REDIRECT_URI],
    onTokens: () => ({}),
    onError: (error) => logged.push(error),
  });
  const post = (/** @type {string} */ body) =>
    new Request("https://app.example.com/", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
  const said = async (/** @type {string} */ body) =>
    (await (await handler(post(body))).json()).error_description;
  assert.equal(await said("{"), "The body must be JSON.");
  assert.equal(await said("[]"), "The body must be a JSON object.");
  const read = post("{}");
  await read.text();
  assert.equal((await handler(read)).status, 500);
  assert.equal(logged[0].cause.message, "the body cannot be read: already_read");

  assert.throws(() => createChallengeHandler(/** @type {any} */ (null)), {
    reason: "the argument of createChallengeHandler must be an object",
  });
  assert.throws(() => createTokenHandler(/** @type {any} */ (null)), {
    reason: "the argument of createTokenHandler must be an object",
  });
  for (const lifetimeMs of [Symbol("s"), 5n, NaN, -1, null]) {
    assert.throws(() => createChallengeHandler(/** @type {any} */ ({ keepCodeVerifier() {}, lifetimeMs })), {
      reason: /^lifetimeMs must/,
    });
  }
});

test("reads the fields of Zoom's refusals, and rejects answers that are not Zoom's", async () => {
  const app = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, redirectUri: REDIRECT_URI };
  const refused = (/** @type {BodyInit | null} */ body, status = 400, code = "a-code-of-mine") =>
    failure(exchangeCode({ ...app, code, fetch: async () => new Response(body, { status }) }));
  // A standard error is not redacted, even if the code is a part of it by chance.
  for (const error of [
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
    "unsupported_token_type",
  ]) {
    assert.equal((await refused(JSON.stringify({ error }), 400, error)).error, error);
  }
  assert.equal((await refused('{"error":"own_error"}', 400, "own_error")).error, "[redacted]");

  for (const [fields, zoomCode] of /** @type {[object, number | undefined][]} */ ([
    [{ errorCode: "4709" }, 4709],
    [{ errorCode: "none", code: 4717 }, 4717],
    [{ errorCode: "1e3" }, undefined],
    [{ errorCode: ["4709"] }, undefined],
    [{ errorCode: "1234567890" }, undefined],
    [{ errorCode: 0.5 }, undefined],
  ])) {
    const error = await refused(JSON.stringify({ error: "x", ...fields }));
    assert.equal(error.zoomCode, zoomCode, JSON.stringify(fields));
  }
  assert.equal((await refused('{"reason":"","error_description":"said"}')).reason, "said");
  assert.equal((await refused(JSON.stringify({ reason: "r".repeat(501) }))).reason, "r".repeat(500));

  assert.match(String((await refused("5", 200)).reason), /not a JSON object/);
  assert.match(String((await refused(Buffer.from([0xff]), 200)).reason), /too long, or not UTF-8/);
  assert.match(String((await refused("{}", 300)).reason), /a redirect/);
  const nameless = await refused("{}", 500);
  assert.equal(nameless.error, "invalid_response");
  assert.match(String(nameless.hint), /^This is not an answer of Zoom's/);
  // Browsers report a redirect that they do not follow as status 0.
  const opaque = await failure(exchangeCode({ ...app, code: "c", fetch: async () => Response.error() }));
  assert.match(String(opaque.reason), /a redirect/);

  /** @type {RequestInit | undefined} */
  let sent;
  await failure(
    exchangeCode({
      ...app,
      code: "c",
      fetch: async (_, init) => {
        sent = init;
        return new Response("{}");
      },
    }),
  );
  assert.deepEqual(
    [...new Headers(sent?.headers)].filter(([name]) => name !== "authorization"),
    [
      ["accept", "application/json"],
      ["cache-control", "no-store"],
      ["content-type", "application/x-www-form-urlencoded"],
    ],
  );
});

test("leaves no listener on the caller's signal, however a request ends", async () => {
  const app = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, code: "c", redirectUri: REDIRECT_URI };
  const hang = () => /** @type {Promise<Response>} */ (new Promise(() => {}));
  for (const [fetch, timeoutMs] of /** @type {[() => Promise<Response>, number][]} */ ([
    [async () => Response.json({ access_token: "t" }), 60_000],
    [async () => new Response("{}", { status: 400 }), 60_000],
    [() => Promise.reject(new Error("down")), 60_000],
    [hang, 5],
  ])) {
    const controller = countedController();
    await exchangeCode({ ...app, fetch, timeoutMs, signal: controller.signal }).catch(() => {});
    assert.deepEqual([controller.added, controller.listening], [1, 0]);
  }
});

test("createTokenHandler leaves out missing fields, and finds a token of 16 characters in a text", async () => {
  const fields = { code: "a-code", redirect_uri: REDIRECT_URI };
  const token = "16-characters-ok";
  const answer = async (/** @type {object} */ options) => {
    const handler = createTokenHandler({
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      allowedRedirectUris: [REDIRECT_URI],
      getCodeVerifier: () => "v".repeat(43),
      onTokens: () => ({}),
      fetch: async () => Response.json({ access_token: token }),
      ...options,
    });
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify(fields) };
    const response = await handler(new Request("https://app.example.com/", init));
    return [response.status, await response.json()];
  };
  /** @type {string[]} */
  let names = [];
  const getCodeVerifier = (/** @type {unknown} */ _, /** @type {object} */ got) => {
    names = Object.keys(got);
    return "v".repeat(43);
  };
  assert.deepEqual(await answer({ getCodeVerifier }), [200, {}]);
  assert.deepEqual(names, ["code", "redirect_uri"]);
  assert.deepEqual(await answer({ onTokens: () => ({ toJSON: () => undefined }) }), [200, {}]);
  const [status] = await answer({ onTokens: () => ({ header: `Bearer ${token}` }) });
  assert.equal(status, 500);
});

test("checkContentType names the format, whatever parameters follow", () => {
  const formatOf = (/** @type {string | undefined} */ type) =>
    checkContentType(
      new Request("https://app.example.com/", {
        headers: type === undefined ? {} : { "content-type": type },
      }),
    );
  assert.equal(formatOf("application/json"), "json");
  assert.equal(formatOf("Application/JSON ; charset=utf-8; x=y"), "json");
  assert.equal(formatOf("application/x-www-form-urlencoded;charset=UTF-8"), "form");
  for (const type of [undefined, "", ";application/json", "text/json", "null"]) {
    assert.throws(() => formatOf(type), { status: 415 }, type);
  }
});

test("isState takes a string only", () => {
  assert.equal(isState("state"), true);
  for (const value of [["state"], 5, { length: 1 }, "", "a\nb"]) assert.equal(isState(value), false);
});

test("a refused redirect URI: what came, the first five that are allowed, and each difference", () => {
  const allowed = Array.from({ length: 6 }, (_, at) => `https://app.example.com/${at}`);
  for (const missing of [undefined, null]) {
    assert.match(explainRefusedRedirectUri(missing, allowed), /It is missing\. Allowed: .*\/4 and 1 more\.$/);
  }
  const five = explainRefusedRedirectUri(5, allowed.slice(0, 5));
  assert.match(five, /It is not a string\. Allowed: .*\/3, https:\/\/app\.example\.com\/4\.$/);
  const explained = explainRefusedRedirectUri("http://app.example.com/?a=b", ["https://app.example.com/"]);
  assert.match(explained, /it has [^,]+, [^,]+\.$/);
});

test("a store that gives no answer is named, with its time-out as the cause", async () => {
  const call = callStore({ name: "store.get", timeoutMs: 5, hint: "a hint" }, () => new Promise(() => {}));
  const error = await failure(call);
  assert.equal(error.error, "store_failed");
  assert.equal(/** @type {Error} */ (error.cause).message, "no answer within 5 ms");
});
