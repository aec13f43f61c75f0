// The commands of CONTRIBUTING.md and RELEASING.md. Those that build or test everything are looked
// up: this test is a part of them. The others are run.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { root } from "../../scripts/process/command.js";
import { packCrate, packNpm } from "../../scripts/release/dry-runs.js";
import { describeSuites, select, selectExtent } from "../../scripts/test/select.js";
import { blocksFor } from "../support/blocks.js";
import { runShell } from "./support/shell.js";

/** @import { Extent } from "../../scripts/test/select.js" */

const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const lines = blocksFor("tests/snippets/contributing.test.js").flatMap(({ name, code }) =>
  code.split("\n").map((line) => ({ name, command: line.replace(/ +#.*$/, "") })),
);

/** @param {string} command */
const run = (command) => runShell(command, { cwd: root, env: { NODE_TEST_CONTEXT: undefined } });

describe("the commands of contributors and maintainers", { timeout: 600_000 }, () => {
  for (const { name, command } of lines) {
    it(`${command} (${name})`, async () => {
      const [, script, args] = /^(?:CI=true )?npm (?:run )?(\w+)(?: -- (.+))?$/.exec(command) ?? [];
      if (args === "--list") assert.ok((await run(command)).includes(describeSuites()));
      else if (script) {
        assert.ok(scripts[script], "the script exists");
        const extent = /^--(quick|all)$/.exec(args ?? "")?.[1];
        if (extent) assert.ok(selectExtent(/** @type {Extent} */ (extent)).length > 0);
        else if (args) assert.ok(select(args.split(" ")).length > 0);
      } else if (command.startsWith("node --test ")) {
        assert.match(await run(command.replace("--test ", "--test --test-reporter=tap ")), /^# pass [1-9]/m);
      } else if (command.startsWith("cargo test ")) {
        assert.match(await run(command), /^test result: ok\. [1-9]/m);
      } else {
        assert.match(command, /^node scripts\/release\.js check v\d+\.\d+\.\d+$/);
        // Compiling the packed crate takes minutes. The checkout may have changes.
        await packCrate(["--no-verify", "--allow-dirty"]);
        assert.match(await packNpm(), /zoom-pkce-\d+\.\d+\.\d+\.tgz/);
      }
    });
  }
});
