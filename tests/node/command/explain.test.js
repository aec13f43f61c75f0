// zoom-pkce explain, as a process, and the secrets of its texts.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { cutSecrets } from "../../../js/command/explain/cut-secrets.js";
import { recognize } from "../../../js/command/explain/recognize.js";
import { ZOOM_CAUSES } from "../../../js/command/explain/zoom-causes.js";
import { HINTS_BY_CODE } from "../../../js/server/zoom-codes.js";
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
    const { stdout } = await runCommand(["explain", "invalid_grant"]);
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
    `Authorization: Bearer ${SECRET} invalid_client`,
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

describe("a text without an error", { timeout: 60_000 }, () => {
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
    for (const part of [
      "0a1b2c",
      "POST /oauth/token ok\n",
      "a cookie was blocked\n",
      "the certificate\n",
      "\n",
    ]) {
      assert.deepEqual(idsOf(part.repeat(300_000 / part.length)), [], part);
    }
  });
});
