// AGENTS.md and llms.txt are short, and say what the other documents say.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { root } from "../../../scripts/process/command.js";
import { blocksOf } from "../../support/blocks.js";

const read = (/** @type {string} */ file) => readFileSync(join(root, file), "utf8");

for (const file of ["AGENTS.md", "llms.txt"]) {
  describe(file, () => {
    it("is short: it fits into the context of any tool", () => {
      assert.ok(read(file).length < 6000, `${read(file).length} characters`);
    });

    it("has the snippets of the README", () => {
      const readme = blocksOf("README.md").map(({ code }) => code);
      const snippets = blocksOf(file).filter(({ code }) => !code.startsWith("npx zoom-pkce "));
      assert.ok(snippets.length >= 3);
      for (const { name, code } of snippets) assert.ok(readme.includes(code), name);
    });

    it("names the three traps", () => {
      assert.equal(read(file).match(/^\d\. \*\*/gm)?.length, 3);
    });

    it("links to every document for people who use the package", () => {
      const links = [...read(file).matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
      for (const link of links) assert.ok(existsSync(join(root, link)), link);
      const { files } = JSON.parse(read("package.json"));
      for (const link of links) assert.ok([...files, "README.md"].includes(link.split("/")[0]), link);
      for (const name of [
        "flow",
        "errors",
        "backends",
        "browser",
        "frameworks",
        "simulator",
        "testing",
        "doctor",
      ]) {
        assert.ok(links.includes(`docs/${name}.md`), name);
      }
    });
  });
}

it("both have the same traps", () => {
  const traps = (/** @type {string} */ file) => /^1\. \*\*[^]*?(?=\n\n)/m.exec(read(file))?.[0];
  assert.equal(traps("AGENTS.md"), traps("llms.txt"));
});
