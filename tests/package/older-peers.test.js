// The packed package beside the oldest peers that package.json allows: npm installs it, the hook can
// be imported, and the simulated Zoom works. tests/browser/react.test.js runs the hook.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";

import { installPacked } from "../../scripts/build/packed.js";
import { root } from "../../scripts/process/command.js";

const project = join(root, "tests/package/older-peers");

describe("older peers", { timeout: 300_000 }, () => {
  it("are accepted by npm, and the package works with them", async () => {
    await installPacked(project);
    const { stdout } = await promisify(execFile)(process.execPath, ["sign-in.js"], { cwd: project });
    const { scopes, hook, status } = JSON.parse(stdout);
    assert.equal(scopes.length, 4);
    for (const scope of scopes) assert.match(scope, /user:read:user/);
    assert.equal(hook, "function");
    assert.equal(status, "idle");
  });
});
