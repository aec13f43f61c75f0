// The packed package in the unit tests of an app: Jest and Vitest run the files of docs/testing.md
// under a simulated DOM. The component in app/ signs in with the simulator, its server and the
// package's token handler. The tests of Create React App are in the project that the bundlers' tests
// build.

import assert from "node:assert/strict";
import { once } from "node:events";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, it } from "node:test";

import { installPacked } from "../../scripts/build/packed.js";
import { command, root } from "../../scripts/process/command.js";
import { createTokenHandler } from "../../js/server/index.js";
import { toNodeListener } from "../../js/server/node/listener.js";
import { buildCreateReactApp } from "../bundlers/support/app.js";
import { blocksFor } from "../support/blocks.js";
import { CLIENT_ID, CLIENT_SECRET, startZoom } from "../node/simulator/server-helpers.js";
import { startAppSite } from "../support/app-site.js";

const HERE = join(root, "tests/unit-tests");

/** The pages of Jest, and of Vitest. */
const REDIRECT_URIS = ["http://localhost/", "http://localhost:3000/"];

/** The files of docs/testing.md, each with a text that only this block of the document contains. */
const FILES = {
  "setup.js": "globalThis.ImageData",
  "sign-in.test.jsx": "startSimulator",
  "vitest.config.mjs": "vitest/config",
  "jest.config.js": "testEnvironment",
};

/** The same of Create React App: its set-up file, and a line of its package.json. */
const CREATE_REACT_APP = ["webcrypto", '"jest":'];

const BLOCKS = blocksFor("tests/unit-tests/unit-tests.test.js");

/** @param {string} text that only this block of docs/testing.md contains */
function codeWith(text) {
  const [{ code }, ...more] = BLOCKS.filter((block) => block.code.includes(text));
  assert.deepEqual(more, []);
  return code;
}

/** @param {string} folder */
function writeFiles(folder) {
  for (const [file, text] of Object.entries(FILES)) writeFileSync(join(folder, file), `${codeWith(text)}\n`);
}

/**
 * The projects, their commands, and how many tests each command runs.
 *
 * @type {[project: string, name: string, args: string[], tests: number][]}
 */
const RUNS = [
  ["jest-29", "jest-fixed-jsdom and jsdom", ["jest/bin/jest.js"], 3],
  ["jest-30", "jest-fixed-jsdom and jsdom", ["jest/bin/jest.js"], 3],
  ["vitest-3", "jsdom", ["vitest/vitest.mjs", "run"], 2],
  ["vitest-3", "happy-dom", ["vitest/vitest.mjs", "run", "--environment", "happy-dom"], 2],
  ["vitest-4", "jsdom", ["vitest/vitest.mjs", "run"], 2],
  ["vitest-4", "happy-dom", ["vitest/vitest.mjs", "run", "--environment", "happy-dom"], 2],
];

/**
 * Copies the app and a project with one version of the runner to target/, writes the document's
 * files beside them, and installs the packed package there.
 *
 * @param {string} project such as `jest-29`
 */
async function prepare(project) {
  const folder = join(root, "target/unit-tests", project);
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) {
    if (file !== "node_modules") rmSync(join(folder, file), { recursive: true });
  }
  const [runner] = project.split("-");
  for (const part of ["app", ...(runner === "jest" ? ["jest"] : []), `projects/${project}`]) {
    // A project may have been installed in place, to be tried by hand.
    const filter = (/** @type {string} */ path) => !path.includes("node_modules");
    cpSync(join(HERE, part), folder, { recursive: true, filter });
  }
  writeFiles(folder);
  await installPacked(folder);
  return folder;
}

/**
 * Starts the app's backend.
 *
 * @param {import("node:test").TestContext} t
 * @param {string} tokenUrl
 * @returns {Promise<string>} its URL
 */
async function startBackend(t, tokenUrl) {
  const handler = createTokenHandler({
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    allowedRedirectUris: REDIRECT_URIS,
    allowedOrigins: REDIRECT_URIS.map((uri) => new URL(uri).origin),
    tokenUrl,
    onTokens: () => ({ name: "Simulated User" }),
    onError: console.error,
  });
  const server = createServer(toNodeListener(handler, { onError: console.error }));
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}/`;
}

describe("a component that signs in", () => {
  it("uses every block of docs/testing.md", () => {
    assert.equal(BLOCKS.length, Object.keys(FILES).length + CREATE_REACT_APP.length);
  });

  for (const [project, name, args, tests] of RUNS) {
    it(`is tested by ${project} with ${name}`, { timeout: 240_000 }, async (t) => {
      const folder = await prepare(project);
      const zoom = await startZoom(t, { redirectUris: REDIRECT_URIS });
      const { status, output } = await command(
        `Running the app's tests in ${project} with ${name}`,
        process.execPath,
        [join("node_modules", args[0]), ...args.slice(1)],
        {
          cwd: folder,
          env: { BACKEND: await startBackend(t, zoom.tokenUrl), ZOOM: zoom.url, NO_COLOR: "1" },
          allowFailure: true,
        },
      );
      assert.equal(status, 0, output);
      assert.match(output, new RegExp(`Tests: +${tests} passed|Tests +${tests} passed`));
    });
  }

  it("is tested by the Jest of Create React App", { timeout: 600_000 }, async (t) => {
    const { folder } = await buildCreateReactApp();
    const site = await startAppSite({});
    t.after(() => site.close());
    const { status, output } = await command(
      "Running the app's tests in Create React App",
      process.execPath,
      [
        "node_modules/react-scripts/bin/react-scripts.js",
        "test",
        "--watchAll=false",
        `--testURL=${site.origin}/`,
      ],
      { cwd: folder, env: { NO_COLOR: "1" }, allowFailure: true },
    );
    assert.equal(status, 0, output);
    assert.match(output, /Tests: +2 passed/);
    assert.equal(site.posted.length, 1);
  });

  it("has the set-up of Create React App that docs/testing.md shows", () => {
    const [setUp, line] = CREATE_REACT_APP.map(codeWith);
    const project = join(root, "tests/bundlers/projects/create-react-app");
    const file = readFileSync(join(project, "src/setupTests.js"), "utf8");
    // The document has the file without its first comment.
    assert.equal(file.replace(/^\/\/.*\n\n/, ""), `${setUp}\n`);
    const { jest } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
    assert.deepEqual(JSON.parse(`{${line}}`), { jest });
  });
});
