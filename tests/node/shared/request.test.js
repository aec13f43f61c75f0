// js/shared/request.js: the parts that the global `fetch` takes. tests/realms runs it under jsdom.

import assert from "node:assert/strict";
import { test } from "node:test";

import { acceptedParts } from "../../../js/shared/request.js";

const URL_OF_BACKEND = "https://app.example.com/token";

test("parts that fetch takes are returned as they are", () => {
  const parts = { method: "POST", body: "{}", signal: new AbortController().signal };
  assert.equal(acceptedParts(URL_OF_BACKEND, parts), parts);
});

test("a signal that fetch refuses is left out, and nothing else", () => {
  const signal = /** @type {any} */ ("not a signal of any realm");
  assert.throws(() => new Request(URL_OF_BACKEND, { signal }), TypeError);
  assert.deepEqual(acceptedParts(URL_OF_BACKEND, { method: "POST", body: "{}", signal }), {
    method: "POST",
    body: "{}",
  });
});

test("a refusal of any other part is thrown, whatever the signal is", () => {
  const { signal } = new AbortController();
  for (const part of [{ method: "TRACE" }, { cache: "sometimes" }, { headers: { "not a name": "" } }]) {
    const parts = /** @type {RequestInit} */ (part);
    assert.throws(() => acceptedParts(URL_OF_BACKEND, parts), TypeError);
    assert.throws(() => acceptedParts(URL_OF_BACKEND, { ...parts, signal }), TypeError);
  }
});

test("without a global Request, the parts are returned as they are", (t) => {
  const { Request } = globalThis;
  t.after(() => Object.assign(globalThis, { Request }));
  Reflect.deleteProperty(globalThis, "Request");
  const parts = { method: "POST", signal: new AbortController().signal };
  assert.equal(acceptedParts(URL_OF_BACKEND, parts), parts);
});
