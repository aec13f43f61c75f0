// What npm start and npm test take for built.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

import { unlessBuilt } from "../../../scripts/build/stamp.js";

describe("a build", () => {
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
  const ask = (how = build) => unlessBuilt("it", { inputs: ["in", "absent"], outputs: ["out"], folder }, how);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "zoom-pkce-stamp-"));
    mkdirSync(join(folder, "in"));
    write("in/first.txt", "first");
    write("in/second.txt", "second");
    builds = 0;
    await ask();
    assert.equal(builds, 1);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is done once", async () => {
    await ask();
    assert.equal(builds, 1);
  });

  it("is done by one of those who want it at the same time, and the others wait for it", async () => {
    write("in/first.txt", "other");
    let ended = false;
    const slow = async () => {
      await build();
      await sleep(50);
      ended = true;
    };
    await Promise.all([
      ask(slow),
      ask(slow).then(() => assert.ok(ended)),
      ask(slow).then(() => assert.ok(ended)),
    ]);
    assert.equal(builds, 2);
  });

  it("is done by one process of several, and none of them stumbles over what another one makes", async () => {
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
    const ends = [1, 2, 3, 4].map(() =>
      promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], { cwd: folder }),
    );
    await Promise.all(ends);
    assert.equal(readFileSync(join(folder, "builds"), "utf8"), "x");
  });

  it("does not wait for a process that was killed while it built", async () => {
    write("in/first.txt", "other");
    const lock = join(folder, "target/stamps/it.lock");
    mkdirSync(lock);
    const minutesAgo = new Date(Date.now() - 120_000);
    utimesSync(lock, minutesAgo, minutesAgo);
    await ask();
    assert.equal(builds, 2);
    assert.ok(!existsSync(lock));
  });

  /** @type {[string, () => void][]} */
  const changes = [
    ["an input changed", () => write("in/first.txt", "other")],
    ["an input is new", () => write("in/third.txt", "")],
    ["an input is gone", () => rmSync(join(folder, "in/second.txt"))],
    ["an input that was not there is", () => write("absent", "")],
    ["somebody else changed an output", () => write("out/second.js", "foreign")],
    ["an output is gone", () => rmSync(join(folder, "out/second.js"))],
    ["all outputs are gone", () => rmSync(join(folder, "out"), { recursive: true })],
  ];
  for (const [name, change] of changes) {
    it(`is done again, and once, when ${name}`, async () => {
      change();
      await ask();
      assert.equal(builds, 2);
      await ask();
      assert.equal(builds, 2);
    });
  }

  it("that failed is done again", async () => {
    write("in/first.txt", "other");
    const fail = async () => {
      await build();
      throw new Error("it failed");
    };
    await assert.rejects(ask(fail), /it failed/);
    await assert.rejects(ask(fail), /it failed/);
    await ask();
    assert.equal(builds, 4);
    await ask();
    assert.equal(builds, 4);
  });

  it("whose input changed while it ran is done again", async () => {
    write("in/first.txt", "other");
    await ask(async () => {
      await build();
      write("in/first.txt", "meanwhile");
    });
    await ask();
    assert.equal(builds, 3);
    assert.equal(readFileSync(join(folder, "out/first.js"), "utf8"), "meanwhile");
  });
});
