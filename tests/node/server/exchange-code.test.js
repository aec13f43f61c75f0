import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { exchangeCode } from "../../../js/server/index.js";
import { MAX_CODE_CHARS } from "../../../js/shared/limits.js";
import { answering, assertNoSecret, failure, serve } from "./helpers.js";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  OTHER_REDIRECT_URI,
  REDIRECT_URI,
  newVerifier,
  s256,
  startZoom,
} from "../simulator/server-helpers.js";

const CODE = "code-that-is-secret";
const VERIFIER = newVerifier();
const OPTIONS = {
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  code: CODE,
  codeVerifier: VERIFIER,
  redirectUri: REDIRECT_URI,
};
const BASIC = Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString("base64");

test("exchanges a code for tokens, with plain and with S256", async (t) => {
  const zoom = await startZoom(t);
  for (const method of ["plain", "S256"]) {
    const codeVerifier = newVerifier();
    const code = await zoom.code(method === "S256" ? s256(codeVerifier) : codeVerifier, method);
    const before = Date.now();
    const tokens = await exchangeCode({ ...OPTIONS, code, codeVerifier, tokenUrl: zoom.tokenUrl });
    assert.equal(tokens.accessToken, tokens.raw.access_token);
    assert.equal(tokens.refreshToken, tokens.raw.refresh_token);
    assert.equal(tokens.tokenType, "bearer");
    assert.equal(tokens.scope, "user:read:user zoomapp:inmeeting");
    assert.ok(tokens.expiresAt >= before + 3598_000 && tokens.expiresAt <= Date.now() + 3600_000);
    assert.equal(tokens.raw.api_url, zoom.url);
    assert.equal(tokens.apiUrl, zoom.url);
  }
});

test("sends no code verifier if it has none", async (t) => {
  const zoom = await startZoom(t);
  const { body } = await zoom.authorize({});
  const tokens = await exchangeCode({
    ...OPTIONS,
    codeVerifier: undefined,
    code: body.code,
    tokenUrl: zoom.tokenUrl,
  });
  assert.ok(tokens.accessToken);
});

test("an invalid_grant lists the causes, the likeliest for this request first", async (t) => {
  const zoom = await startZoom(t);
  const verifier = newVerifier();
  /** @param {Partial<import("../../../js/server/index.js").ExchangeCodeOptions>} options */
  const refused = async (options) => {
    const code = await zoom.code(s256(verifier));
    const all = { ...OPTIONS, code, codeVerifier: verifier, tokenUrl: zoom.tokenUrl, ...options };
    const error = await failure(exchangeCode(all));
    assert.equal(error.error, "invalid_grant");
    assert.equal(error.status, 400);
    assert.equal(error.reason, "Invalid authorization code [redacted]");
    assert.equal(error.message, `invalid_grant: Invalid authorization code [redacted]. ${error.hint}`);
    assertNoSecret(error, [code, verifier, CLIENT_SECRET, BASIC]);
    return error.hint ?? "";
  };

  const s256Hint = await refused({ codeChallengeMethod: "S256" });
  assert.match(
    s256Hint,
    /^Likely causes, the likeliest first: \(1\) [^(]*S256[^(]*codeChallengeMethod 'plain'/,
  );
  const unknown = await refused({});
  assert.match(unknown, /\(1\) [^;]*S256/);
  const plain = await refused({ codeChallengeMethod: "plain" });
  assert.doesNotMatch(plain, /S256/);
  const missing = await refused({ codeChallengeMethod: "plain", codeVerifier: undefined });
  assert.match(missing, /\(1\) no code verifier was sent/);
  assert.doesNotMatch(missing, /belongs to another/);
  const both = await refused({ codeChallengeMethod: "S256", codeVerifier: undefined });
  assert.match(both, /\(1\) [^;]*S256.*\(2\) no code verifier was sent/);
  const redirect = await refused({ codeChallengeMethod: "plain", redirectUri: OTHER_REDIRECT_URI });
  assert.match(redirect, /redirect URI.*between 5 and 10 minutes.*used before/);
});

test("with receivedAt the hint of an invalid_grant says how old the code was", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.UTC(2026, 0, 1) });
  const fetch = answering(
    { error: "invalid_grant", reason: "Invalid authorization code x" },
    { status: 400 },
  );
  /** @param {number} minutes @param {"plain" | "S256"} [codeChallengeMethod] */
  const hint = async (minutes, codeChallengeMethod = "plain") => {
    const receivedAt = Date.now() - minutes * 60_000;
    const error = await failure(exchangeCode({ ...OPTIONS, codeChallengeMethod, receivedAt, fetch }));
    return error.hint ?? "";
  };
  assert.match(await hint(12.5, "S256"), /\(1\) the code was 12 minutes old, and lives 10 .*\(2\) [^;]*S256/);
  assert.match(
    await hint(7, "S256"),
    /\(1\) [^;]*S256.*\(2\) the code was 7 minutes old, .*between 5 and 10/,
  );
  assert.match(await hint(10), /\(1\) the code was 10 minutes old, and lives 10/);
  assert.doesNotMatch(await hint(10), /between/);
  assert.match(await hint(5), /the code was 5 minutes old, .*between 5 and 10/);
  assert.doesNotMatch(await hint(4.99), /minutes/);
  assert.doesNotMatch(await hint(0), /minutes/);
  const fresh = await hint(1);
  assert.doesNotMatch(fresh, /minutes/);
  assert.match(fresh, /\(1\) the code verifier belongs .*\(2\) the redirect URI .*\(3\) the code was used/);
  // The clock of the page is ahead, so the age is unknown.
  assert.match(await hint(-5), /too old: .*between 5 and 10 minutes/);
});

