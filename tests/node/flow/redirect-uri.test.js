// The option `redirectUri` of authorize and authorizeWithBackend.

import assert from "node:assert/strict";
import { afterEach, before, test } from "node:test";
import { authorize, authorizeWithBackend, init } from "zoom-pkce";
import { MAX_CODE_CHARS } from "../../../js/shared/limits.js";
import { assertRejects, invalid } from "../support/errors.js";
import { endFlows, newConsentingSdk } from "../support/sdk.js";

const ORIGIN = "https://app.example.com";
const WITH_FRAGMENT = `${ORIGIN}/api/zoomapp/proxy#/userinfo`;

before(() => init());
afterEach(endFlows);

/** @param {string} start @param {number} length @returns {string} */
const longUri = (start, length) => start + "x".repeat(length - start.length);

/** @param {unknown} redirectUri */
const optionsWith = (redirectUri) => /** @type {any} */ ({ redirectUri });

test("an event without redirectUri: the result has the option's, unchanged", async () => {
  for (const redirectUri of [
    WITH_FRAGMENT,
    ORIGIN,
    `${ORIGIN}/`,
    `${ORIGIN}/?page=1#a|b{c}^d\`e"f<g>`,
    "http://localhost:5173/#/",
    "http://127.0.0.1/",
    "http://[::1]:3000/",
    "HTTPS://app.example.com/",
    longUri(`${ORIGIN}/#`, MAX_CODE_CHARS),
  ]) {
    for (const absent of [undefined, null, "", 7]) {
      const { zoomSdk } = newConsentingSdk({ redirectUri: absent });
      assert.equal((await authorize(zoomSdk, { redirectUri })).redirectUri, redirectUri);
    }
  }
});

test("the redirectUri of the event has precedence over the option", async () => {
  const { zoomSdk } = newConsentingSdk({ redirectUri: `${ORIGIN}/of-the-event` });
  const { redirectUri } = await authorize(zoomSdk, { redirectUri: WITH_FRAGMENT });
  assert.equal(redirectUri, `${ORIGIN}/of-the-event`);
});

test("the option has precedence over the page's URL, and null stands for the page's URL", async (t) => {
  const location = { href: `${ORIGIN}/page?lang=en#/part` };
  Object.defineProperty(globalThis, "location", { value: location, configurable: true });
  t.after(() => Reflect.deleteProperty(globalThis, "location"));
  for (const [given, expected] of [
    [location.href, location.href],
    [null, `${ORIGIN}/page?lang=en`],
    [undefined, `${ORIGIN}/page?lang=en`],
  ]) {
    const { zoomSdk } = newConsentingSdk({ redirectUri: undefined });
    assert.equal((await authorize(zoomSdk, optionsWith(given))).redirectUri, expected);
  }
});

test("authorizeWithBackend posts the option as redirect_uri, with its fragment", async () => {
  /** @type {string[]} */
  const posted = [];
  const backend = {
    url: `${ORIGIN}/token`,
    fetch: async (/** @type {string} */ _url, /** @type {RequestInit} */ { body }) => {
      posted.push(JSON.parse(String(body)).redirect_uri);
      return Response.json({});
    },
  };
  const { zoomSdk } = newConsentingSdk({ redirectUri: undefined });
  await authorizeWithBackend(zoomSdk, { backend, redirectUri: WITH_FRAGMENT });
  assert.deepEqual(posted, [WITH_FRAGMENT]);
});

test("anything but an absolute http or https URI of at most 4096 characters is refused", async () => {
  for (const value of [
    "",
    "/api/zoomapp/proxy#/userinfo",
    "app.example.com/",
    "//app.example.com/",
    "https:/app.example.com",
    "https:app.example.com",
    "https://",
    "https:///path",
    "https://?query",
    "https://#/userinfo",
    "ftp://app.example.com/",
    "zoomapp://app.example.com/",
    "javascript:alert(1)//https://",
    "data:text/html,https://",
    ` ${WITH_FRAGMENT}`,
    `${WITH_FRAGMENT} `,
    `${WITH_FRAGMENT}\n`,
    `${ORIGIN}/a b`,
    `${ORIGIN}/é`,
    `${ORIGIN}/\0`,
    longUri(`${ORIGIN}/`, MAX_CODE_CHARS + 1),
    7,
    true,
    {},
    [WITH_FRAGMENT],
    new URL(WITH_FRAGMENT),
    Symbol("uri"),
  ]) {
    const sdk = newConsentingSdk();
    const named = String(value).slice(0, 60);
    const error = await assertRejects(
      () => authorize(sdk.zoomSdk, optionsWith(value)),
      invalid("redirectUri", /must be an absolute http or https URI, at most 4096 characters/),
      named,
    );
    assert.ok(typeof value !== "string" || value === "" || !error.message.includes(value), named);
    assert.deepEqual([sdk.requests, sdk.listening], [[], []], named);
  }
  await authorize(newConsentingSdk().zoomSdk);
});
