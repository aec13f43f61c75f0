// The options of zoom-pkce/browser, and its calls on a server.

import assert from "node:assert/strict";
import { test } from "node:test";

import { authorizeInBrowser, completeAuthorization } from "zoom-pkce/browser";
import { openPage } from "./page.js";

const URL_OF_PAGE = "https://app.example.com/zoom?page=2#part";
const OPTIONS = { clientId: "the-client", backend: "/api/zoom/token" };

/** @param {Promise<unknown>} promise */
const errorOf = (promise) =>
  promise.then(
    () => assert.fail("it did not reject"),
    (error) => error,
  );

/** Options that are refused, with the beginning of the message. @type {[Record<string, unknown>, string][]} */
const REFUSED = [
  [{ clientId: undefined }, "clientId: must be"],
  [{ clientId: "" }, "clientId: must be"],
  [{ clientId: " a" }, "clientId: must be"],
  [{ clientId: 1 }, "clientId: must be"],
  [{ backend: undefined }, "backend: must be"],
  [{ backend: "https://user@app.example.com" }, "url: must be"],
  [{ redirectUri: "/zoom" }, "redirectUri: must be"],
  [{ redirectUri: new URL(URL_OF_PAGE) }, "redirectUri: must be"],
  [{ redirectUri: "https://other.example.com/" }, "redirectUri: must be"],
  [{ redirectUri: "http://app.example.com/" }, "redirectUri: must be"],
  [{ redirectUri: "https://app.example.com/#part" }, "redirectUri: must be"],
  [{ redirectUri: "https://app.example.com/#" }, "redirectUri: must be"],
  ...["code", "state", "iss", "error", "error_description", "error_uri", "%63ode"].map(
    (name) =>
      /** @type {[Record<string, unknown>, string]} */ ([
        { redirectUri: `https://app.example.com/?a=b&${name}=c` },
        "redirectUri: must be",
      ]),
  ),
  [{ authorizeUrl: "/oauth/authorize" }, "authorizeUrl: must be"],
  [{ authorizeUrl: "http://zoom.us/oauth/authorize" }, "authorizeUrl: must be"],
  [{ authorizeUrl: "javascript:alert(1)" }, "authorizeUrl: must be"],
  [{ authorizeUrl: "https://user@zoom.us/" }, "authorizeUrl: must be"],
  [{ authorizeUrl: "https://:password@zoom.us/" }, "authorizeUrl: must be"],
  [{ authorizeUrl: "https://zoom.us/#part" }, "authorizeUrl: must be"],
  [{ scope: "" }, "scope: must be"],
  [{ scope: "a  b" }, "scope: must be"],
  [{ scope: " a" }, "scope: must be"],
  [{ scope: "a " }, "scope: must be"],
  [{ scope: 'a"b' }, "scope: must be"],
  [{ scope: "a b\\c" }, "scope: must be"],
  [{ scope: ["a"] }, "scope: must be"],
  [{ popup: "yes" }, "popup: must be"],
  [{ signal: {} }, "signal: must be"],
  [{ redirectURI: "https://app.example.com/" }, "redirectURI: there is no such option"],
];

for (const [options, message] of REFUSED) {
  test(`authorizeInBrowser refuses ${JSON.stringify(options)}, and goes nowhere`, async (t) => {
    const page = openPage(t, URL_OF_PAGE);
    const error = await errorOf(authorizeInBrowser(/** @type {any} */ ({ ...OPTIONS, ...options })));
    assert.equal(error.code, "invalid_argument");
    assert.ok(error.reason.startsWith(message), error.reason);
    assert.deepEqual(page.left, []);
    assert.deepEqual(Object.keys(page.storage), []);
  });
}

