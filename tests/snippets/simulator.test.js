// Runs what docs/simulator.md shows of the web's authorization and of the app's context.

import assert from "node:assert/strict";
import { join } from "node:path";
import { before, describe, it } from "node:test";

import { decryptAppContext } from "../../js/server/index.js";
import { buildAll } from "../../scripts/build/index.js";
import { root } from "../../scripts/process/command.js";
import { serve } from "../node/server/helpers.js";
import { startZoom } from "../node/simulator/server-helpers.js";
import { blocksFor } from "../support/blocks.js";
import { runShell } from "./support/shell.js";

const blocks = blocksFor("tests/snippets/simulator.test.js");
const SIMULATED = { clientId: "simulated-client-id", clientSecret: "simulated-client-secret" };

/** @param {string} text that only this block contains */
function codeWith(text) {
  const [{ code }, ...more] = blocks.filter((block) => block.code.includes(text));
  assert.deepEqual(more, []);
  return code;
}

describe("docs/simulator.md", { timeout: 300_000 }, () => {
  before(() => buildAll());

  it("adds the app as from the Marketplace", async (t) => {
    const zoom = await startZoom(t, { ...SIMULATED, redirectUris: ["http://localhost:3000/"] });
    const code = codeWith("# Adds the app").replace("http://127.0.0.1:4010", zoom.url);
    const output = await runShell(code.replace("curl ", "curl --silent "), { cwd: root });
    assert.match(output, /^HTTP\/1\.1 302 /m);
    assert.match(output, /^location: http:\/\/localhost:3000\/\?code=[^&]+\r$/im);
  });

  it("prints a context, and opens the app as a guest", async (t) => {
    /** @type {(string | string[] | undefined)[]} */
    const received = [];
    const app = await serve(t, ({ headers }, response) => {
      received.push(headers["x-zoom-app-context"]);
      response.end();
    });
    const program = `"${process.execPath}" "${join(root, "dist/simulator-command.js")}"`;
    const code = codeWith("--context typ=meeting")
      .replaceAll("npx zoom-pkce-simulator", program)
      .replace("http://localhost:3000/", app)
      .replace("curl ", "curl --silent ");
    const output = await runShell(code, { cwd: root });
    const [, header = ""] = /^x-zoom-app-context: (\S+)$/im.exec(output) ?? [];
    const { typ, mid } = await decryptAppContext(header, SIMULATED);
    assert.deepEqual([typ, mid], ["meeting", "a-meeting"]);
    assert.equal((await decryptAppContext(String(received[0]), SIMULATED)).uid, undefined);
  });
});
