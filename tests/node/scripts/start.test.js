// npm start, run as a child process. npm test has built everything before.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { describe, it } from "node:test";

import { root } from "../../../scripts/process/command.js";

/** @param {string} port */
function start(port) {
  // Without these settings the demo uses a simulated Zoom, even if this machine has settings.
  const zoom = { ZOOM_CLIENT_ID: "", ZOOM_CLIENT_SECRET: "", ZOOM_REDIRECT_URI: "" };
  const child = spawn(process.execPath, ["scripts/start.js"], {
    cwd: root,
    env: { ...process.env, ...zoom, PORT: port },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const started = { child, output: "", ended: once(child, "close") };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk) => (started.output += chunk));
  }
  return started;
}

/**
 * Waits for the address that `npm start` prints.
 *
 * @param {ReturnType<typeof start>} started
 * @returns {Promise<string>}
 */
async function address(started) {
  for (;;) {
    const url = /http:\/\/localhost:\d+\//.exec(started.output)?.[0];
    if (url) return url;
    const event = await Promise.race([once(started.child.stdout, "data"), started.ended.then(() => "ended")]);
    assert.notEqual(event, "ended", started.output);
  }
}

describe("npm start", () => {
  it("serves the demo until it is stopped, and builds nothing the second time", async () => {
    for (const isSecond of [false, true]) {
      const started = start("0");
      try {
        const url = await address(started);
        // Each step of a build prints a line that ends so.
        if (isSecond) assert.doesNotMatch(started.output, /…$/m);
        const response = await fetch(url);
        assert.equal(response.status, 200);
        assert.match(await response.text(), /demo\.js/);
        assert.equal((await fetch(`${url}demo.js`)).status, 200);
      } finally {
        started.child.kill("SIGTERM");
      }
      assert.deepEqual(await started.ended, [0, null], started.output);
    }
  });

  it("exits with a message if the chosen port is in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = /** @type {import("node:net").AddressInfo} */ (other.address());
    try {
      const started = start(String(port));
      assert.deepEqual(await started.ended, [1, null]);
      assert.match(started.output, new RegExp(`Port ${port} is in use\\. .*PORT=\\d+ npm start`));
      assert.doesNotMatch(started.output, /^ +at /m, "no stack");
    } finally {
      other.close();
    }
  });
});
