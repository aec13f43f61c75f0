// The simulated Zoom on the web: the consent page, the redirects, and the API that an app uses after
// its person has added it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { exchangeCode } from "../../../js/server/index.js";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  OTHER_REDIRECT_URI,
  REDIRECT_URI,
  newVerifier,
  s256,
  startZoom,
} from "./server-helpers.js";

const CALLBACK = "https://app.example.com/callback?from=zoom%20us";

/**
 * Starts a simulated Zoom with a log.
 *
 * @param {import("node:test").TestContext} t
 * @param {Partial<import("../../../js/simulator/server/index.js").StartSimulatedZoomOptions>} [options]
 */
async function startWeb(t, options) {
  /** @type {import("../../../js/simulator/server/index.js").AnsweredRequest[]} */
  const log = [];
  const { url, tokenUrl } = await startZoom(t, {
    redirectUris: [CALLBACK, OTHER_REDIRECT_URI, REDIRECT_URI],
    onAnswer: (answered) => log.push(answered),
    ...options,
  });
  /** @param {Record<string, string>} parameters */
  const form = (parameters) =>
    new URLSearchParams({
      response_type: "code",
      client_id: CLIENT_ID,
      redirect_uri: CALLBACK,
      ...parameters,
    });
  /** @param {Record<string, string>} [parameters] @param {string} [more] More of the query. */
  const visit = (parameters = {}, more = "") =>
    fetch(`${url}/oauth/authorize?${form(parameters)}${more}`, { redirect: "manual" });
  /** @param {Record<string, string>} parameters */
  const decide = (parameters) =>
    fetch(`${url}/simulator/consent`, { method: "POST", redirect: "manual", body: form(parameters) });
  /** @param {string} code @param {string} codeVerifier */
  const exchange = (code, codeVerifier) =>
    exchangeCode({
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      tokenUrl,
      code,
      codeVerifier,
      redirectUri: CALLBACK,
    });
  return { url, log, visit, decide, exchange };
}

/** @param {Response} response @returns {URL} */
function redirectOf(response) {
  assert.equal(response.status, 302);
  assert.equal(response.headers.get("cache-control"), "no-store");
  return new URL(response.headers.get("location") ?? "");
}

/** @param {Response} response @param {number} status */
async function pageOf(response, status) {
  assert.equal(response.status, status);
  assert.equal(response.headers.get("location"), null);
  assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.equal(response.headers.get("referrer-policy"), "no-referrer");
  const policy = response.headers.get("content-security-policy") ?? "";
  assert.match(policy, /^default-src 'none'; style-src 'sha256-[^;']+'; .*frame-ancestors 'none'$/);
  assert.doesNotMatch(policy, /unsafe|script-src/);
  const text = await response.text();
  assert.match(text, /This is not Zoom\./);
  assert.doesNotMatch(text, /<script/i);
  return text;
}

for (const method of ["S256", "plain", undefined]) {
  const named = method ?? "no method, which means plain";
  test(`auto=1 approves at once; the code needs the verifier of its challenge: ${named}`, async (t) => {
    const { visit, exchange, log } = await startWeb(t);
    const verifier = newVerifier();
    const challenge = method === "S256" ? s256(verifier) : verifier;
    const parameters = {
      state: "a state & more",
      auto: "1",
      code_challenge: challenge,
      ...(method && { code_challenge_method: method }),
    };
    const { origin, pathname, search, searchParams } = redirectOf(await visit(parameters));
    assert.equal(origin + pathname, "https://app.example.com/callback");
    assert.match(search, /^\?from=zoom%20us&code=[^&]+&state=[^&]+$/);
    assert.equal(searchParams.get("state"), "a state & more");
    assert.deepEqual(log.at(-1), { method: "GET", path: "/oauth/authorize", status: 302 });
    const tokens = await exchange(searchParams.get("code") ?? "", verifier);
    assert.equal(tokens.tokenType, "bearer");

    const other = redirectOf(await visit(parameters)).searchParams.get("code") ?? "";
    await assert.rejects(exchange(other, newVerifier()), { error: "invalid_grant" });
    assert.match(log.at(-1)?.explanation ?? "", /^code_verifier does not match/);
  });
}

