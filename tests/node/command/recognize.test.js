// The errors that zoom-pkce explain knows.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { BROWSER_ERROR_TEXTS } from "../../../js/browser/error-texts.js";
import { CLIENT_ERROR_TEXTS } from "../../../js/command/explain/client-error-texts.js";
import { cutSecrets } from "../../../js/command/explain/cut-secrets.js";
import { recognize } from "../../../js/command/explain/recognize.js";
import { ZOOM_CAUSES } from "../../../js/command/explain/zoom-causes.js";
import { ZoomPkceError } from "../../../js/error.js";
import { hintFor } from "../../../js/server/hints.js";
import { CREDENTIALS_INVALID, HINTS_BY_CODE } from "../../../js/server/zoom-codes.js";
import { behaviors } from "../../../js/simulator/behaviors.js";
import { logLine } from "../../../js/simulator/command/texts.js";
import { EXPLANATIONS } from "../../../js/simulator/server/explanations.js";

/** @param {string} text */
const explained = (text) => recognize(cutSecrets(text).text);

/** @param {string} text @returns {string[]} */
const idsOf = (text) => explained(text).map(({ id }) => id);

describe("Zoom's numbers", () => {
  const known = [...HINTS_BY_CODE.keys(), ...CREDENTIALS_INVALID];

  it("have a cause each", () => {
    assert.deepEqual([...ZOOM_CAUSES.keys()].sort(), known.sort());
  });

  for (const number of ZOOM_CAUSES.keys()) {
    it(`${number}: in JSON, in a log and alone`, () => {
      const isCode = number === 4734;
      for (const text of [
        `{"errorCode":${number},"reason":"x","error":"something"}`,
        `{"code":"${number}"}`,
        `ZoomTokenError: x { zoomCode: ${number} }`,
        `error ${number}`,
        `${number}`,
      ]) {
        const [found, ...others] = explained(text);
        assert.deepEqual(others, []);
        assert.equal(found.id, isCode ? "invalid_grant" : `zoom_${number}`, text);
        if (isCode) continue;
        assert.equal(found.cause, ZOOM_CAUSES.get(number));
        assert.equal(found.remedy, hintFor("", number, { grantType: "authorization_code" }));
      }
    });
  }

  it("are found in JSON that is escaped as a text", () => {
    assert.deepEqual(idsOf(JSON.stringify('{"errorCode":4717}')), ["zoom_4717"]);
  });

  it("give way to the error if they are not in Zoom's table", () => {
    assert.deepEqual(idsOf('{"errorCode":4799,"error":"invalid_client"}'), ["invalid_client"]);
  });

  it("are not any number of a text", () => {
    for (const text of ["listening on port 4700, code 4799", "4733 users", "80004 rows\n80012 rows"]) {
      assert.deepEqual(idsOf(text), [], text);
    }
  });

  it("are found in brackets and after Zoom's name", () => {
    for (const text of ["[4709] Redirect URI mismatch", "x (4709)", "Zoom returned 4709", "4709: mismatch"]) {
      assert.deepEqual(idsOf(text), ["zoom_4709"], text);
    }
  });
});

describe("Zoom's refusals without a number", () => {
  for (const [text, id, remedy] of /** @type {[string, string, RegExp][]} */ ([
    [
      '{"reason":"Invalid client_id or client_secret","error":"invalid_client"}',
      "invalid_client",
      /credentials/,
    ],
    ["Invalid client secret.", "invalid_client", /development and production/],
    ['{"reason":"Redirect URI mismatch.","error":"invalid_request"}', "zoom_4709", /OAuth allow list/],
    ['{"reason":"Invalid Token!","error":"invalid_request"}', "invalid_refresh_token", /newest answer/],
    ["refresh_token=x {'error':'invalid_grant'}", "invalid_refresh_token", /once at a time/],
    ['{"error":"invalid_scope"}', "invalid_scope", /scopes/],
    ["grant_type=account_credentials unsupported_grant_type", "unsupported_grant_type", /Server-to-Server/],
    ["Invalid authorization code", "invalid_grant", /plain/],
    ["invalid_grant", "invalid_grant", /plain/],
    [
      "400 for url: https://zoom.us/oauth/token?grant_type=refresh_token&x=1",
      "parameters_in_query_string",
      /body/,
    ],
    [
      "Parameters belong in the body of the request, not in the query string.",
      "parameters_in_query_string",
      /body/,
    ],
    ["/oauth/token answers 400. We use the query string.", "parameters_in_query_string", /body/],
  ])) {
    it(`${text.slice(0, 70)}: ${id}`, () => {
      const [found, ...others] = explained(text);
      assert.deepEqual(others, []);
      assert.equal(found?.id, id);
      assert.match(found.remedy, remedy);
    });
  }

  it("put S256 first if the text speaks of it", () => {
    const first = (/** @type {string} */ text) => explained(text)[0].cause.match(/\(1\) ([^;]+)/)?.[1] ?? "";
    assert.match(first("invalid_grant with code_challenge_method S256"), /S256/);
    assert.match(
      explained("invalid_grant of a refresh token")[0].cause,
      /\(1\) the refresh token was used before/,
    );
  });
});

