// zoom-pkce explain, as a process and by its parts.

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
import { runCommand } from "./run.js";
import { HASHED_CHALLENGE, QUERY_STRING } from "./threads.js";

/** @param {string} text */
const explained = (text) => recognize(cutSecrets(text).text);

/** @param {string} text @returns {string[]} */
const idsOf = (text) => explained(text).map(({ id }) => id);

describe("zoom-pkce explain", { timeout: 60_000 }, () => {
  it("answers the thread about a hashed challenge: the method is plain", async () => {
    const { code, stdout, stderr } = await runCommand(["explain"], { input: HASHED_CHALLENGE });
    assert.deepEqual([code, stderr], [0, ""]);
    const plain = stdout.replace(/\s+/g, " ");
    assert.match(plain, /Cause .*\(1\) the code challenge was made with S256, .* supports only plain/);
    assert.match(
      plain,
      /Remedy In the Zoom client the challenge method is plain: pass the code verifier itself/,
    );
    assert.match(plain, /See docs\/errors\.md#invalid_grant/);
    assert.ok(!stdout.includes("qW3eR5tY7uI9oP"));
    assert.equal(idsOf(HASHED_CHALLENGE).length, 1);
  });

  it("answers the thread about the query string: the body, and not params of axios", async () => {
    const { code, stdout } = await runCommand(["explain"], { input: QUERY_STRING });
    assert.equal(code, 0);
    const plain = stdout.replace(/\s+/g, " ");
    assert.match(plain, /^The token request has its parameters in the query string/);
    assert.match(plain, /`params` of axios .* write the query string/);
    assert.match(plain, /Remedy Send them as application\/x-www-form-urlencoded in the body/);
    assert.match(plain, /See docs\/backends\.md#400-for-parameters-in-the-query-string/);
    assert.ok(!stdout.includes("aB3dE5fG7hI9jK"));
    assert.equal(idsOf(QUERY_STRING).length, 1);
  });

  it("reads what Windows writes: UTF-16, a byte order mark, its line ends", async () => {
    const text = '\ufeff{"error":"invalid_client",\r\n"errorCode":4702}\r\n';
    const utf16 = Buffer.from(text, "utf16le");
    for (const input of [Buffer.from(text), utf16, Buffer.from(utf16).swap16()]) {
      const { code, stdout } = await runCommand(["explain", "--json"], { input });
      assert.equal(code, 0);
      assert.equal(JSON.parse(stdout).explanations[0].id, "zoom_4702");
    }
  });

  it("takes the text as an argument, and prints JSON", async () => {
    const { code, stdout } = await runCommand(["explain", "--json", '{"errorCode":4717,', '"error":"x"}']);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), {
      explanations: [
        {
          id: "zoom_4717",
          title: "Zoom's 4717",
          cause: ZOOM_CAUSES.get(4717),
          remedy: HINTS_BY_CODE.get(4717),
          page: "docs/backends.md#what-goes-wrong-and-what-you-see",
        },
      ],
      cuts: 0,
    });
  });

  it("exits with 1 if nothing is known, and prints nothing of the text", async () => {
    const { code, stdout, stderr } = await runCommand(["explain", "my", "dog", "ate", "it"]);
    assert.deepEqual([code, stderr], [1, ""]);
    assert.match(stdout, /^Nothing in this text is known\./);
    assert.ok(!stdout.includes("dog"));
  });

  it("has help, and refuses unknown flags and commands", async () => {
    assert.match((await runCommand(["explain", "--help"])).stdout, /Usage: npx zoom-pkce explain/);
    assert.match((await runCommand([])).stdout, /Usage: npx zoom-pkce COMMAND/);
    assert.match((await runCommand(["--version"])).stdout, /^\d+\.\d+\.\d+\n$/);
    for (const [args, message] of /** @type {[string[], string][]} */ ([
      [["explain", "--loud"], "zoom-pkce: --loud is not a flag of this command (see --help)\n"],
      [["explain", "--json=1"], "zoom-pkce: --json takes no value (see --help)\n"],
      [["explode"], "zoom-pkce: there is no such command"],
      [["toString"], "zoom-pkce: there is no such command"],
    ])) {
      const { code, stdout, stderr } = await runCommand(args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.ok(stderr.startsWith(message), stderr);
    }
  });

  it("prints no colours into a pipe", async () => {
    const { stdout } = await runCommand(["explain", "4717"]);
    assert.ok(!stdout.includes("\u001b"));
    assert.ok(stdout.split("\n").every((line) => line.length <= 100));
  });
});

describe("the secrets of a text", () => {
  const CODE = "jK3lM5nO7pQ9_rStUvWxYz-A1bC3dE5fG7";
  const SECRET = "my-plain-lowercase-secret";
  const texts = [
    `{"reason":"Invalid authorization code ${CODE}","error":"invalid_grant"}`,
    `{'reason': 'Invalid authorization code ${CODE}', 'error': 'invalid_grant'}`,
    `"{\\"error\\":\\"invalid_grant\\",\\"code\\":\\"${CODE}\\"}"`,
    `POST /oauth/token?grant_type=authorization_code&code=${SECRET}&code_verifier=${CODE} 400`,
    `curl https://zoom.us/oauth/token -u my-id:${SECRET} -d code=${CODE} -> invalid_grant`,
    `ZOOM_CLIENT_SECRET=${SECRET} node server.js: invalid_client`,
    `clientSecret: '${SECRET}', error: 'invalid_client'`,
    `clientSecret: ‘${SECRET}’ error: ‘invalid_client’`,
    `Authorization: Basic ${Buffer.from(SECRET).toString("base64")} invalid_client`,
    `authorization: Bearer ${CODE}.${CODE} {"code":124,"message":"Invalid access token."}`,
    `https://me:${SECRET}@app.example.com/ invalid_grant`,
    `Refused to connect to 'https://api.example.com/t?access_token=${SECRET}' because it violates the following Content Security Policy directive: "connect-src 'self'".`,
    `{ code: '${CODE}', state: '${SECRET}', error: 'state_mismatch' }`,
    `Set-Cookie: session=${SECRET}; SameSite=Lax\nx-zoom-app-context: ${CODE}${CODE}\nwrong_secret`,
    CODE,
  ];
  for (const text of texts) {
    it(`are cut out: ${text.slice(0, 70)}`, async () => {
      const { text: cut, cuts } = cutSecrets(text);
      for (const secret of [CODE, SECRET, Buffer.from(SECRET).toString("base64")]) {
        assert.ok(!cut.includes(secret), cut);
      }
      assert.ok(cuts > 0);
      for (const flags of [[], ["--json"]]) {
        const { stdout, stderr } = await runCommand(["explain", ...flags, "--", text]);
        for (const secret of [CODE, SECRET]) assert.ok(!`${stdout}${stderr}`.includes(secret));
      }
    });
  }

  it("are not what an error needs: names and numbers of errors stay", () => {
    for (const text of [
      "ZoomPkceError: the person declined (access_denied). Say what. { code: 'access_denied' }",
      '{"code":4709,"reason":"Redirect URI mismatch."}',
      "code: 80004, reason: app_not_support",
      "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep",
      "400 for https://zoom.us/oauth/token?grant_type=account_credentials&account_id=[REDACTED]",
    ]) {
      assert.deepEqual(cutSecrets(text), { text, cuts: 0 });
    }
  });

  it("are counted in words", async () => {
    const one = await runCommand(["explain", `code=${CODE} invalid_grant`]);
    assert.match(one.stdout, /\nA secret, or what looks like one, was cut out/);
    const two = await runCommand(["explain", `code=${CODE} state=abc invalid_grant`]);
    assert.match(two.stdout, /\n2 secrets, or what looks like them, were cut out/);
  });
});

describe("a text without an error", () => {
  for (const text of [
    "Everything works fine today.",
    "How do I set a Content Security Policy for my app?",
    "Content-Security-Policy: default-src 'self'\nX-Frame-Options: SAMEORIGIN",
    "We use CORS in our app, and it works",
    "Access-Control-Allow-Origin: https://app.example.com",
    "Please set the MIME type",
    "Our certificate is valid and has not expired",
    "Set-Cookie: session=abc; SameSite=Lax\ncross-site",
    "TypeError: Cannot read properties of undefined (reading 'authorize')",
    "",
  ]) {
    it(`is not guessed about: ${text.slice(0, 60)}`, async () => {
      const { code, stdout } = await runCommand(["explain", "--", text]);
      assert.equal(code, 1);
      assert.match(stdout, /^Nothing in this text is known\./);
    });
  }

  it("is read in time, whatever it has in it", () => {
    const begin = Date.now();
    for (const part of [
      "0a1b2c",
      "POST /oauth/token ok\n",
      "a cookie was blocked\n",
      "the certificate\n",
      "\n",
    ]) {
      assert.deepEqual(idsOf(part.repeat(300_000 / part.length)), [], part);
    }
    assert.ok(Date.now() - begin < 5000);
  });
});

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
    ...["navigation_required", "authorization_failed", "server_error"],
    ...["no_context", "invalid_context", "wrong_secret", "wrong_audience", "context_expired"],
  ]) {
    it(name, () => assert.deepEqual(idsOf(`{"error":"${name}"}`), [name]));
  }
});

