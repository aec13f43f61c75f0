// Facts that Rust, JavaScript, the types and the documents each state agree. Each test names the
// file where the fact is defined.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { BROWSER_ERROR_TEXTS } from "../../../js/browser/error-texts.js";
import { CLIENT_ERROR_TEXTS } from "../../../js/command/explain/client-error-texts.js";
import { ERROR_TEXTS } from "../../../js/error-texts.js";
import * as limits from "../../../js/shared/limits.js";
import { DEFAULT_CODE_LIFETIME_SECONDS } from "../../../js/simulator/server/defaults.js";
import { root } from "../../../scripts/process/command.js";

const read = (/** @type {string} */ file) => readFileSync(join(root, file), "utf8");

/** @param {string} literal a string literal of Rust */
const unescape = (literal) => literal.replaceAll('\\"', '"');

/** The table in src/error.rs, the home of every error but `wasm_load_failed` and those of browsers. */
const TABLE = new Map(
  Array.from(
    read("src/error.rs").matchAll(
      /name: "(\w+)",\s+retryable: (true|false),\s+message: "((?:[^"\\]|\\.)*)",\s+hint: "((?:[^"\\]|\\.)*)",/g,
    ),
    ([, name, retryable, message, hint]) => [
      name,
      { message: unescape(message), hint: unescape(hint), retryable: retryable === "true" },
    ],
  ),
);
/** The codes that only `zoom-pkce/browser` has. */
const ONLY_IN_BROWSERS = Object.keys(BROWSER_ERROR_TEXTS).filter((code) => !TABLE.has(code));
const CODES = [...TABLE.keys(), "wasm_load_failed", ...ONLY_IN_BROWSERS].sort();

/** @param {string} file @param {string} name of a constant in Rust */
function rustNumber(file, name) {
  const value = new RegExp(`const ${name}: \\w+ = ([\\d_.]+);`).exec(read(file))?.[1];
  assert.ok(value, `${name} in ${file}`);
  return Number(value.replaceAll("_", ""));
}

describe("error codes of src/error.rs", () => {
  it("are those of the published type, in js/error.js", () => {
    assert.ok(TABLE.size > 20);
    const type = read("js/error.js").split("ZoomPkceErrorCode")[0];
    const codes = Array.from(type.matchAll(/"([a-z_]+)"/g), ([, code]) => code);
    assert.deepEqual(codes.sort(), CODES);
  });

  it("have the same texts in js/error-texts.js", () => {
    for (const [code, texts] of Object.entries(ERROR_TEXTS)) assert.deepEqual(texts, TABLE.get(code), code);
  });

  it("are all in js/command/explain/client-error-texts.js, with the same texts", () => {
    assert.deepEqual(Object.keys(CLIENT_ERROR_TEXTS).sort(), [...TABLE.keys()].sort());
    for (const [code, texts] of Object.entries(CLIENT_ERROR_TEXTS)) {
      assert.deepEqual(texts, TABLE.get(code), code);
    }
  });

  it("have other texts in a browser, where they mean something else", () => {
    assert.deepEqual(ONLY_IN_BROWSERS, ["storage_failed", "popup_blocked", "popup_closed"]);
    const { access_denied } = BROWSER_ERROR_TEXTS;
    assert.deepEqual(access_denied, TABLE.get("access_denied"));
    for (const { message, hint } of Object.values(BROWSER_ERROR_TEXTS)) {
      assert.match(message, /^\w.*[^.]$/);
      assert.match(hint, /^[A-Z].*\.$/);
    }
  });

  it("are in docs/errors.md", () => {
    const errors = read("docs/errors.md");
    for (const code of CODES) assert.ok(errors.includes(`\`${code}\``), code);
  });
});

