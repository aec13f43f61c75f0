// What Node prints of an error of the package that is not caught: class, reason, code and hint, and
// no secret. tests/flow/uncaught.test.js does the same in browsers.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";

import { root } from "../../../scripts/process/command.js";

const CODE = "a-code-that-must-not-be-shown";
const SECRET = "a-client-secret-that-must-not-be-shown";
const VERIFIER = "a-code-verifier-that-must-not-be-shown-anywhere";

/** Ways to get an error, as the source of an expression. @type {Record<string, { make: string, parts: RegExp[] }>} */
const ERRORS = {
  "of the page, from the wasm": {
    make: `(await import("zoom-pkce")).authorize()`,
    parts: [/ZoomPkceError: /, /authorize, addEventListener/, /sdk_missing/, /Pass the default export/],
  },
  "of the page, from JavaScript": {
    make: `(await import("zoom-pkce")).forward(
      { code: "${CODE}", codeVerifier: "${VERIFIER}", redirectUri: "x", state: "x", receivedAt: Date.now() },
      "http://backend.example/")`,
    parts: [/ZoomPkceError: /, /must be https/, /insecure_endpoint/, /Serve the backend over https/],
  },
  "of the server": {
    make: `(await import("zoom-pkce/server")).exchangeCode({
      clientId: "client-id", clientSecret: "${SECRET}",
      code: "${CODE}", codeVerifier: "${VERIFIER}", redirectUri: "https://app.example.com/",
      fetch: async () => Response.json({ error: "invalid_grant", reason: "Invalid authorization code ${CODE}" }, { status: 400 }),
    })`,
    parts: [/ZoomTokenError: /, /Invalid authorization code/, /invalid_grant/, /Likely causes/],
  },
};

/** What happens to the error. @type {Record<string, string>} */
const WAYS = {
  "an exception that is not caught": "setTimeout(() => { throw error; });",
  "a rejection that is not handled": "void Promise.reject(error);",
  "console.error": "console.error(error);",
  "its message alone, in a log": "console.error(`${error.name}: ${error.message}`);",
};

for (const [name, { make, parts }] of Object.entries(ERRORS)) {
  for (const [way, report] of Object.entries(WAYS)) {
    test(`an error ${name}: ${way} shows class, reason, code and hint, and no secret`, () => {
      const source = `const error = await (${make}).catch((error) => error); ${report}`;
      const { stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", source], {
        cwd: root,
        encoding: "utf8",
      });
      for (const part of parts) assert.match(stderr, part);
      for (const secret of [CODE, SECRET, VERIFIER]) {
        assert.ok(!stderr.slice(stderr.indexOf("Error: ")).includes(secret), stderr);
      }
    });
  }
}
