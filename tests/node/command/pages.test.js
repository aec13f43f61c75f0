// The pages that the command names exist, with their headings, and are in the package.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";

import { BROWSER_ERROR_TEXTS } from "../../../js/browser/error-texts.js";
import { CLIENT_ERROR_TEXTS } from "../../../js/command/explain/client-error-texts.js";
import { PAGES, errorPage } from "../../../js/command/shared/pages.js";
import { root } from "../../../scripts/process/command.js";

/** @param {string} file @returns {string[]} the anchors of its headings, as code hosts make them */
const anchorsOf = (file) =>
  [...readFileSync(join(root, file), "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-"),
  );

const codes = Object.keys({ ...CLIENT_ERROR_TEXTS, ...BROWSER_ERROR_TEXTS, wasm_load_failed: 0 });

for (const page of [...Object.values(PAGES), ...codes.map(errorPage)]) {
  it(`${page} exists`, () => {
    const [file, anchor] = page.split("#");
    const anchors = anchorsOf(file);
    if (anchor) assert.ok(anchors.includes(anchor), anchors.join(", "));
    const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    assert.ok([...files, "README.md"].includes(file.split("/")[0]), "it is in the package");
  });
}
