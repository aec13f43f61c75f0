// The table of the test suites, in the order in which npm test starts them: suites that compile for
// long run beside suites that wait for browsers, and short suites come last.

import { compilePageExamples, runCrateTests, runCrateTestsIn, runNodeTests, SKIPPED } from "./suites.js";

/** @import { Browsers, Engine } from "../install/browsers.js" */
/** @import { Counts } from "./suites.js" */

/**
 * @typedef {Engine | "Rust" | "wasm-pack" | "package" | "demo" | "tarball" | "Redis" | "Python" | "registries"} Need
 */

/**
 * @typedef {object} Suite
 * @property {string} name its folder in `tests/`, or `crate/…` for the tests of the crate
 * @property {string} title in the summary
 * @property {string} takes about how long it runs on 2 cores, if everything is built
 * @property {Need[]} needs
 * @property {boolean} [isQuick] whether `--quick` runs it
 * @property {string[]} [thorough] its files and folders that only `--all` runs, if they are not named
 * @property {(paths: string[], prepared: Prepared) => Promise<Counts>} run `paths` are the files and
 *   folders to run, if the suite is a folder
 */

/** @typedef {{ browsers: Browsers, env: NodeJS.ProcessEnv }} Prepared */

/** @param {string} description @param {number} [concurrency] @returns {Suite["run"]} */
const inNode = (description, concurrency) => (paths) => runNodeTests(description, paths, concurrency);

/** @param {Engine} engine @returns {Suite} */
const crateIn = (engine) => ({
  name: `crate/${engine.toLowerCase()}`,
  title: `crate, in ${engine}`,
  takes: "1 min",
  needs: ["wasm-pack", engine],
  run: (_, { browsers, env }) => runCrateTestsIn(engine, browsers, env),
});

/** @type {Suite[]} */
export const SUITES = [
  {
    name: "flow",
    title: "flow, in browsers",
    takes: "2 min",
    needs: ["package", "Chromium", "Firefox", "WebKit"],
    // Thorough tests are in its files (tests/support/thorough.js).
    thorough: [],
    run: inNode("Testing the flow in browsers"),
  },
  {
    name: "crate/native",
    title: "crate, natively",
    takes: "15 s",
    needs: ["Rust"],
    isQuick: true,
    run: runCrateTests,
  },
  {
    name: "crate/examples",
    title: "crate's examples",
    takes: "5 s",
    needs: ["Rust"],
    run: compilePageExamples,
  },
  crateIn("Chromium"),
  crateIn("Firefox"),
  crateIn("WebKit"),
  {
    name: "module",
    title: "crate's module",
    takes: "15 s",
    needs: ["package", "wasm-pack", "Chromium", "Firefox", "WebKit"],
    run: inNode("Testing the module that wasm-pack makes"),
  },
  {
    name: "backends",
    title: "backends",
    takes: "5 min",
    needs: ["package", "tarball", "Rust", "Chromium", "Redis", "Python", "registries"],
    thorough: ["tests/backends"],
    run: inNode("Testing the backends of the examples"),
  },
  {
    name: "browser",
    title: "pages, in Chromium",
    takes: "2 min",
    needs: ["package", "demo", "Chromium", "Firefox", "WebKit", "registries"],
    thorough: ["agents", "bench", "docs-backends", "docs-cookie", "explain", "redirect-popup"].map(
      (name) => `tests/browser/${name}.test.js`,
    ),
    run: async (paths, { browsers }) =>
      browsers.Chromium ? runNodeTests("Testing pages in Chromium", paths) : SKIPPED,
  },
  {
    name: "node",
    title: "package, in Node",
    takes: "1 min",
    needs: ["package", "demo", "registries"],
    isQuick: true,
    thorough: [
      "tests/node/assurance/hostile-values.test.js",
      "tests/node/assurance/load.test.js",
      "tests/node/assurance/mutation-run.test.js",
      "tests/node/build",
      "tests/node/command",
      "tests/node/forward/properties.test.js",
      "tests/node/loading/without-wasm.test.js",
      "tests/node/pkce/random-statistics.test.js",
      "tests/node/server/app-context-properties.test.js",
      "tests/node/server/frameworks.test.js",
      "tests/node/server/install-properties.test.js",
      "tests/node/server/properties.test.js",
      "tests/node/simulator/command.test.js",
    ],
    run: inNode("Testing the package in Node", 2),
  },
  {
    name: "examples",
    title: "examples",
    takes: "1 min",
    needs: ["package", "tarball", "wasm-pack", "Chromium", "registries"],
    thorough: ["tests/examples/rust-front-end.test.js", "tests/examples/slim.test.js"],
    run: inNode("Testing the examples"),
  },
  {
    name: "bundlers",
    title: "bundlers",
    takes: "5 min",
    needs: ["package", "tarball", "Chromium", "registries"],
    thorough: ["tests/bundlers"],
    run: inNode("Testing the packed package in bundlers"),
  },
  {
    name: "types",
    title: "published types",
    takes: "2 min",
    needs: ["package", "tarball", "registries"],
    thorough: ["tests/types"],
    run: inNode("Testing the published types"),
  },
  {
    name: "package",
    title: "packed package",
    takes: "1 min",
    needs: ["package", "tarball", "Chromium", "Firefox", "WebKit", "registries"],
    run: inNode("Testing the packed package"),
  },
  {
    name: "reference",
    title: "reference",
    takes: "1 min",
    needs: ["package", "Chromium", "registries"],
    thorough: ["tests/reference"],
    run: inNode("Testing the reference and its examples"),
  },
  {
    name: "runtimes",
    title: "runtimes",
    takes: "15 s",
    needs: ["package", "tarball", "registries"],
    thorough: ["tests/runtimes/newest-node.test.js"],
    run: inNode("Testing the packed package in Node, Deno, Bun and workerd"),
  },
  {
    name: "unit-tests",
    title: "unit tests of apps",
    takes: "1 min",
    needs: ["package", "tarball", "registries"],
    thorough: ["tests/unit-tests"],
    run: inNode("Testing the packed package in Jest and Vitest"),
  },
  {
    name: "package-managers",
    title: "package managers",
    takes: "15 s",
    needs: ["package", "tarball", "registries"],
    run: inNode("Testing the packed package with pnpm and Yarn Plug'n'Play"),
  },
  {
    name: "snippets",
    title: "commands, diagrams",
    takes: "3 min",
    needs: ["package", "demo", "tarball", "wasm-pack", "Chromium", "Redis", "Python", "registries"],
    thorough: ["tests/snippets"],
    run: inNode("Running the documents' commands"),
  },
  {
    name: "realms",
    title: "realms",
    takes: "10 s",
    needs: ["package", "tarball", "registries"],
    run: inNode("Testing the packed package under jsdom"),
  },
];
