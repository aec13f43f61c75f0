import assert from "node:assert/strict";
import { test } from "node:test";
import { exchangeCode, refreshAccessToken } from "../../../js/server/index.js";
import { answering, assertNoSecret, failure, serve } from "./helpers.js";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  REDIRECT_URI,
  newVerifier,
  startZoom,
} from "../simulator/server-helpers.js";

const REFRESH_TOKEN = "refresh-token-that-is-secret";
const APP = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
const OPTIONS = { ...APP, refreshToken: REFRESH_TOKEN };

/** @param {import("node:test").TestContext} t */
async function signIn(t) {
  const zoom = await startZoom(t);
  const codeVerifier = newVerifier();
  const code = await zoom.code(codeVerifier);
  const app = { ...APP, tokenUrl: zoom.tokenUrl };
  const tokens = await exchangeCode({ ...app, code, codeVerifier, redirectUri: REDIRECT_URI });
  return { zoom, app, tokens, refreshToken: tokens.refreshToken ?? "" };
}

test("exchanges a refresh token for new tokens, and only the newest refresh token works", async (t) => {
  const { app, tokens, refreshToken } = await signIn(t);
  const before = Date.now();
  const second = await refreshAccessToken({ ...app, refreshToken });
  assert.notEqual(second.accessToken, tokens.accessToken);
  assert.notEqual(second.refreshToken, refreshToken);
  assert.equal(second.refreshToken, second.raw.refresh_token);
  assert.equal(second.scope, tokens.scope);
  assert.ok(second.expiresAt >= before + 3598_000 && second.expiresAt <= Date.now() + 3600_000);

  const error = await failure(refreshAccessToken({ ...app, refreshToken }));
  assert.deepEqual([error.error, error.status, error.reason], ["invalid_grant", 400, "Invalid Token!"]);
  assert.match(
    error.hint ?? "",
    /^Likely causes, the likeliest first: \(1\) [^(]*used before[^(]*newest tokens/,
  );
  assert.match(error.hint ?? "", /the person must authorize the app again\.$/);
  assert.match(error.hint ?? "", /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  assertNoSecret(error, [refreshToken, CLIENT_SECRET]);

  const third = await refreshAccessToken({ ...app, refreshToken: second.refreshToken ?? "" });
  assert.notEqual(third.refreshToken, second.refreshToken);
});

test('Zoom\'s "Invalid Token!" has the hint of a refused refresh token, whatever its error is', async () => {
  for (const error of ["invalid_grant", "invalid_request", undefined]) {
    const fetch = async () => Response.json({ reason: "Invalid Token!", error }, { status: 400 });
    const { hint } = await failure(refreshAccessToken({ ...OPTIONS, fetch }));
    assert.match(hint ?? "", /^Likely causes, the likeliest first: \(1\) [^(]*used before/, error);
  }
});

test("sends the refresh token in the body only", async () => {
  /** @type {{ url: string, init: RequestInit }[]} */
  const calls = [];
  const fetch = async (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
    calls.push({ url, init });
    return Response.json({ access_token: "t", refresh_token: "r" });
  };
  await refreshAccessToken({ ...OPTIONS, fetch });
  assert.deepEqual(
    calls.map(({ url }) => url),
    ["https://zoom.us/oauth/token"],
  );
  assert.deepEqual(Object.fromEntries(new URLSearchParams(String(calls[0]?.init.body))), {
    grant_type: "refresh_token",
    refresh_token: REFRESH_TOKEN,
  });
});

test("returns the refresh token that was sent if the answer has none", async () => {
  const tokens = await refreshAccessToken({ ...OPTIONS, fetch: answering({ access_token: "t" }) });
  assert.equal(tokens.refreshToken, REFRESH_TOKEN);
  assert.deepEqual(tokens.raw, { access_token: "t" });
});

test("if the answer is lost, the hint says what it means for the refresh token", async (t) => {
  const html = { status: 502, headers: { "content-type": "text/html" } };
  const tokenUrl = await serve(t, (req) => req.socket.destroy());
  const aborting = (/** @type {unknown} */ reason) => {
    const controller = new AbortController();
    const fetch = () => {
      controller.abort(reason);
      return new Promise(() => {});
    };
    return /** @type {any} */ ({ signal: controller.signal, fetch });
  };
  /**
   * @type {[string, Partial<import("../../../js/server/index.js").RefreshAccessTokenOptions>][]}
   */
  const cases = [
    ["network_error", { tokenUrl }],
    ["timeout", { fetch: () => new Promise(() => {}), timeoutMs: 20 }],
    ["timeout", aborting(new DOMException("late", "TimeoutError"))],
    ["aborted", aborting(undefined)],
    ["invalid_response", { fetch: answering("<html>Bad gateway</html>", html) }],
    ["invalid_response", { fetch: answering("<html>A portal</html>") }],
  ];
  for (const [name, options] of cases) {
    const error = await failure(refreshAccessToken({ ...OPTIONS, ...options }));
    assert.equal(error.error, name);
    assert.match(error.hint ?? "", /may or may not be used up by now\. Keep it and refresh once more/, name);
    assertNoSecret(error, [REFRESH_TOKEN, CLIENT_SECRET]);
  }
  // Nothing was sent, so the refresh token is still good.
  const early = await failure(refreshAccessToken({ ...OPTIONS, signal: AbortSignal.abort() }));
  assert.deepEqual([early.error, early.hint], ["aborted", undefined]);
});

test("no error contains a token, with any text of Zoom's around it", async () => {
  for (const field of ["error", "reason", "error_description", "message"]) {
    const fetch = answering({ error: "invalid_grant", [field]: `token=${REFRESH_TOKEN}` }, { status: 400 });
    assertNoSecret(await failure(refreshAccessToken({ ...OPTIONS, fetch })), [REFRESH_TOKEN]);
  }
  const leaky = async (/** @type {string} */ _, /** @type {RequestInit} */ init) => {
    throw Object.assign(new Error(`body ${init.body}`), { init });
  };
  assertNoSecret(await failure(refreshAccessToken({ ...OPTIONS, fetch: leaky })), [
    REFRESH_TOKEN,
    CLIENT_SECRET,
  ]);
});

test("names an argument that breaks a rule, and sends nothing", async () => {
  const fetch = async () => assert.fail("sent");
  /** @type {[string, Record<string, unknown>][]} */
  const cases = [
    ["refreshToken", { refreshToken: undefined }],
    ["refreshToken", { refreshToken: "" }],
    ["refreshToken", { refreshToken: "token-with-newline\n" }],
    ["refreshToken", { refreshToken: "t".repeat(8193) }],
    ["clientId", { clientId: "" }],
    ["clientSecret", { clientSecret: " secret" }],
    ["tokenUrl", { tokenUrl: "https://zoom.us/oauth/token?grant_type=refresh_token" }],
    ["tokenUrl", { tokenUrl: null }],
    ["timeoutMs", { timeoutMs: -1 }],
  ];
  for (const [name, wrong] of cases) {
    const error = await failure(refreshAccessToken(/** @type {any} */ ({ ...OPTIONS, fetch, ...wrong })));
    assert.equal(error.error, "invalid_argument");
    assert.ok(error.reason?.startsWith(`${name} must `), `${name}: ${error.reason}`);
    assertNoSecret(error, [REFRESH_TOKEN, CLIENT_SECRET]);
  }
  const none = await failure(refreshAccessToken(/** @type {any} */ (undefined)));
  assert.equal(none.reason, "the argument of refreshAccessToken must be an object");
});