test("wrong credentials are an invalid_client with a hint", async (t) => {
  const zoom = await startZoom(t);
  const clientSecret = "wrong-secret";
  const error = await failure(exchangeCode({ ...OPTIONS, clientSecret, tokenUrl: zoom.tokenUrl }));
  assert.equal(error.error, "invalid_client");
  assert.equal(error.status, 400);
  assert.equal(error.zoomCode, undefined);
  assert.match(error.hint ?? "", /client ID and client secret/);
  assertNoSecret(error, [CODE, VERIFIER, clientSecret]);
});

test("the request is a form in the body, with Basic credentials, and nothing in the URL", async () => {
  /** @type {{ url: string, init: RequestInit }[]} */
  const calls = [];
  await exchangeCode({
    ...OPTIONS,
    clientId: "id with space",
    clientSecret: "s\u00e9cret:+/&%~\u{1f511}",
    fetch: async (url, init) => {
      calls.push({ url, init });
      return Response.json({ access_token: "t" });
    },
  });
  assert.equal(calls.length, 1);
  const { url, init } = /** @type {(typeof calls)[0]} */ (calls[0]);
  assert.equal(url, "https://zoom.us/oauth/token");
  assert.equal(init.method, "POST");
  assert.equal(init.redirect, "manual");
  const headers = new Headers(init.headers);
  assert.equal(headers.get("content-type"), "application/x-www-form-urlencoded");
  assert.equal(headers.get("cache-control"), "no-store");
  assert.equal(
    Buffer.from(headers.get("authorization")?.replace("Basic ", "") ?? "", "base64").toString(),
    "id+with+space:s%C3%A9cret%3A%2B%2F%26%25%7E%F0%9F%94%91",
  );
  assert.deepEqual(Object.fromEntries(new URLSearchParams(String(init.body))), {
    grant_type: "authorization_code",
    code: CODE,
    redirect_uri: REDIRECT_URI,
    code_verifier: VERIFIER,
  });
});