describe("limits", () => {
  it("of JavaScript are those of Rust", () => {
    assert.equal(limits.MAX_CODE_CHARS, rustNumber("src/state.rs", "MAX_CHARS"));
    assert.equal(limits.MAX_STATE_CHARS, rustNumber("src/state.rs", "MAX_CHARS"));
    assert.equal(limits.AUTHORIZE_TIMEOUT_MS, rustNumber("src/flow/mod.rs", "AUTHORIZE_TIMEOUT_MS"));
    assert.equal(limits.MIN_CODE_VERIFIER_CHARS, rustNumber("src/secret.rs", "MIN_CHARS"));
    assert.equal(limits.MAX_CODE_VERIFIER_CHARS, rustNumber("src/secret.rs", "MAX_CHARS"));
    assert.equal(limits.CODE_LIFETIME_MS, rustNumber("src/forward/mod.rs", "CODE_LIFETIME_MS"));
    assert.equal(
      limits.SHORTEST_CODE_LIFETIME_MS,
      rustNumber("src/forward/mod.rs", "SHORTEST_CODE_LIFETIME_MS"),
    );
    assert.equal(limits.BACKEND_TIMEOUT_MS, rustNumber("src/forward/mod.rs", "BACKEND_TIMEOUT_MS"));
  });

  it("of a code's life are those of the texts, the types and the documents", () => {
    const shortest = limits.SHORTEST_CODE_LIFETIME_MS / 60_000;
    const longest = limits.CODE_LIFETIME_MS / 60_000;
    const lives = `It works once, for ${shortest} minutes by Zoom's newer pages and for ${longest} by older ones.`;
    const expired = `older than ${longest} minutes`;
    /** The sentences of each file. @type {[string, string[]][]} */
    const stated = [
      ["js/authorize.js", [lives]],
      ["js/server/exchange-code.js", [lives]],
      ["src/exports/types.ts", [lives]],
      ["src/flow/authorization.rs", [lives]],
      ["js/forward.js", [`Zoom's newer pages give a code ${shortest} minutes, older ones ${longest}`]],
      ["js/error-texts.js", [expired]],
      ["js/error.js", [expired]],
      ["src/error.rs", [expired]],
      ["js/forward/answer.js", [`older than ${shortest} minutes`, `after more than ${shortest} minutes`]],
      ["src/forward/mod.rs", [`older than ${shortest} minutes`, `after more than ${shortest} minutes`]],
      ["README.md", [expired]],
      ["SECURITY.md", [`valid for ${shortest} to ${longest} minutes`]],
      ["docs/errors.md", [expired, `it lives only ${shortest} minutes`, `Zoom within ${shortest} minutes`]],
      ["docs/flow.md", [`${shortest} minutes, older ones ${longest}`, `| The code is ${expired} `]],
      ["docs/simulator.md", [`${shortest} minutes, older ones ${longest}`]],
    ];
    for (const [file, sentences] of stated) {
      const text = read(file).replace(/\s+(\*|\/\/\/)?\s*/g, " ");
      for (const sentence of sentences) assert.ok(text.includes(sentence), `${file}: ${sentence}`);
    }
  });

  it("of a code's life are those of the simulated Zoom", () => {
    assert.equal(DEFAULT_CODE_LIFETIME_SECONDS, limits.SHORTEST_CODE_LIFETIME_MS / 1000);
    assert.match(
      read("docs/simulator.md"),
      new RegExp(`code-lifetime SECONDS\` +\\| \`${DEFAULT_CODE_LIFETIME_SECONDS}\``),
    );
    assert.match(
      read("js/simulator/server/options.js"),
      new RegExp(`Default: ${DEFAULT_CODE_LIFETIME_SECONDS}\\. Zoom's`),
    );
  });

  it("of a kept code verifier are the person's time and the code's", () => {
    const { AUTHORIZE_TIMEOUT_MS, CODE_LIFETIME_MS, KEPT_CODE_VERIFIER_LIFETIME_MS } = limits;
    assert.equal(KEPT_CODE_VERIFIER_LIFETIME_MS, AUTHORIZE_TIMEOUT_MS + CODE_LIFETIME_MS);
  });

  it("of a browser's code verifier are those of its texts", () => {
    const minutes = limits.BROWSER_CODE_VERIFIER_LIFETIME_MS / 60_000;
    assert.equal(minutes, 10);
    assert.match(BROWSER_ERROR_TEXTS.timeout.message, new RegExp(`within ${minutes} minutes`));
    for (const file of ["docs/browser.md", "SECURITY.md", "docs/decisions/045-browser-sign-in.md"]) {
      assert.match(read(file), /ten minutes/, file);
    }
  });

  it("in the published types are those of the code", () => {
    const timeout = rustNumber("src/flow/mod.rs", "AUTHORIZE_TIMEOUT_MS");
    for (const file of ["js/authorize.js", "src/exports/types.ts"]) {
      assert.ok(read(file).includes(`${timeout} by default`), file);
    }
    assert.ok(read("js/forward.js").includes(`${limits.BACKEND_TIMEOUT_MS} by default`));
  });
});
