// The packed package under jsdom, with the `fetch` of Node 22 and 24: signals, URLs and forms of one
// realm meet the `fetch` of another. Vitest runs project/app.js.

import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { before, describe, it } from "node:test";

import { installPacked } from "../../scripts/build/packed.js";
import { command, root } from "../../scripts/process/command.js";
import { freePort } from "../../scripts/process/server-process.js";
import { createTokenHandler } from "../../js/server/index.js";
import { toNodeListener } from "../../js/server/node/listener.js";
import { CLIENT_ID, CLIENT_SECRET, startZoom } from "../node/simulator/server-helpers.js";

const folder = join(root, "target/realms");
const REDIRECT_URI = "http://localhost:5173/";

before(async () => {
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) {
    if (file !== "node_modules") rmSync(join(folder, file), { recursive: true });
  }
  cpSync(join(root, "tests/realms/project"), folder, { recursive: true });
  await installPacked(folder);
});

/**
 * Starts the backend of the app: `/ok`, `/silent`, and `/token` with the handler of the package.
 *
 * @param {import("node:test").TestContext} t
 * @param {string} tokenUrl
 */
async function startBackend(t, tokenUrl) {
  const token = createTokenHandler({
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    allowedRedirectUris: [REDIRECT_URI],
    tokenUrl,
    onTokens: ({ scope }) => ({ scope }),
    onError: console.error,
  });
  const listener = toNodeListener(
    async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/silent") return new Promise(() => {});
      return pathname === "/token" ? token(request) : Response.json({ ok: true });
    },
    { onError: console.error },
  );
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
}

describe("under jsdom", () => {
  for (const version of ["22", "24"]) {
    const node = join(root, "target/realms/node_modules", `node${version}`, "bin/node");
    it(
      `with Node ${version}: forwards, signs in with the simulator, and exchanges a code`,
      { timeout: 120_000 },
      async (t) => {
        if (!existsSync(node)) return t.skip("its binary is for Linux on x64");
        const zoom = await startZoom(t, { redirectUris: [REDIRECT_URI] });
        const env = {
          NO_COLOR: "1",
          BACKEND: await startBackend(t, zoom.tokenUrl),
          CLOSED: `http://127.0.0.1:${await freePort()}/`,
          ZOOM: zoom.url,
          REDIRECT_URI,
        };
        const { status, output } = await command(
          `Running the app's tests with Node ${version}`,
          node,
          ["node_modules/vitest/vitest.mjs", "run"],
          { cwd: folder, env, allowFailure: true },
        );
        assert.equal(status, 0, output);
        assert.match(output, /Tests +7 passed/);
      },
    );
  }
});
