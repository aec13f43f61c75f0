// How the scripts run other programs.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { root } from "../../../scripts/process/command.js";

describe("command", () => {
  it("leaves no program behind if another one fails", async () => {
    const folder = mkdtempSync(join(tmpdir(), "zoom-pkce-command-"));
    const file = join(folder, "pid");
    const waiting = `fs.writeFileSync(${JSON.stringify(file)}, String(process.pid)); setTimeout(() => {}, 60_000)`;
    const failing = `setInterval(() => fs.existsSync(${JSON.stringify(file)}) && process.exit(1), 20)`;
    const script = `
      import { command } from "./scripts/process/command.js";
      import { run } from "./scripts/process/report.js";
      const node = (description, script) => command(description, process.execPath, ["-e", script]);
      await run(() => Promise.all([
        node("Waiting", ${JSON.stringify(waiting)}),
        node("Failing", ${JSON.stringify(failing)}),
      ]));`;
    const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      cwd: root,
      encoding: "utf8",
    });
    assert.deepEqual([status, existsSync(file)], [1, true], stderr);
    assert.match(stderr, /Failing: failed/);
    const pid = Number(readFileSync(file, "utf8"));
    for (let tries = 0; tries < 200 && isRunning(pid); tries++) await sleep(20);
    assert.ok(!isRunning(pid));
    rmSync(folder, { recursive: true });
  });
});

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