test("without auto=1 the consent page comes, with every parameter in its form, and no code is made", async (t) => {
  const { visit, decide, exchange } = await startWeb(t, {
    user: { display_name: '<b>Ada</b> & "co"' },
    scope: "user:read:user a<b",
  });
  const verifier = newVerifier();
  const parameters = { state: `"><i>'`, code_challenge: s256(verifier), code_challenge_method: "S256" };
  for (const auto of ["", "&auto=0", "&auto="]) {
    const text = await pageOf(await visit(parameters, auto), 200);
    assert.doesNotMatch(text, /<b>|<i>|a<b/, "texts are escaped");
    assert.match(text, /&#60;b&#62;Ada&#60;\/b&#62; &#38; &#34;co&#34;/);
    const fields = [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      ([, name = "", value = ""]) => [name, value.replace(/&#(\d+);/g, (_, n) => String.fromCharCode(n))],
    );
    assert.deepEqual(Object.fromEntries(fields), {
      response_type: "code",
      client_id: CLIENT_ID,
      redirect_uri: CALLBACK,
      ...parameters,
    });
  }
  const { searchParams } = redirectOf(await decide({ ...parameters, decision: "approve" }));
  assert.equal(searchParams.get("state"), parameters.state);
  await exchange(searchParams.get("code") ?? "", verifier);
});

test("a person who declines comes back with access_denied and the state, and without a code", async (t) => {
  const { decide, log } = await startWeb(t);
  for (const decision of ["decline", "", "approve "]) {
    const { searchParams } = redirectOf(await decide({ state: "my-state", decision }));
    assert.deepEqual(
      [...searchParams],
      [
        ["from", "zoom us"],
        ["error", "access_denied"],
        ["state", "my-state"],
      ],
    );
    assert.deepEqual(log.at(-1), {
      method: "POST",
      path: "/simulator/consent",
      status: 302,
      error: "access_denied",
      reason: "The person declined.",
    });
  }
});

test("without a state, as after an Add in the Marketplace, the answers have none", async (t) => {
  const { visit, decide } = await startWeb(t);
  for (const response of [await visit({ auto: "1" }), await decide({ decision: "approve" })]) {
    assert.deepEqual([...redirectOf(response).searchParams.keys()], ["from", "code"]);
  }
  assert.match(await pageOf(await visit(), 200), /None, as often after Add/);
});

test("a wrong client ID or redirect URI is refused on a page: nothing is redirected", async (t) => {
  const { visit, decide, log } = await startWeb(t);
  /** @type {[Record<string, string>, RegExp][]} */
  const cases = [
    [{ client_id: "other" }, /invalid_client.*client ID of the page is not the app/s],
    [{ client_id: "" }, /invalid_client/],
    [{ redirect_uri: "https://evil.example/" }, /Redirect URI mismatch.*not on the allow list/s],
    [{ redirect_uri: "javascript:alert(1)" }, /Redirect URI mismatch/],
    [{ redirect_uri: `${CALLBACK}/` }, /Redirect URI mismatch/],
    [{ redirect_uri: "" }, /redirect_uri is missing/],
  ];
  for (const [wrong, expected] of cases) {
    for (const response of [
      await visit({ ...wrong, auto: "1" }),
      await visit({ ...wrong, response_type: "token" }),
      await decide({ ...wrong, decision: "approve" }),
      await decide({ ...wrong, decision: "decline" }),
    ]) {
      assert.match(await pageOf(response, 400), expected);
      assert.equal(log.at(-1)?.status, 400);
    }
  }
});

test("any other wrong parameter is told to the app, at its redirect URI", async (t) => {
  const { visit, decide } = await startWeb(t);
  /** @type {[Record<string, string>, string][]} */
  const cases = [
    [{ response_type: "token" }, "unsupported_response_type"],
    [{ response_type: "" }, "invalid_request"],
    [{ code_challenge: newVerifier(), code_challenge_method: "s256" }, "invalid_request"],
    [{ code_challenge_method: "S256" }, "invalid_request"],
  ];
  for (const [wrong, error] of cases) {
    for (const response of [
      await visit({ state: "s", ...wrong }),
      await visit({ state: "s", ...wrong, auto: "1" }),
      await decide({ state: "s", ...wrong, decision: "approve" }),
    ]) {
      const { searchParams } = redirectOf(response);
      assert.deepEqual([...searchParams].slice(1), [
        ["error", error],
        ["state", "s"],
      ]);
    }
  }
  assert.equal(redirectOf(await visit({ state: "\u00e9" })).searchParams.get("error"), "invalid_request");
});

test("a parameter that comes twice, and a form that is none, are refused on a page", async (t) => {
  const { url } = await startWeb(t);
  const twice = `client_id=${CLIENT_ID}&client_id=${CLIENT_ID}`;
  await pageOf(await fetch(`${url}/oauth/authorize?${twice}`), 400);
  await pageOf(await fetch(`${url}/simulator/consent`, { method: "POST", body: "decision=approve" }), 400);
});

test("the web has no CORS, and does not change what Zoom's client gets", async (t) => {
  const { url, visit } = await startWeb(t);
  assert.equal((await visit({ auto: "1" })).headers.get("access-control-allow-origin"), null);
  const body = new URLSearchParams({ response_type: "code", client_id: CLIENT_ID, redirect_uri: CALLBACK });
  const inClient = await fetch(`${url}/oauth/authorize`, { method: "POST", body });
  assert.deepEqual(Object.keys(await inClient.json()), ["code", "redirect_uri"]);
});

test("no code, challenge or state of the web is in the log", async (t) => {
  const { url, visit, decide, log } = await startWeb(t);
  const parameters = { state: newVerifier(), code_challenge: newVerifier() };
  const codes = [
    redirectOf(await visit({ ...parameters, auto: "1" })).searchParams.get("code") ?? "",
    redirectOf(await decide({ ...parameters, decision: "approve" })).searchParams.get("code") ?? "",
  ];
  await decide({ ...parameters, decision: "decline" });
  await visit({ ...parameters, code_challenge_method: parameters.code_challenge });
  await visit({ ...parameters, redirect_uri: `${CALLBACK}&code=${codes[0]}` });
  await fetch(`${url}/simulator/open?action=${parameters.state}`);
  const told = JSON.stringify(log);
  for (const secret of [...codes, ...Object.values(parameters)]) assert.ok(!told.includes(secret));
  assert.equal(log.length, 6);
});

test("POST /v2/zoomapp/deeplink: a link for the action, to a page that says what Zoom's client does", async (t) => {
  const { url, visit, exchange } = await startWeb(t, { basePath: "/zoom" });
  const verifier = newVerifier();
  const code = redirectOf(await visit({ auto: "1", code_challenge: verifier })).searchParams.get("code");
  const { accessToken } = await exchange(code ?? "", verifier);
  /** @param {string} body @param {string} [token] */
  const post = (body, token = accessToken) =>
    fetch(`${url}/v2/zoomapp/deeplink`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      body,
    });

  const action = JSON.stringify({ url: "/<i>", role: "Owner" });
  const { deeplink, ...others } = await (await post(JSON.stringify({ action }))).json();
  assert.deepEqual(others, {});
  assert.ok(deeplink.startsWith(`${url}/simulator/open?`), deeplink);
  assert.equal(new URL(deeplink).searchParams.get("action"), action);
  assert.ok((await pageOf(await fetch(deeplink), 200)).includes("/&#60;i&#62;"));
  for (const body of ["{}", ""]) {
    assert.deepEqual(await (await post(body)).json(), { deeplink: `${url}/simulator/open` });
  }
  assert.match(await pageOf(await fetch(`${url}/simulator/open`), 200), /no action/);

  for (const token of ["", "wrong", accessToken.slice(1)]) {
    const refused = await post("{}", token);
    assert.equal(refused.status, 401);
    assert.deepEqual(await refused.json(), { code: 124, message: "Invalid access token." });
  }
  for (const body of ["[]", "null", "nonsense", '"a"', "x".repeat(50_000)]) {
    const refused = await post(body);
    assert.equal(refused.status, 400);
    const message = "Request Body should be a valid JSON object.";
    assert.deepEqual(await refused.json(), { code: 300, message });
  }
  const wrongAction = await post('{"action":1}');
  assert.deepEqual([wrongAction.status, (await wrongAction.json()).code], [400, 300]);
});
