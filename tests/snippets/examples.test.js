// Runs the commands in the READMEs of the examples as they stand, each in a copy of its example.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { startSimulatedZoom } from "zoom-pkce/simulator/server";

import { buildApp } from "../../examples/rust-front-end/build.js";
import { missingPython } from "../../scripts/backends/python.js";
import { missingRedis, startRedis } from "../../scripts/backends/redis.js";
import { ensureWasmTools } from "../../scripts/install/tools.js";
import { captureOutput, root } from "../../scripts/process/command.js";
import { freePort } from "../../scripts/process/server-process.js";
import { blocksFor } from "../support/blocks.js";
import { startRegistry } from "./support/registry.js";
import { makeFolder, runShell } from "./support/shell.js";

/** @import { Block } from "../support/blocks.js" */

/**
 * @typedef {object} Example
 * @property {string} folder in examples/
 * @property {string} [containing] what tells its block from others of the same document
 * @property {string | false} [skip]
 * @property {(code: string, example: Example) => Promise<void>} run
 */

const PAGE = "https://app.example.com/";

/** The values of this test, for settings that a block leaves open. @type {Record<string, string>} */
const CLIENT = {
  ZOOM_CLIENT_ID: "simulated-client-id",
  ZOOM_CLIENT_SECRET: "simulated-client-secret",
  ZOOM_ACCOUNT_ID: "an-account",
};

/** @type {Awaited<ReturnType<typeof startRegistry>>} */
let registry;
/** @type {Awaited<ReturnType<typeof startRedis>> | undefined} */
let redis;
/** @type {Awaited<ReturnType<typeof startSimulatedZoom>>} */
let zoom;

const settings = () => ({
  npm_config_registry: registry.url,
  NEXT_TELEMETRY_DISABLED: "1",
  NO_COLOR: "1",
  ...CLIENT,
  ZOOM_REDIRECT_URI: PAGE,
  ZOOM_AUTHORIZE_URL: `${zoom.url}/oauth/authorize`,
  ZOOM_TOKEN_URL: `${zoom.url}/oauth/token`,
  ZOOM_API_URL: `${zoom.url}/v2`,
  SESSION_SECRET: "s".repeat(32),
  VERIFIER_SECRET: "v".repeat(32),
  REDIS_URL: redis?.url,
});

/** @param {Example} example */
const copy = ({ folder }) => makeFolder(folder, `examples/${folder}`);

/**
 * Runs a block to its end, or until its server is ready. A port in the block becomes a free one, and
 * `…` a value of this test.
 *
 * @param {RegExp} [serves]
 * @returns {Example["run"]}
 */
const run = (serves) => async (code, example) => {
  const port = await freePort();
  const commands = code
    .replace("--port 3000", `--port ${port}`)
    .replaceAll(/(\w+)=…/g, (_, name) => `${name}=${CLIENT[name]}`);
  await runShell(commands, { cwd: copy(example), env: { ...settings(), PORT: String(port) }, serves });
};

/** Waits until a server answers. @param {string} url */
async function answers(url) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const status = await fetch(url).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    await sleep(100);
  }
  assert.fail(`${url} does not answer`);
}

/**
 * Runs each line by itself; one that serves is ended before the next.
 *
 * @param {string} code
 * @param {Example} example
 */
async function runLines(code, example) {
  const cwd = copy(example);
  for (const line of code.split("\n")) {
    const serves = /^npm (run dev|start)/.test(line) ? /http:\/\/(?:localhost|127\.0\.0\.1):\d+/ : undefined;
    await runShell(line, { cwd, env: { ...settings(), PORT: String(await freePort()) }, serves });
  }
  assert.ok(existsSync(join(cwd, "dist/index.html")));
}

/** @param {string} code @param {Example} example */
async function runRustFrontEnd(code, { folder }) {
  // Its path to the crate is relative, so it is built in its own folder, with the same output.
  await buildApp();
  const env = await ensureWasmTools();
  await runShell(code, { cwd: join(root, "examples", folder), env });
}

/**
 * Compiling takes minutes, so only cargo's reading of the project is checked.
 *
 * @param {string} code
 * @param {Example} example
 */
async function checkCargoRun(code, { folder }) {
  assert.equal(code, "cargo run --release");
  const manifest = join(root, "examples", folder, "Cargo.toml");
  const args = ["metadata", "--locked", "--no-deps", "--format-version=1", "--manifest-path", manifest];
  const [{ targets }] = JSON.parse(captureOutput("cargo", args).output).packages;
  const programs = targets.filter((/** @type {{ kind: string[] }} */ { kind }) => kind.includes("bin"));
  assert.equal(programs.length, 1, "`cargo run` needs no name of a program");
}

const noRedis = missingRedis() ?? false;

/** @type {Example[]} */
const EXAMPLES = [
  {
    folder: "backends/account-token",
    containing: "ZOOM_ACCOUNT_ID",
    skip: noRedis,
    run: run(/The account belongs to Simulated User/),
  },
  { folder: "backends/next", containing: "npm run build", run: run(/Ready in/) },
  {
    folder: "backends/fastapi",
    containing: "uvicorn",
    skip: missingPython() ?? noRedis,
    run: run(/Application startup complete/),
  },
  { folder: "backends/axum", containing: "cargo run", run: checkCargoRun },
  { folder: "backends/express", skip: noRedis, run: run(/Listening at/) },
  { folder: "react-zoom-app", run: runLines },
  { folder: "rust-front-end", run: runRustFrontEnd },
  { folder: "slim-vite", run: run() },
  {
    folder: "slim-worker",
    run: async (code, example) => {
      const use = () => answers("http://127.0.0.1:8787/");
      await runShell(code, { cwd: copy(example), env: settings(), serves: /> workerd serve/, use });
    },
  },
];

/** @param {Block} block */
const exampleOf = ({ file, code }) =>
  EXAMPLES.find(
    ({ folder, containing = "" }) =>
      file === `examples/${folder.split("/")[0]}/README.md` && code.includes(containing),
  );

describe("the commands in the README of the example", { timeout: 900_000, concurrency: 2 }, () => {
  before(async () => {
    registry = await startRegistry();
    if (!noRedis) redis = await startRedis();
    zoom = await startSimulatedZoom({ redirectUris: [PAGE] });
  });
  after(async () => {
    registry?.close();
    await redis?.stop();
    await zoom?.close();
  });

  for (const block of blocksFor("tests/snippets/examples.test.js")) {
    const example = exampleOf(block);
    it(`${example?.folder} work (${block.name})`, { skip: example?.skip }, async () => {
      assert.ok(example, "no example runs this block");
      await example.run(block.code, example);
    });
  }
});
