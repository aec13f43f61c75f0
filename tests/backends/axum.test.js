// Runs the own tests of the axum backend, which cover its session and the app context.

import assert from "node:assert/strict";
import { join } from "node:path";
import { it } from "node:test";

import { command, root } from "../../scripts/process/command.js";
import { countRust } from "../../scripts/test/suites.js";

it("the backend on axum passes its own tests", { timeout: 600_000 }, async () => {
  const cwd = join(root, "examples/backends/axum");
  const { output } = await command("Testing the backend on axum", "cargo", ["test", "--locked"], { cwd });
  const { passed, failed } = countRust(output);
  assert.ok(passed > 0 && failed === 0, output);
});
