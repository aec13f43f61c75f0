// The built entries in a realm that has only what ECMAScript defines: no `TextDecoder`, `fetch`,
// `URL` or `document`. Jest's jsdom lacks some of them, too.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createContext, runInContext } from "node:vm";

import { build } from "esbuild";

import { root } from "../../../scripts/process/command.js";

/**
 * Imports an entry of dist/ in a new realm.
 *
 * @param {string} entry
 * @returns {Promise<Record<string, any>>} its exports
 */
async function importBare(entry) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents: `export * from "./dist/${entry}.js";`, resolveDir: root },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "entry",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  const context = createContext({});
  runInContext(outputFiles[0].text, context);
  return context.entry;
}

describe("a realm with only ECMAScript's globals", () => {
  for (const entry of ["index", "react", "store", "vue", "svelte", "slim", "server", "simulator"]) {
    it(`imports ${entry}.js`, async () => {
      assert.ok(Object.keys(await importBare(entry)).length > 0);
    });
  }

  it("init is refused with the name of the global that is missing", async () => {
    const { init } = await importBare("index");
    await assert.rejects(init(), ({ code, cause }) => {
      assert.equal(code, "wasm_load_failed");
      assert.match(cause.message, /TextDecoder is not a constructor/);
      return true;
    });
  });
});