describe("the errors of this package", () => {
  const texts = { ...BROWSER_ERROR_TEXTS, ...CLIENT_ERROR_TEXTS };
  for (const [code, { message, hint, retryable }] of Object.entries(texts)) {
    it(`${code}: as a console prints it, as JSON and alone`, () => {
      const error = new ZoomPkceError(/** @type {any} */ (code), message, hint, retryable);
      for (const text of [
        `Uncaught (in promise) ${error.name}: ${error.message}`,
        JSON.stringify({ code }),
        `{ code: '${code}', retryable: true }`,
        code,
      ]) {
        const [found] = explained(text);
        assert.equal(found?.id, code, text);
        assert.equal(found.page, `docs/errors.md#${code}`);
        if (code !== "invalid_grant") assert.equal(found.remedy, hint, text);
      }
    });
  }

  it("are not words that other texts have too", () => {
    assert.deepEqual(idsOf("the timeout of the request was 5 s, and it was aborted"), []);
  });

  it("wasm_load_failed", () => {
    assert.match(explained("ZoomPkceError: x (wasm_load_failed). y")[0].remedy, /every file of the build/);
  });

  it("have the causes of a browser if they come from zoom-pkce/browser", () => {
    const [found, ...others] = explained("completeAuthorization: invalid_grant");
    assert.deepEqual(others, []);
    assert.equal(found.remedy, BROWSER_ERROR_TEXTS.invalid_grant.hint);
  });

  it("give way to the error that they are about", () => {
    for (const [text, ids] of /** @type {[string, string[]][]} */ ([
      [
        "the Zoom client refused authorize: No Permission for this API. [code:80012, reason:require_meeting_role] (authorize_failed). x",
        ["zoom_80012"],
      ],
      [
        "the backend answered with HTTP status 403: forbidden_origin (backend_rejected). x",
        ["forbidden_origin"],
      ],
      ["ZoomPkceError: x (network_error). A hint of another release, about CORS policy", ["network_error"]],
      [
        "(network_error). x\nRefused to connect to 'https://a.example/' because it violates the following Content Security Policy directive: \"connect-src 'self'\".",
        ["csp_connect_src"],
      ],
    ])) {
      assert.deepEqual(idsOf(text), ids);
    }
  });
});

describe("a text", { timeout: 60_000 }, () => {
  for (const part of [
    "a",
    "aA1",
    "cookie ",
    "certificate ",
    "code=",
    "/oauth/token ",
    "https://",
    '"reason":"',
    "A-",
  ]) {
    it(`of ${part.trim()} a hundred thousand times is read`, () => {
      assert.ok(explained(part.repeat(100_000)).length <= 1);
    });
  }
});

