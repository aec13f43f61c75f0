// The app contexts in app-contexts.json were made in JavaScript, Python and Rust. Each language
// decrypts all, and makes its own again. axum.test.js runs the tests in Rust.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { decryptAppContext } from "../../js/server/index.js";
import { seal } from "../../js/simulator/server/seal-app-context.js";
import { missingPython } from "../../scripts/backends/python.js";
import { root } from "../../scripts/process/command.js";
import { runPythonTests } from "./support/python.js";

const vectors = JSON.parse(readFileSync(join(root, "tests/backends/app-contexts.json"), "utf8"));
const { client_id: clientId, client_secret: clientSecret, now } = vectors;
const app = { clientId, clientSecret, now };

/** @param {string} hex */
const bytesOf = (hex) => new Uint8Array(Buffer.from(hex, "hex"));

describe("app contexts in JavaScript", () => {
  it("are in the file for all three languages", () => {
    const languages = new Set(vectors.valid.map((/** @type {any} */ { made_by }) => made_by));
    assert.deepEqual([...languages].sort(), ["javascript", "python", "rust"]);
  });

  for (const { name, made_by, iv, additional_data, content, context } of vectors.valid) {
    it(`are decrypted: ${name}`, async () => {
      assert.deepEqual(await decryptAppContext(context, app), JSON.parse(content));
      if (made_by !== "javascript") return;
      const options = { clientSecret, iv: bytesOf(iv), additionalData: bytesOf(additional_data) };
      assert.equal((await seal(content, options)).toString("base64"), context);
    });
  }

  for (const { name, context, error } of vectors.refused) {
    it(`are refused: ${name}`, async () => {
      await assert.rejects(decryptAppContext(context, app), { name: "ZoomTokenError", error });
    });
  }
});

describe("app contexts in Python", { skip: missingPython() ?? false, timeout: 300_000 }, () => {
  it("are decrypted, made and refused as the file says", async () => {
    const printed = await runPythonTests("app_context_test.py");
    assert.match(printed, /\nRan 4 tests in [\d.]+s\n\nOK\n$/);
  });
});
