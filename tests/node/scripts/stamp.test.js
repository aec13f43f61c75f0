// Which builds npm start and npm test skip as up to date.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

import { unlessBuilt } from "../../../scripts/build/stamp.js";

describe("unlessBuilt", () => {
  /** @type {string} */
  let folder;
  /** @type {number} */
  let builds;
  const write = (/** @type {string} */ file, /** @type {string} */ text) =>
    writeFileSync(join(folder, file), text);

  async function build() {
    builds++;
    mkdirSync(join(folder, "out"), { recursive: true });
    write("out/first.js", readFileSync(join(folder, "in/first.txt"), "utf8"));
    write("out/second.js", "second");
  }
  const files = () => ({ inputs: ["in", "absent"], outputs: ["out"], folder });
  const buildIfNeeded = (run = build) => unlessBuilt("it", files(), run);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "zoom-pkce-stamp-"));
    mkdirSync(join(folder, "in"));
    write("in/first.txt", "first");
    write("in/second.txt", "second");
    builds = 0;
    await buildIfNeeded();
    assert.equal(builds, 1);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("does not build again if nothing has changed", async () => {
    await buildIfNeeded();
    assert.equal(builds, 1);
  });

  it("builds once for several calls at the same time, and all of them wait for it", async () => {
    write("in/first.txt", "other");
    let hasEnded = false;
    const slowBuild = async () => {
      await build();
      await sleep(50);
      hasEnded = true;
    };
    await Promise.all([
      buildIfNeeded(slowBuild),
      buildIfNeeded(slowBuild).then(() => assert.ok(hasEnded)),
      buildIfNeeded(slowBuild).then(() => assert.ok(hasEnded)),
    ]);
    assert.equal(builds, 2);
  });

  it("builds once for several processes, whose reading is not disturbed by the build", async () => {
    const script = `
      import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
      import { unlessBuilt } from ${JSON.stringify(new URL("../../../scripts/build/stamp.js", import.meta.url).href)};
      await unlessBuilt("it", { inputs: ["in"], outputs: ["out"], folder: "." }, async () => {
        appendFileSync("builds", "x");
        rmSync("out", { recursive: true });
        mkdirSync("out");
        for (let i = 0; i < 200; i++) writeFileSync("out/" + i, "made");
      });`;
    write("in/first.txt", "other");
    const processes = [1, 2, 3, 4].map(() =>
      promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], { cwd: folder }),
    );
    await Promise.all(processes);
    assert.equal(readFileSync(join(folder, "builds"), "utf8"), "x");
  });

  it("takes over the lock of a process that was killed during a build", async () => {
    write("in/first.txt", "other");
    const lock = join(folder, "target/stamps/it.lock");
    mkdirSync(lock);
    const minutesAgo = new Date(Date.now() - 120_000);
    utimesSync(lock, minutesAgo, minutesAgo);
    await buildIfNeeded();
    assert.equal(builds, 2);
    assert.ok(!existsSync(lock));
  });

  /** @type {[string, () => void][]} */
  const changes = [
    ["an input has changed", () => write("in/first.txt", "other")],
    ["an input is new", () => write("in/third.txt", "")],
    ["an input is gone", () => rmSync(join(folder, "in/second.txt"))],
    ["an input that was missing exists", () => write("absent", "")],
    ["another program has changed an output", () => write("out/second.js", "foreign")],
    ["an output is gone", () => rmSync(join(folder, "out/second.js"))],
    ["all outputs are gone", () => rmSync(join(folder, "out"), { recursive: true })],
  ];
  for (const [name, change] of changes) {
    it(`builds again, once, if ${name}`, async () => {
      change();
      await buildIfNeeded();
      assert.equal(builds, 2);
      await buildIfNeeded();
      assert.equal(builds, 2);
    });
  }

  it("builds again after a failed build", async () => {
    write("in/first.txt", "other");
    const fail = async () => {
      await build();
      throw new Error("it failed");
    };
    await assert.rejects(buildIfNeeded(fail), /it failed/);
    await assert.rejects(buildIfNeeded(fail), /it failed/);
    await buildIfNeeded();
    assert.equal(builds, 4);
    await buildIfNeeded();
    assert.equal(builds, 4);
  });

  it("builds again if an input has changed during the build", async () => {
    write("in/first.txt", "other");
    await buildIfNeeded(async () => {
      await build();
      write("in/first.txt", "meanwhile");
    });
    await buildIfNeeded();
    assert.equal(builds, 3);
    assert.equal(readFileSync(join(folder, "out/first.js"), "utf8"), "meanwhile");
  });
});