test("names an argument that breaks a rule, sends nothing and shows no secret", async () => {
  /** @type {[string, Record<string, unknown>][]} */
  const cases = [
    ["clientId", { clientId: "" }],
    ["clientId", { clientId: undefined }],
    ["clientSecret", { clientSecret: "secret-with-newline\n" }],
    ["clientSecret", { clientSecret: 5 }],
    ["code", { code: "" }],
    ["code", { code: "a b" }],
    ["code", { code: "\u00e9" }],
    ["code", { code: "c".repeat(MAX_CODE_CHARS + 1) }],
    ["code", { code: ["c"] }],
    ["codeVerifier", { codeVerifier: "v".repeat(42) }],
    ["codeVerifier", { codeVerifier: "v".repeat(129) }],
    ["codeVerifier", { codeVerifier: "v".repeat(43) + "\n" }],
    ["codeVerifier", { codeVerifier: "+".repeat(43) }],
    ["codeVerifier", { codeVerifier: null }],
    ["redirectUri", { redirectUri: "/page" }],
    ["redirectUri", { redirectUri: " https://app.example.com/" }],
    ["redirectUri", { redirectUri: undefined }],
    ["codeChallengeMethod", { codeChallengeMethod: "s256" }],
    ["receivedAt", { receivedAt: NaN }],
    ["receivedAt", { receivedAt: "2026-01-01" }],
    ["tokenUrl", { tokenUrl: "http://zoom.us/oauth/token" }],
    ["tokenUrl", { tokenUrl: "http://127.0.0.1.example.com/" }],
    ["tokenUrl", { tokenUrl: "https://zoom.us/oauth/token?grant_type=authorization_code" }],
    ["tokenUrl", { tokenUrl: "https://zoom.us/oauth/token?" }],
    ["tokenUrl", { tokenUrl: "https://user:pw@zoom.us/oauth/token" }],
    ["tokenUrl", { tokenUrl: "oauth/token" }],
    ["tokenUrl", { tokenUrl: null }],
    ["fetch", { fetch: "fetch" }],
    ["signal", { signal: {} }],
    ["timeoutMs", { timeoutMs: 0 }],
    ["timeoutMs", { timeoutMs: NaN }],
    ["timeoutMs", { timeoutMs: 2 ** 31 }],
  ];
  for (const [name, wrong] of cases) {
    let sent = 0;
    const fetch = async () => {
      sent++;
      return Response.json({ access_token: "t" });
    };
    const options = /** @type {any} */ ({ ...OPTIONS, fetch, ...wrong });
    const error = await failure(exchangeCode(options));
    assert.equal(error.error, "invalid_argument", name);
    assert.ok(error.reason?.startsWith(`${name} must `), `${name}: ${error.reason}`);
    assert.equal(error.status, undefined);
    assert.equal(sent, 0);
    const secrets = [CODE, VERIFIER, CLIENT_SECRET, wrong[name]].filter((s) => String(s ?? "").length > 9);
    if (name !== "tokenUrl" && name !== "redirectUri") assertNoSecret(error, secrets.map(String));
  }
  const none = await failure(exchangeCode(/** @type {any} */ (undefined)));
  assert.deepEqual(
    [none.error, none.reason],
    ["invalid_argument", "the argument of exchangeCode must be an object"],
  );
  assert.ok(!Object.hasOwn(none, "cause"));
});

test("allows http: for loopback hosts", async () => {
  const fetch = answering({ access_token: "t" });
  for (const host of ["localhost:3000", "sub.localhost", "127.0.0.1", "127.1.2.3:8", "[::1]:8"]) {
    await exchangeCode({ ...OPTIONS, fetch, tokenUrl: `http://${host}/oauth/token` });
  }
});

test("fills in what a successful answer lacks, and rejects an answer without an access token", async () => {
  const tokens = (/** @type {unknown} */ body) => exchangeCode({ ...OPTIONS, fetch: answering(body) });
  /** @type {[unknown, number][]} */
  const lifetimes = [
    [60, 60_000],
    ["60", 60_000],
    [0, 0],
    [undefined, 3600_000],
    [null, 3600_000],
    [-1, 3600_000],
    ["soon", 3600_000],
    [{}, 3600_000],
  ];
  for (const [expires_in, ms] of lifetimes) {
    const before = Date.now();
    const { expiresAt } = await tokens({ access_token: "t", expires_in });
    assert.ok(expiresAt >= before + ms && expiresAt <= Date.now() + ms, String(expires_in));
  }
  const bare = await tokens({ access_token: "t" });
  assert.deepEqual(
    { ...bare, expiresAt: 0 },
    {
      accessToken: "t",
      tokenType: "bearer",
      scope: "",
      expiresAt: 0,
      apiUrl: "https://api.zoom.us",
      raw: { access_token: "t" },
    },
  );
  assert.equal((await tokens({ access_token: "t", scope: ["a", "b"] })).scope, "a b");

  for (const body of [{}, { access_token: "" }, { access_token: 5 }, { error: "x" }, [], null, "text", ""]) {
    const error = await failure(tokens(body));
    assert.equal(error.error, "invalid_response");
    assert.equal(error.status, 200);
    assert.match(error.hint ?? "", /tokenUrl/);
  }
});

