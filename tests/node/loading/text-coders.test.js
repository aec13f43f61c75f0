// A page without TextDecoder or TextEncoder, as jsdom is in Jest.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

/**
 * Imports the package in a process without some globals, and calls `init`.
 *
 * @param {string[]} missing
 * @returns {Promise<string>} `works`, or the code and the message of the cause.
 */
async function initWithout(missing) {
  const program = `
    for (const name of ${JSON.stringify(missing)}) delete globalThis[name];
    const { init } = await import("zoom-pkce");
    console.log(await init().then(() => "works", ({ code, cause }) => code + ": " + cause.message));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
  return stdout.trim();
}

test("without TextDecoder the import succeeds, and init names what is missing", async () => {
  assert.match(await initWithout(["TextDecoder"]), /^wasm_load_failed: .*TextDecoder/);
  assert.match(await initWithout(["TextDecoder", "TextEncoder"]), /^wasm_load_failed: .*TextDecoder/);
  assert.equal(await initWithout([]), "works");
});