test("a backend over http, a promise as the options, an aborted signal", async (t) => {
  const page = openPage(t, URL_OF_PAGE);
  const start = (/** @type {any} */ options) => errorOf(authorizeInBrowser(options));
  assert.equal((await start({ ...OPTIONS, backend: "http://app.example.com/" })).code, "insecure_endpoint");
  assert.match((await start(Promise.resolve(OPTIONS))).reason, /^options: must be an object/);
  assert.match((await start(undefined)).reason, /^clientId/);
  const aborted = await start({ ...OPTIONS, signal: AbortSignal.abort("enough") });
  assert.deepEqual([aborted.code, aborted.cause], ["aborted", "enough"]);
  const controller = new AbortController();
  const late = start({ ...OPTIONS, signal: controller.signal });
  controller.abort();
  assert.equal((await late).code, "aborted");
  assert.deepEqual(page.left, []);
  assert.deepEqual(Object.keys(page.storage), []);
});

test("by default, it asks Zoom with S256, for the page without query and fragment, and no scope", async (t) => {
  const page = openPage(t, URL_OF_PAGE);
  assert.equal(await authorizeInBrowser(OPTIONS), undefined);
  const url = new URL(page.left[0]);
  assert.equal(url.origin + url.pathname, "https://zoom.us/oauth/authorize");
  const { state, code_challenge, ...others } = Object.fromEntries(url.searchParams);
  assert.match(state, /^[\w-]{32}$/);
  assert.match(code_challenge, /^[\w-]{43}$/);
  assert.deepEqual(others, {
    response_type: "code",
    client_id: "the-client",
    redirect_uri: "https://app.example.com/zoom",
    code_challenge_method: "S256",
  });
  assert.deepEqual(Object.keys(page.storage), [`zoom-pkce:${state}`]);
});

test("it takes other URLs, a scope, and null for what is left out", async (t) => {
  const page = openPage(t, URL_OF_PAGE);
  const redirectUri = "https://app.example.com:443/back?a=%7e";
  const authorizeUrl = "http://localhost:4010/zoom/oauth/authorize?state=old&lang=en";
  await authorizeInBrowser({ ...OPTIONS, redirectUri, authorizeUrl, scope: "user:read:user a" });
  const { searchParams, host } = new URL(page.left[0]);
  assert.equal(host, "localhost:4010");
  assert.equal(searchParams.get("redirect_uri"), redirectUri);
  assert.equal(searchParams.get("scope"), "user:read:user a");
  assert.equal(searchParams.get("lang"), "en");
  assert.equal(searchParams.getAll("state").length, 1);
  await authorizeInBrowser(/** @type {any} */ ({ ...OPTIONS, redirectUri: null, scope: null, popup: null }));
  assert.equal(new URL(page.left[1]).searchParams.get("redirect_uri"), "https://app.example.com/zoom");
});

for (const scope of ["a", "a bc", "user:read:user meeting:read:meeting !#~"]) {
  test(`the scopes ${JSON.stringify(scope)} are sent as they are`, async (t) => {
    const page = openPage(t, URL_OF_PAGE);
    await authorizeInBrowser({ ...OPTIONS, scope });
    assert.equal(new URL(page.left[0]).searchParams.get("scope"), scope);
  });
}

test("completeAuthorization takes the same options, and refuses others", async (t) => {
  openPage(t, URL_OF_PAGE);
  const all = { ...OPTIONS, redirectUri: "", authorizeUrl: "", scope: "", popup: true, signal: undefined };
  assert.equal(await completeAuthorization(all), undefined);
  assert.equal(await completeAuthorization({ backend: "/token" }), undefined);
  for (const [options, message] of /** @type {[any, RegExp][]} */ ([
    [undefined, /^backend: must be/],
    [{ clientId: "a" }, /^backend: must be/],
    [{ backend: "/token", signal: 1 }, /^signal: must be/],
    [{ backend: "/token", timeoutMs: 1 }, /^timeoutMs: there is no such option/],
  ])) {
    const { code, reason } = await errorOf(completeAuthorization(options));
    assert.equal(code, "invalid_argument");
    assert.match(reason, message);
  }
});

test("on a server, completeAuthorization is undefined, and authorizeInBrowser says where it belongs", async () => {
  assert.equal(await completeAuthorization({ backend: "/token" }), undefined);
  const { code, reason } = await errorOf(authorizeInBrowser(OPTIONS));
  assert.equal(code, "invalid_argument");
  assert.equal(reason, "authorizeInBrowser and signIn: must be called in a page");
});