test("an answer that is not from a token endpoint is an invalid_response with its status", async () => {
  const big = JSON.stringify({ access_token: "t", filler: "x".repeat(2 ** 20) });
  /** @type {[any, ResponseInit][]} */
  const cases = [
    ["<html>Bad gateway</html>", { status: 502, headers: { "content-type": "text/html" } }],
    ["", { status: 500 }],
    [{ message: "no error string" }, { status: 400 }],
    [{ error: { nested: true } }, { status: 400 }],
    [{ error: "x".repeat(101) }, { status: 400 }],
    [big, { status: 200 }],
  ];
  for (const [body, init] of cases) {
    const error = await failure(exchangeCode({ ...OPTIONS, fetch: answering(body, init) }));
    assert.equal(error.error, "invalid_response");
    assert.equal(error.status, init.status);
  }
  const notUtf8 = await failure(
    exchangeCode({ ...OPTIONS, fetch: async () => new Response(new Uint8Array([0x7b, 0xff, 0x7d])) }),
  );
  assert.equal(notUtf8.error, "invalid_response");
});

test("an error page in Zoom's place says what it is, without secrets", async () => {
  const { clientSecret, codeVerifier } = OPTIONS;
  const page = `<title>Error</title><pre>Bad gateway &lt;1&gt;: ${clientSecret} ${codeVerifier}<br>at proxy</pre>`;
  for (const [body, said] of [
    [page, ": Bad gateway <1>: [redacted] [redacted]"],
    ["upstream connect error\nreset", ": upstream connect error"],
    ["", ""],
  ]) {
    const error = await failure(exchangeCode({ ...OPTIONS, fetch: answering(body, { status: 502 }) }));
    assert.equal(error.error, "invalid_response");
    assert.equal(error.reason, `the answer is not a JSON object${said}`);
    assertNoSecret(error, [clientSecret, codeVerifier]);
  }
});

test("a redirect is not followed", async (t) => {
  let requests = 0;
  const tokenUrl = await serve(t, (_, res) => {
    requests++;
    res.writeHead(307, { location: "/elsewhere" }).end();
  });
  const error = await failure(exchangeCode({ ...OPTIONS, tokenUrl }));
  assert.deepEqual([error.error, error.status, requests], ["invalid_response", 307, 1]);
  assert.match(error.reason ?? "", /redirect/);
});

test("reads Zoom's error code from both fields, and has a hint for each", async () => {
  const refused = (/** @type {object} */ body) =>
    failure(exchangeCode({ ...OPTIONS, fetch: answering(body, { status: 400 }) }));
  const seen = new Set();
  const codes = [
    4700, 4702, 4705, 4706, 4709, 4711, 4717, 4724, 4732, 4733, 4734, 4735, 4737, 4738, 4740, 4741,
  ];
  for (const code of codes) {
    for (const fields of [{ errorCode: code }, { code }, { errorCode: String(code) }]) {
      const error = await refused({ error: "invalid_request", reason: "Zoom says", ...fields });
      assert.equal(error.zoomCode, code);
      assert.equal(error.reason, "Zoom says");
      assert.equal(error.retryable, false);
      assert.match(error.hint ?? "", /^[\x20-\x21\x23-\x5b\x5d-\x7e]{20,}$/);
      seen.add(error.hint);
    }
  }
  assert.equal(seen.size, codes.length);
  const invalidCode = await refused({ error: "invalid_request", errorCode: 4734 });
  assert.match(invalidCode.hint ?? "", /^Likely causes, .*S256/);
  assert.equal(
    (await refused({ error: "x", errorCode: 4704 })).hint,
    (await refused({ error: "x", errorCode: 4702 })).hint,
  );
  for (const errorCode of [4701, "47O2", 1.5, null, {}, true]) {
    const error = await refused({ error: "invalid_request", errorCode });
    assert.equal(error.zoomCode, errorCode === 4701 ? 4701 : undefined);
    assert.equal(error.hint, undefined);
  }
  assert.equal((await refused({ errorCode: 4709, errorMessage: "words" })).reason, "words");
});

