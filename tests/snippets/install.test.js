// Runs the commands of README.md and docs/simulator.md that install the package, start the simulated
// Zoom and end its tokens, in an empty project.

import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { blocksFor } from "../support/blocks.js";
import { startZoom } from "../node/simulator/server-helpers.js";
import { startRegistry } from "./support/registry.js";
import { makeFolder, runShell } from "./support/shell.js";

const blocks = blocksFor("tests/snippets/install.test.js");

describe("in an empty project, the commands of the documents", { timeout: 300_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startRegistry>>} */
  let registry;
  /** @type {string} */
  let cwd;
  const isInstalled = (/** @type {string} */ name) => existsSync(join(cwd, "node_modules", name));

  before(async () => {
    registry = await startRegistry();
    cwd = makeFolder("install");
    writeFileSync(join(cwd, "package.json"), '{ "private": true }');
  });
  after(() => registry?.close());

  for (const { name, code } of blocks.filter((block) => block.code.startsWith("npm install"))) {
    const serves = /^npx zoom-pkce-simulator /m.test(code);
    it(`${serves ? "install and start the simulated Zoom" : "install the package"}: ${name}`, async () => {
      const env = { npm_config_registry: registry.url };
      if (!serves) {
        await runShell(code, { cwd, env });
        assert.ok(isInstalled("zoom-pkce") && isInstalled("@zoom/appssdk"));
        return;
      }
      await runShell(`${code} --port 0 --redirect-uri http://localhost:3000/`, {
        cwd,
        env,
        serves: /^ {2}URL +\S+$/m,
        async use(output) {
          const [, url = ""] = /^ {2}URL +(\S+)$/m.exec(output) ?? [];
          const answer = await fetch(`${url}/oauth/token`, { method: "POST" });
          assert.equal(answer.status, 400);
          const isInFront = code.includes("--app ");
          assert.equal((await fetch(url)).status, isInFront ? 502 : 404, "no app is running");
        },
      });
    });
  }

  for (const { name, code } of blocks.filter((block) => block.code.includes("/simulator/end-"))) {
    it(`end tokens: ${name}`, async (t) => {
      const zoom = await startZoom(t, {});
      const address = "http://127.0.0.1:4010";
      assert.ok(code.includes(address));
      // Each command fails unless the answer has a status of success.
      const commands = code.replaceAll(address, zoom.url).replaceAll("curl ", "curl --fail --silent ");
      assert.equal(commands.match(/^curl /gm)?.length, 2);
      await runShell(commands, { cwd });
    });
  }
});
