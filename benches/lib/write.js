// Writes results down: as JSON, as a chart, and as a block of a page.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { format, resolveConfig } from "prettier";

import { root } from "../../scripts/process/command.js";
import { drawPairs, inOrder, inWords, label } from "./chart.js";
import { judge, spread } from "./goals.js";

/** @import { Results } from "./bench.js" */

const BEGIN = "<!-- bench:begin -->";
const END = "<!-- bench:end -->";

/** What the page has around the blocks that commands write. */
const PAGE = `# Performance

Speed is written here by \`npm run bench\`, size by \`npm run size\`. Everything is measured beside others that do the same, on
the same machine, at the same time: look at the ratios first. How it is done is said below, and \`benches/\` has the code.

${BEGIN}
${END}

<!-- size:begin -->
<!-- size:end -->
`;

/**
 * @typedef {object} Folders
 * @property {string} page where \`performance.md\` is
 * @property {string} files where \`bench.json\` and \`pairs.svg\` are: \`performance/\` beside the page
 */

/** @param {string} folder @returns {Folders} */
const foldersIn = (folder) => ({ page: folder, files: join(folder, "performance") });

/** @param {string} folder */
export const readResults = (folder) =>
  /** @type {Results} */ (JSON.parse(readFileSync(join(foldersIn(folder).files, "bench.json"), "utf8")));

/**
 * The files for these results, by their names below the folder. What the page has outside of the block stays.
 *
 * @param {Results} results
 * @param {string} folder
 * @returns {Promise<Map<string, string>>}
 */
export async function filesFor(results, folder) {
  const file = join(foldersIn(folder).page, "performance.md");
  const page = existsSync(file) ? readFileSync(file, "utf8") : PAGE;
  const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`${file}: ${BEGIN} and ${END} are missing`);
  const written = `${page.slice(0, before)}${BEGIN}\n\n${block(results)}\n\n${page.slice(after)}`;
  /** @type {Map<string, string>} */
  const files = new Map();
  files.set("performance.md", await pretty(written, "performance.md"));
  files.set("performance/bench.json", await pretty(JSON.stringify(results), "bench.json"));
  if (results.pair) files.set("performance/pairs.svg", drawPairs(results.pair));
  return files;
}

/** @param {Results} results @param {string} folder */
export async function writeResults(results, folder) {
  const files = await filesFor(results, folder);
  mkdirSync(foldersIn(folder).files, { recursive: true });
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
}

/** @param {string} text @param {string} filepath */
const pretty = async (text, filepath) =>
  format(text, { ...(await resolveConfig(join(root, "package.json"))), filepath });

/** @param {string[][]} rows the first is the head */
const table = ([head, ...rows]) =>
  [head, head.map((_, column) => (column === 0 ? "---" : "---:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");

/** @param {Results} results */
const block = (results) =>
  [machine(results), goals(results), pairs(results), cold(results), flows(results), native(results)]
    .filter(Boolean)
    .join("\n\n");

/** @param {Results} results */
function machine({ date, isQuick, machine: { cpu, cores, system }, versions }) {
  const of = (/** @type {string} */ name) => (versions[name] ? [`${name} ${versions[name]}`] : []);
  const programs = ["Chromium", "Firefox", "WebKit", "Node", "rustc"].flatMap(of);
  const peers = Object.keys(versions).filter((name) => /^[@a-z]/.test(name) && name !== "rustc");
  const quick = isQuick
    ? "**A quick run, which only shows that measuring works: these numbers say nothing.** "
    : "";
  return `${quick}Measured on ${date} by \`npm run bench\`: ${cpu}, ${cores} cores, ${system}; ${programs.join(", ")}; beside ${peers
    .flatMap(of)
    .map((each) => `\`${each}\``)
    .join(
      ", ",
    )}. Each number is a median, with the middle half of what was measured behind it (from the first to the third quartile). Times are this machine's. Ratios are made within a round, in which all run one after the other in an order that is drawn anew, so they depend on the machine less.`;
}

