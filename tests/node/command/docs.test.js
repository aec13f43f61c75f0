// The commands of docs/doctor.md run.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { blocksFor } from "../../support/blocks.js";
import { runCommand } from "./run.js";

const commands = blocksFor("tests/node/command/docs.test.js").flatMap(({ name, code }) =>
  code
    .split("\n")
    .filter((line) => line.startsWith("npx zoom-pkce explain "))
    .map((line) => ({ name, line })),
);

/** @param {string} line @returns {string[]} the arguments, of which some are in single quotes */
const argumentsOf = (line) =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain).slice(2);

describe("the commands of docs/doctor.md", { timeout: 60_000 }, () => {
  it("are found", () => assert.ok(commands.length > 0));

  for (const { name, line } of commands) {
    it(`${name}: ${line}`, async () => {
      const { code, stderr } = await runCommand(argumentsOf(line));
      assert.deepEqual([code, stderr], [0, ""]);
    });
  }
});