describe("what the Zoom client and the SDK say", () => {
  for (const [name, id] of /** @type {const} */ ([
    ["app-not-support", "zoom_80004"],
    ["require-meeting-role", "zoom_80012"],
    ["require-meeting-owner-role", "zoom_80003"],
    ["not-in-guest-mode", "zoom_10284"],
    ["missing-scopes", "scopes"],
  ])) {
    it(`${name}: ${id}`, () => {
      const { errorCode, errorMessage } = /** @type {any} */ (behaviors[name].refusal);
      assert.deepEqual(idsOf(`Error: ${errorMessage}`), [id]);
      if (id !== "scopes") assert.deepEqual(idsOf(`{ "code": "${errorCode}" }`), [id]);
      if (id !== "scopes") assert.deepEqual(idsOf(errorCode), [id]);
    });
  }

  for (const [text, id] of [
    ["Error: must call zoomSdk.config before using other API methods", "sdk_not_configured"],
    ["The Zoom Apps SDK is not supported by this browser", "outside_zoom"],
    ["authorize took longer than 10000ms to respond.\n requestId: 3", "sdk_timeout"],
    ["codeChallenge is required for zoomSdk.authorize", "code_challenge_missing"],
    ["You have not provided a valid sdk version", "sdk_version"],
    ["Failed to serialize NativeApiRequest", "image_data_missing"],
    [
      "Method then is not available in this version of Zoom Apps SDK and might not work correctly.",
      "vitest_hangs",
    ],
  ]) {
    it(`${text}: ${id}`, () => assert.deepEqual(idsOf(text), [id]));
  }
});

describe("the simulated Zoom's log", () => {
  for (const [name, explanation] of Object.entries(EXPLANATIONS)) {
    it(`${name}: cause and remedy`, () => {
      const line = logLine({
        ...{ method: "POST", path: "/oauth/token", status: 400, error: "invalid_grant" },
        ...{ reason: "Invalid authorization code [redacted]", explanation },
      });
      const [found, ...others] = explained(line);
      assert.deepEqual(others, []);
      assert.equal(found.id, `simulator_${name}`);
      assert.match(found.cause, /^[A-Z].*\.$/i);
    });
  }
});

describe("the backend's answers", () => {
  for (const name of [
    ...["forbidden_origin", "unsupported_media_type", "method_not_allowed", "content_too_large"],
    ...["rate_limited", "token_request_failed", "state_missing", "session_expired"],
    ...["navigation_required", "authorization_failed", "server_error", "store_failed", "no_tokens"],
    ...["no_context", "invalid_context", "wrong_secret", "wrong_audience", "context_expired"],
  ]) {
    it(name, () => assert.deepEqual(idsOf(`{"error":"${name}"}`), [name]));
  }
});

describe("messages that say little", () => {
  for (const [text, id] of [
    [
      "requests.exceptions.HTTPError: 400 Client Error:  for url: https://zoom.us/oauth/token",
      "token_endpoint_400",
    ],
    ['{"code":124,"message":"Invalid access token."}', "zoom_api_124"],
    ["Access token is expired.", "zoom_api_124"],
    ["Error: state must be a string", "state_of_add"],
    ["Invalid state parameter", "state_of_add"],
    ["{ unsupportedApis: ['authorize'] }", "unsupported_apis"],
    ["my app shows a blank panel in Zoom", "blank_panel"],
    ["SyntaxError: Unexpected token '<', \"<!doctype \"... is not valid JSON", "html_for_json"],
    ["SyntaxError: Unexpected token < in JSON at position 0", "html_for_json"],
    ["getaddrinfo ENOTFOUND zoom.us", "zoom_not_reached"],
    ["TypeError: fetch failed", "zoom_not_reached"],
    ["TypeError: Failed to fetch", "failed_to_fetch"],
    ["TypeError: NetworkError when attempting to fetch resource.", "failed_to_fetch"],
    ["TypeError: Load failed", "failed_to_fetch"],
    ["Invalid redirect url (4,700)", "zoom_4709"],
    ["Invalid redirect: https://app.example.com/ (4,700)", "zoom_4709"],
  ]) {
    it(`${text.slice(0, 80)}: ${id}`, () => assert.deepEqual(idsOf(text), [id]));
  }

  it("give way to all others", () => {
    const policy = `Refused to connect to 'https://a.example/' because it violates the following Content Security Policy directive: "connect-src 'self'".`;
    assert.deepEqual(idsOf(`TypeError: Failed to fetch\n${policy}`), ["csp_connect_src"]);
    assert.deepEqual(idsOf('400 https://zoom.us/oauth/token {"error":"invalid_client"}'), ["invalid_client"]);
    assert.deepEqual(idsOf("{ code: 'timeout' } TypeError: Failed to fetch"), ["timeout"]);
  });
});