describe("what browsers say", () => {
  for (const [text, id] of [
    [
      "Refused to connect to 'https://api.example.com/token' because it violates the following Content Security Policy directive: \"default-src 'none'\". Note that 'connect-src' was not explicitly set, so 'default-src' is used as a fallback.",
      "csp_connect_src",
    ],
    [
      "Connecting to 'https://api.example.com/' violates the following Content Security Policy directive: \"connect-src 'self'\". The action has been blocked.",
      "csp_connect_src",
    ],
    [
      "Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src) at https://api.example.com/ because it violates the following directive: “connect-src 'self'”",
      "csp_connect_src",
    ],
    [
      "Refused to connect to https://api.example.com/ because it does not appear in the connect-src directive of the Content Security Policy.",
      "csp_connect_src",
    ],
    [
      "Refused to load the script 'https://appssdk.zoom.us/sdk.min.js' because it violates the following Content Security Policy directive: \"script-src 'self'\".",
      "csp_script_src",
    ],
    [
      "Executing inline script violates the following Content Security Policy directive 'script-src 'self''.",
      "csp_script_src",
    ],
    [
      "Content-Security-Policy: The page’s settings blocked an inline script (script-src-elem) from being executed because it violates the following directive: “script-src 'self'”.",
      "csp_script_src_elem",
    ],
    [
      "CompileError: WebAssembly.instantiate(): violates the following Content Security policy directive because neither 'wasm-eval' nor 'unsafe-eval' is an allowed source",
      "csp_webassembly",
    ],
    ["CompileError: call to WebAssembly.instantiate() blocked by CSP", "csp_webassembly"],
    [
      "Refused to create a WebAssembly object because 'unsafe-eval' or 'wasm-unsafe-eval' is not an allowed source of script in the following Content Security Policy directive",
      "csp_webassembly",
    ],
    [
      "zoom-pkce: WebAssembly can't be used here, so JavaScript made from it is used: it does the same, but slower. If a Content-Security-Policy forbids WebAssembly, 'wasm-unsafe-eval' in script-src allows it.",
      "csp_webassembly",
    ],
    [
      "Refused to frame 'https://app.example.com/' because an ancestor violates the following Content Security Policy directive: \"frame-ancestors 'self'\".",
      "csp_frame_ancestors",
    ],
    ["This document requires 'TrustedScriptURL' assignment.", "csp_require_trusted_types_for"],
    [
      "Refused to load the image 'https://a.example/x.png' because it violates the following Content Security Policy directive: \"img-src 'self'\".",
      "csp_img_src",
    ],
    ["Content-Security-Policy: something new was blocked", "csp_unknown"],
    ["WebAssembly.instantiate(): Wasm code generation disallowed by embedder", "csp_webassembly"],
    ["Blocked loading mixed active content “http://b.example/”", "mixed_content"],
    [
      "[blocked] The page at https://a.example/ was not allowed to run insecure content from http://b.example/.",
      "mixed_content",
    ],
    [
      "Cookie “session” will soon be rejected because it is foreign and does not have the “Partitioned“ attribute.",
      "session_cookie",
    ],
    ["Origin https://a.example is not allowed by Access-Control-Allow-Origin. Status code: 200", "cors"],
    ["TypeError: 'text/html' is not a valid JavaScript MIME type.", "mime_type"],
    [
      "Refused to display 'https://app.example.com/' in a frame because it set 'X-Frame-Options' to 'deny'.",
      "x_frame_options",
    ],
    [
      "Access to fetch at 'https://api.example.com/' from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present",
      "cors",
    ],
    ["Cross-Origin Request Blocked: The Same Origin Policy disallows reading", "cors"],
    ["Fetch API cannot load https://api.example.com/ due to access control checks.", "cors"],
    [
      "GET https://appssdk.zoom.us/sdk.js net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep 200",
      "embedder_policy",
    ],
    [
      'Failed to load module script: Expected a JavaScript module script but the server responded with a MIME type of "text/html".',
      "mime_type",
    ],
    [
      "Mixed Content: The page at 'https://app.example.com/' was loaded over HTTPS, but requested an insecure resource",
      "mixed_content",
    ],
    [
      "Cookie “session” has been rejected because it is in a cross-site context and its “SameSite” is “Lax” or “Strict”.",
      "session_cookie",
    ],
    ["net::ERR_CERT_AUTHORITY_INVALID", "certificate"],
    ["unable to verify the first certificate: self-signed certificate", "certificate"],
  ]) {
    it(`${text.slice(0, 80)}: ${id}`, () => assert.deepEqual(idsOf(text), [id]));
  }

  it("name what was refused, and not the script that asked", () => {
    const [{ remedy }] = explained(
      "https://app.example.com/app.js:1 Refused to connect to 'https://api.example.com/' because it violates the following Content Security Policy directive: \"connect-src 'self'\".",
    );
    assert.match(remedy, /^Add https:\/\/api\.example\.com to/);
  });

  it("name the origin of what was refused, and no more of its URL", () => {
    const [{ cause, remedy }] = explained(
      "Refused to connect to 'https://api.example.com:8443/a/b?c=d' because it violates the following Content Security Policy directive: \"connect-src 'self'\".",
    );
    assert.match(cause, /does not list https:\/\/api\.example\.com:8443, so/);
    assert.match(remedy, /^Add https:\/\/api\.example\.com:8443 to connect-src/);
    assert.doesNotMatch(`${cause}${remedy}`, /\/a\/b/);
  });
});