/** @param {Results} results */
function goals(results) {
  const word = (/** @type {boolean | undefined} */ reached) =>
    reached === undefined ? "" : reached ? "**Reached**: " : "**Not reached**: ";
  const rows = judge(results).map(
    ({ what, goal, reached, found, why }) =>
      `| ${what} | ${goal} | ${word(reached)}${found}.${why ? ` ${why}` : ""} |`,
  );
  return `## Goals\n\n| What | Goal | Result |\n| --- | --- | --- |\n${rows.join("\n")}`;
}

/** @param {Results} results */
function pairs({ pair }) {
  if (!pair) return "";
  const tables = Object.entries(pair).map(
    ([engine, { microseconds, timesOurs, rounds, launches, clockStepUs }]) => {
      const rows = inOrder(microseconds).map((name) => [
        label(name),
        spread(microseconds[name]),
        spread(timesOurs[name]),
      ]);
      const head = [
        `${engine}: ${rounds} rounds in ${launches} launches, clock step ${clockStepUs} µs`,
        "µs a pair",
        "times as long as `zoom-pkce`",
      ];
      return table([head, ...rows]);
    },
  );
  return `## A code verifier and its S256 challenge

![${inWords(pair)}](performance/pairs.svg)

All are called in one page, each until a batch of calls is long against the clock's step; what is asynchronous is awaited, call by call, as its users do. \`zoom-pkce\` is synchronous once \`init()\` has resolved. The last row is no pair: it is one call of \`crypto.getRandomValues\` for 32 bytes, into the same array each time.

${tables.join("\n\n")}`;
}

/** @param {Results} results */
function cold({ cold }) {
  if (!cold) return "";
  const rows = Object.entries(cold).map(([engine, { launches, loads, oursMs, peerMs, timesPeer }]) => [
    engine,
    `${loads} in ${launches}`,
    spread(oursMs),
    spread(peerMs),
    spread(timesPeer),
  ]);
  return `## A cold page

From the start of the navigation until a page has its first challenge, in milliseconds: \`init()\` and a pair by \`zoom-pkce\`, beside a page with \`pkce-challenge\`. Bundled, minified and compressed; in turns, in fresh profiles, each load from a site of its own, so that no cache, no process and no compiled code is left from the load before. The server is on the same machine: what a network adds for more bytes is not in it.

${table([["", "Loads in fresh browsers", "`zoom-pkce`", "`pkce-challenge`", "times as long"], ...rows])}`;
}

/** @param {Results} results */
function flows({ flows }) {
  if (!flows) return "";
  const rows = Object.entries(flows).flatMap(([engine, { points }]) =>
    points.map(({ flows, heapBytes, wasmBytes, listeners }) => [
      `${engine}, after ${flows} flows`,
      heapBytes === undefined ? "not told" : String(heapBytes),
      String(wasmBytes),
      String(listeners),
    ]),
  );
  return `## Many flows in one page

One flow after the other through the published \`@zoom/appssdk\`, over a native bridge that agrees to everything. The heap is in bytes, after garbage collections.

${table([["", "JavaScript heap", "wasm memory", "Listeners in the SDK"], ...rows])}`;
}

/** @param {Results} results */
function native({ native }) {
  if (!native) return "";
  const { rounds, isOptimised, oursNs, peerNs, timesOurs } = native;
  const how = isOptimised ? "compiled as a project that uses the crate is by default" : "not optimised";
  return `## In native Rust

\`CodeVerifier::new\` and \`challenge(S256)\`, beside \`PkceCodeChallenge::new_random_sha256\` of the crate \`oauth2\`, ${how}, in nanoseconds a pair. \`cargo bench\` shows the same without rounds.

${table([
  [`${rounds} rounds`, "ns a pair", "times as long as `zoom-pkce`"],
  ["zoom-pkce", spread(oursNs), "1"],
  ["oauth2", spread(peerNs), spread(timesOurs)],
])}`;
}
