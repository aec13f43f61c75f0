// requestDeepLink, over HTTP.

import assert from "node:assert/strict";
import { test } from "node:test";

import { requestDeepLink } from "../../../js/server/index.js";
import { answering, assertNoSecret, failure, serve } from "./helpers.js";

const ACCESS = "access-token-that-is-secret";
const LINK = "https://zoom.us/launch/deeplink/abc?def=1";

test("posts the action with the access token, and returns the link", async (t) => {
  /** @type {any[]} */
  const got = [];
  const url = await serve(t, async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { authorization, "content-type": type, accept } = request.headers;
    got.push([request.method, request.url, authorization, type, accept, body]);
    response.setHeader("content-type", "application/json").end(JSON.stringify({ deeplink: LINK }));
  });
  const apiUrl = new URL("/zoom", url).href;
  const action = '{"url":"/\u00e9"}';
  assert.equal(await requestDeepLink({ accessToken: ACCESS, apiUrl, action }), LINK);
  assert.equal(await requestDeepLink({ accessToken: ACCESS, apiUrl: `${apiUrl}//` }), LINK);
  const head = [
    "POST",
    "/zoom/v2/zoomapp/deeplink",
    `Bearer ${ACCESS}`,
    "application/json",
    "application/json",
  ];
  assert.deepEqual(got, [
    [...head, JSON.stringify({ action })],
    [...head, "{}"],
  ]);
});

test("asks api.zoom.us by default, and returns links of any scheme", async () => {
  /** @type {string[]} */
  const urls = [];
  for (const deeplink of [LINK, "zoomapp://open/abc"]) {
    const fetch = async (/** @type {string} */ url) => {
      urls.push(url);
      return Response.json({ deeplink }, { status: 201 });
    };
    assert.equal(await requestDeepLink({ accessToken: ACCESS, fetch }), deeplink);
  }
  assert.deepEqual(urls, Array(2).fill("https://api.zoom.us/v2/zoomapp/deeplink"));
});

test("refusals of Zoom's API have an error, a hint and no token", async () => {
  const cases = /** @type {[any, number, string, number | undefined, RegExp][]} */ ([
    [
      { code: 124, message: `Invalid access token ${ACCESS}.` },
      401,
      "invalid_token",
      124,
      /createTokenRefresher/,
    ],
    [
      { code: 4711, message: "Invalid access token, does not contain scopes:[zoomapp:inmeeting]." },
      400,
      "insufficient_scope",
      4711,
      /Marketplace/,
    ],
    [{ code: 1, message: "Invalid scope" }, 403, "insufficient_scope", 1, /Marketplace/],
    [{ code: 1, message: "A scoped thing" }, 403, "api_error", 1, /^$/],
    [{ code: 300, message: "Request Body should be a valid JSON object." }, 400, "api_error", 300, /^$/],
    ["<h1>Bad gateway</h1>", 502, "invalid_response", undefined, /apiUrl.*ask again/],
    [{}, 429, "rate_limited", undefined, /send the same one again/],
    ["", 302, "invalid_response", undefined, /proxy/],
    [{ deeplink: 1 }, 200, "invalid_response", undefined, /proxy/],
    [{ deeplink: "/relative" }, 200, "invalid_response", undefined, /proxy/],
    [{ deeplink: [LINK] }, 200, "invalid_response", undefined, /proxy/],
    [[LINK], 200, "invalid_response", undefined, /proxy/],
  ]);
  for (const [body, status, code, zoomCode, hint] of cases) {
    const error = await failure(requestDeepLink({ accessToken: ACCESS, fetch: answering(body, { status }) }));
    assert.deepEqual([error.error, error.zoomCode, error.status], [code, zoomCode, status]);
    assert.match(error.hint ?? "", hint);
    assertNoSecret(error, [ACCESS]);
  }
});

test("without an answer nothing is lost", async () => {
  const broken = async () => {
    throw new Error(`no route for ${ACCESS}`);
  };
  const error = await failure(requestDeepLink({ accessToken: ACCESS, fetch: broken }));
  assert.equal(error.error, "network_error");
  assert.match(error.hint ?? "", /Nothing is used up/);
  assertNoSecret(error, [ACCESS]);
  const endless = () => new Promise(() => {});
  const late = requestDeepLink({ accessToken: ACCESS, timeoutMs: 5, fetch: /** @type {any} */ (endless) });
  assert.equal((await failure(late)).error, "timeout");
  const signal = AbortSignal.abort();
  const aborted = requestDeepLink({ accessToken: ACCESS, signal, fetch: async () => assert.fail("sent") });
  assert.equal((await failure(aborted)).error, "aborted");
});

test("names an argument that breaks a rule, and sends nothing", async () => {
  const cases = /** @type {[string, any][]} */ ([
    ["accessToken", undefined],
    ["accessToken", "a b"],
    ["apiUrl", "api.zoom.us"],
    ["apiUrl", "http://api.zoom.us"],
    ["apiUrl", "https://api.zoom.us?a=b"],
    ["apiUrl", 1],
    ["action", { url: "/" }],
    ["fetch", 1],
    ["timeoutMs", 0],
    ["signal", {}],
  ]);
  for (const [name, value] of cases) {
    const fetch = async () => assert.fail("sent");
    const error = await failure(requestDeepLink({ accessToken: ACCESS, fetch, [name]: value }));
    assert.equal(error.error, "invalid_argument");
    assert.match(error.reason ?? "", new RegExp(`^${name} must`));
  }
});

test("a link that would run in the page is refused", async () => {
  for (const deeplink of [
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "blob:https://a.example/1",
  ]) {
    const fetch = async () => Response.json({ deeplink });
    const error = await failure(requestDeepLink({ accessToken: ACCESS, fetch }));
    assert.equal(error.error, "invalid_response");
    assert.ok(!error.message.includes(deeplink));
  }
});
