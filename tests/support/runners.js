// The table of runners: which test runs which fenced code blocks of the documents. A block may have
// several. Each test takes its blocks from `blocksFor`, so the text comes from the document.

/**
 * @typedef {object} Runner
 * @property {string} test the path of the test
 * @property {string[]} files the documents
 * @property {string[]} languages of the blocks
 * @property {RegExp} [containing] what the code of the blocks contains; by default, anything
 */

/** The languages of blocks that only show something: output of programs, and pseudo-code. */
export const SHOWN_ONLY = ["text"];

const BACKENDS = ["docs/backends.md"];
const README = ["README.md"];
const CRATE = ["docs/crate.md"];
/** For tools that write code. */
const AGENTS = ["AGENTS.md", "llms.txt"];
const EXAMPLES = [
  "examples/backends/README.md",
  "examples/react-zoom-app/README.md",
  "examples/rust-front-end/README.md",
  "examples/slim-vite/README.md",
  "examples/slim-worker/README.md",
];

/** The backend of the README, for every platform with `Request` and `Response`. */
const HANDLER = { files: README, languages: ["js"], containing: /^export const POST = /m };

/** @type {Runner[]} */
export const RUNNERS = [
  {
    test: "tests/reference/examples.test.js",
    files: [
      "README.md",
      "SECURITY.md",
      "docs/backends.md",
      "docs/browser.md",
      "docs/flow.md",
      "docs/frameworks.md",
      "docs/simulator.md",
    ],
    languages: ["js", "jsx"],
  },
  { test: "tests/module/module.test.js", files: CRATE, languages: ["javascript"] },
  { test: "tests/bundlers/bundlers.test.js", ...HANDLER },
  {
    test: "tests/bundlers/frameworks.test.js",
    files: ["docs/frameworks.md"],
    languages: ["vue", "svelte", "ts"],
  },
  { test: "tests/runtimes/runtimes.test.js", ...HANDLER },
  {
    test: "tests/unit-tests/unit-tests.test.js",
    files: ["docs/testing.md"],
    languages: ["js", "json", "jsx"],
  },
  { test: "tests/node/docs/backends.test.js", files: BACKENDS, languages: ["sh"] },
  {
    test: "tests/backends/contract.test.js",
    files: BACKENDS,
    languages: ["sh", "text"],
    containing: /^header=|^\{"error":"not_signed_in"\} 401$/,
  },
  {
    test: "tests/node/docs/adding-the-app.test.js",
    files: BACKENDS,
    languages: ["sh", "http", "json"],
    containing: /^(backend=|HTTP\/1\.1 302|GET \/zoom\/callback|POST \/v2\/zoomapp|\{ "deeplink")/,
  },
  {
    test: "tests/node/docs/backends.test.js",
    files: BACKENDS,
    languages: ["text"],
    containing: /^\{.* \d{3}$/,
  },
  {
    test: "tests/node/docs/backends.test.js",
    files: BACKENDS,
    languages: ["http"],
    containing: /^POST \/oauth/,
  },
  {
    test: "tests/browser/docs-backends.test.js",
    files: BACKENDS,
    languages: ["http"],
    containing: /^POST \/api|^content-type/,
  },
  {
    test: "tests/browser/docs-cookie.test.js",
    files: BACKENDS,
    languages: ["http"],
    containing: /^Set-Cookie/,
  },
  { test: "tests/snippets/rust.test.js", files: CRATE, languages: ["toml", "rust", "rs"] },
  {
    test: "tests/snippets/install.test.js",
    files: [...README, ...AGENTS, "docs/simulator.md"],
    languages: ["sh"],
    containing: /^npm install|^# Every access token/,
  },
  {
    test: "tests/snippets/repository.test.js",
    files: [...README, ...EXAMPLES],
    languages: ["sh"],
    containing: /^(npm start   #|npm run (example|backend)|node examples)/,
  },
  {
    test: "tests/snippets/contributing.test.js",
    files: ["CONTRIBUTING.md", "RELEASING.md"],
    languages: ["sh"],
  },
  {
    test: "tests/snippets/examples.test.js",
    files: EXAMPLES,
    languages: ["sh"],
    containing: /^(npm (ci|install)|python3|cargo)/,
  },
  {
    test: "tests/snippets/simulator.test.js",
    files: ["docs/simulator.md"],
    languages: ["sh"],
    containing: /^# Adds the app|--context/,
  },
  { test: "tests/browser/agents.test.js", files: AGENTS, languages: ["js"] },
  { test: "tests/node/command/docs.test.js", files: ["docs/doctor.md"], languages: ["sh"] },
  {
    test: "tests/node/command/docs.test.js",
    files: [...README, ...AGENTS],
    languages: ["sh"],
    containing: /^npx zoom-pkce (doctor|explain)/,
  },
  { test: "tests/examples/slim.test.js", files: EXAMPLES, languages: ["js"] },
  {
    test: "tests/snippets/diagrams.test.js",
    files: ["docs/architecture.md", "docs/flow.md"],
    languages: ["mermaid"],
  },
];
