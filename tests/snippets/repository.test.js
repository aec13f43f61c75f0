// Starts what the documents start from the repository's root. Everything that it builds has been
// built by npm test before.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { root } from "../../scripts/process/command.js";
import { blocksFor } from "../support/blocks.js";
import { runShell } from "./support/shell.js";

const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Without these settings the commands use a simulated Zoom. */
const ENV = { PORT: "0", ZOOM_CLIENT_ID: "", ZOOM_CLIENT_SECRET: "", ZOOM_REDIRECT_URI: "", NO_COLOR: "1" };

const lines = blocksFor("tests/snippets/repository.test.js").flatMap(({ name, code }) =>
  code.split("\n").map((command) => ({ name, command })),
);

describe("from the repository's root", { timeout: 600_000 }, () => {
  for (const { name, command } of lines) {
    if (/^npm test\b/.test(command)) {
      // This test is a part of it.
      it(`there is a script: ${command}`, () => assert.ok(scripts.test));
      continue;
    }
    it(`a page is served: ${command} (${name})`, async () => {
      await runShell(command, {
        cwd: root,
        env: ENV,
        serves: /http:\/\/(?:localhost|127\.0\.0\.1):\d+\//,
        async use(output) {
          const [url = ""] = /http:\/\/(?:localhost|127\.0\.0\.1):\d+\//.exec(output) ?? [];
          assert.match(await (await fetch(url)).text(), /<!doctype html>/i);
        },
      });
    });
  }
});