test("a refused redirect URI has its hint, with any number and words of Zoom's", async () => {
  for (const answer of [
    { errorCode: 4700, errorMessage: "Invalid redirect url" },
    { errorCode: 4700, reason: "Invalid redirect url" },
    { reason: "Redirect URI mismatch" },
    { reason: "Redirect URI mismatch", error: "invalid_request" },
  ]) {
    const fetch = async () => Response.json(answer, { status: 400 });
    const { hint } = await failure(exchangeCode({ ...OPTIONS, fetch }));
    assert.match(hint ?? "", /must be on the app's OAuth allow list/, JSON.stringify(answer));
  }
});

test("a network_error has the code of its cause and no secret", async (t) => {
  const closed = await serve(t, (req) => req.socket.destroy());
  const reset = await failure(exchangeCode({ ...OPTIONS, tokenUrl: closed }));
  assert.equal(reset.error, "network_error");
  assert.ok(reset.cause instanceof Error);
  assert.match(reset.hint ?? "", /NODE_USE_ENV_PROXY=1 .*pass a fetch/);

  const cut = await serve(t, (_, res) => {
    res.writeHead(200, { "content-length": "100" }).write("{");
    setTimeout(() => res.destroy(), 20);
  });
  assert.equal((await failure(exchangeCode({ ...OPTIONS, tokenUrl: cut }))).error, "network_error");

  const leaky = async (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
    const inner = Object.assign(new Error(`body was ${init.body}`), { code: "ECONNRESET" });
    throw Object.assign(new Error(`POST ${url} ${JSON.stringify(init.headers)}`, { cause: inner }), { init });
  };
  const error = await failure(exchangeCode({ ...OPTIONS, fetch: leaky }));
  assert.equal(error.error, "network_error");
  const { cause } = /** @type {{ cause: Error & { code?: string } }} */ (error.cause);
  assert.equal(cause.code, "ECONNRESET");
  assert.match(cause.message, /\[redacted\]/);
  assertNoSecret(error, [CODE, VERIFIER, CLIENT_SECRET, BASIC]);
});

test("the time-out covers headers, body and a fetch that ignores its signal", async (t) => {
  let hungUp = 0;
  const silent = await serve(t, (_, res) => void res.on("close", () => hungUp++));
  const halting = await serve(t, (_, res) => void res.writeHead(200).write("{"));
  /** @type {Partial<import("../../../js/server/index.js").ExchangeCodeOptions>[]} */
  const cases = [{ tokenUrl: silent }, { tokenUrl: halting }, { fetch: () => new Promise(() => {}) }];
  for (const options of cases) {
    const error = await failure(exchangeCode({ ...OPTIONS, timeoutMs: 50, ...options }));
    assert.equal(error.error, "timeout");
    assert.equal(error.status, undefined);
    assert.match(error.reason ?? "", /50 ms/);
  }
  assert.equal(hungUp, 1);
});

test("the caller's signal ends the request, before and after it is sent", async () => {
  let sent = 0;
  const fetch = () => {
    sent++;
    return new Promise(() => {});
  };
  const options = /** @type {any} */ ({ ...OPTIONS, fetch });
  const early = await failure(
    exchangeCode({ ...options, signal: AbortSignal.abort(new Error(`not ${CODE}`)) }),
  );
  assert.equal(early.error, "aborted");
  assert.equal(sent, 0);
  assertNoSecret(early, [CODE]);
  const controller = new AbortController();
  const running = failure(exchangeCode({ ...options, signal: controller.signal }));
  controller.abort();
  assert.equal((await running).error, "aborted");
  assert.equal(sent, 1);
  const limited = await failure(exchangeCode({ ...options, signal: AbortSignal.timeout(20) }));
  assert.equal(limited.error, "timeout");
});

test("redacts a secret that begins like another one", async () => {
  const clientSecret = VERIFIER.slice(0, 8);
  const fetch = answering({ error: "invalid_grant", reason: `${clientSecret} ${VERIFIER}` }, { status: 400 });
  const error = await failure(exchangeCode({ ...OPTIONS, code: VERIFIER.slice(0, 20), clientSecret, fetch }));
  assert.equal(error.reason, "[redacted] [redacted]");
});

test("no error contains a secret, with any text of Zoom's around it", async () => {
  const secretText = fc.stringMatching(/^[\x21-\x7e]{10,60}$/);
  const verifierText = fc.stringMatching(/^[A-Za-z0-9._~-]{43,60}$/);
  await fc.assert(
    fc.asyncProperty(
      secretText,
      verifierText,
      secretText,
      fc.string(),
      fc.constantFrom("error", "reason", "error_description", "message", "errorMessage"),
      fc.constantFrom(200, 400, 401, 500),
      async (code, codeVerifier, clientSecret, around, field, status) => {
        const echo = `${around}${code}${around} ${encodeURIComponent(codeVerifier)}${around} ${clientSecret}`;
        const fetch = answering({ error: "invalid_grant", [field]: echo }, { status });
        const error = await failure(exchangeCode({ ...OPTIONS, code, codeVerifier, clientSecret, fetch }));
        for (const secret of [code, codeVerifier, clientSecret]) {
          for (const text of [error.message, error.reason, error.hint, error.error, error.stack]) {
            assert.ok(!text?.includes(secret), `${secret} in ${text}`);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});
