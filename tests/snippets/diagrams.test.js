// Draws the diagrams of the documents with Mermaid in Chromium, as GitHub does.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { ensureNpmPackages } from "../../scripts/install/tools.js";
import { root } from "../../scripts/process/command.js";
import { executablePath, launchChromium } from "../browser/support/chromium.js";
import { blocksFor } from "../support/blocks.js";

const project = join(root, "tests/snippets/project");
const skip = executablePath ? false : "Chromium is not installed";

describe("the diagrams of the documents", { skip, timeout: 300_000 }, () => {
  /** @type {import("playwright-core").Browser} */
  let browser;
  /** @type {import("playwright-core").Page} */
  let page;

  before(async () => {
    await ensureNpmPackages(project);
    browser = await launchChromium();
    page = await browser.newPage();
    const script = join(project, "node_modules/mermaid/dist/mermaid.min.js");
    await page.addScriptTag({ content: readFileSync(script, "utf8") });
  });
  after(() => browser?.close());

  for (const { name, code } of blocksFor("tests/snippets/diagrams.test.js")) {
    it(`is drawn: ${name}`, async () => {
      const svg = await page.evaluate(async (text) => {
        const { mermaid } = /** @type {any} */ (globalThis);
        mermaid.initialize({ startOnLoad: false });
        return (await mermaid.render("diagram", text)).svg;
      }, code);
      assert.match(svg, /^<svg/);
      assert.doesNotMatch(svg, /Syntax error/);
    });
  }
});
