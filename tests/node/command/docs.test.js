// The commands of the documents run: those for a site against a healthy one.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { blocksFor } from "../../support/blocks.js";
import { runCommand } from "./run.js";
import { CLIENT_SECRET, healthySite, startSite } from "./site.js";

const commands = blocksFor("tests/node/command/docs.test.js").flatMap(({ name, code }) =>
  code.split("\n").map((line) => ({ name, line })),
);

/** @param {string} line @returns {string[]} the arguments, of which some are in single quotes */
const argumentsOf = (line) => {
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
  return words.slice(words.indexOf("zoom-pkce") + 1);
};

describe("the commands of the documents", { timeout: 60_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startSite>>} */
  let site;
  before(async () => {
    site = await startSite(healthySite());
  });
  after(() => site.close());

  it("are found", () => assert.ok(commands.length >= 4));

  for (const { name, line } of commands) {
    it(`${name}: ${line}`, async () => {
      assert.match(line, /^(ZOOM_CLIENT_SECRET=… )?npx zoom-pkce /);
      const args = argumentsOf(line).map((arg) =>
        arg
          .replace(
            /^https:\/\/app\.example\.com\/(?=$)/,
            line.includes(" doctor ") ? `${site.origin}/` : "$&",
          )
          .replace("http://127.0.0.1:4010/oauth/token", site.tokenUrl),
      );
      const { code, stdout, stderr } = await runCommand(args, { env: { ZOOM_CLIENT_SECRET: CLIENT_SECRET } });
      assert.deepEqual([code, stderr], [0, ""], stdout);
    });
  }
});
