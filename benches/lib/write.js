// Writes the results: as JSON, as a chart, and as a block of docs/performance.md.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { format, resolveConfig } from "prettier";

import { root } from "../../scripts/process/command.js";
import { drawPairs, inOrder, inWords } from "./chart.js";
import { judge, spread } from "./goals.js";

/** @import { Results } from "./bench.js" */

const BEGIN = "<!-- bench:begin -->";
const END = "<!-- bench:end -->";

/** A new page, with the empty blocks that commands write. */
const PAGE = `# Performance

How large and how fast is the package, compared with others that do the same? \`npm run bench\` writes
the part about speed, \`npm run size\` the part about size.

${BEGIN}
${END}

<!-- size:begin -->
<!-- size:end -->
`;

/**
 * @typedef {object} Folders
 * @property {string} page The folder of `performance.md`.
 * @property {string} files The folder of `bench.json` and `pairs.svg`: `performance/` beside the
 *   page.
 */

/** @param {string} folder @returns {Folders} */
const foldersIn = (folder) => ({ page: folder, files: join(folder, "performance") });

/** @param {string} folder */
export const readResults = (folder) =>
  /** @type {Results} */ (JSON.parse(readFileSync(join(foldersIn(folder).files, "bench.json"), "utf8")));

/**
 * Returns the files for these results, by their names below the folder. The page keeps all that is
 * outside of the block.
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

/** @param {string[][]} rows The first row is the head. */
const table = ([head = [], ...rows]) =>
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
  const withVersion = (/** @type {string} */ name) => (versions[name] ? [`${name} ${versions[name]}`] : []);
  const programs = ["Chromium", "Firefox", "WebKit", "Node", "rustc"].flatMap(withVersion);
  const peers = Object.keys(versions).filter((name) => /^[@a-z]/.test(name) && name !== "rustc");
  const quick = isQuick
    ? "**A quick run: it only shows that measuring works, and its numbers say nothing.** "
    : "";
  return `${quick}Measured on ${date} by \`npm run bench\`: ${cpu}, ${cores} cores, ${system}; ${programs.join(", ")}; compared with ${peers
    .flatMap(withVersion)
    .map((each) => `\`${each}\``)
    .join(
      ", ",
    )}. Each number is a median, followed by the first and the third quartile. In a round, all contenders run one after the other in random order. A ratio compares the times of one round, so it depends on the machine less than the times do.`;
}

/** @param {Results} results */
function goals(results) {
  const verdict = (/** @type {boolean | undefined} */ reached) =>
    reached === undefined ? "" : reached ? "**Reached**: " : "**Not reached**: ";
  const rows = judge(results).map(
    ({ what, goal, reached, found, why }) =>
      `| ${what} | ${goal} | ${verdict(reached)}${found}.${why ? ` ${why}` : ""} |`,
  );
  return `## Goals\n\n| What | Goal | Result |\n| --- | --- | --- |\n${rows.join("\n")}`;
}

/** @param {Results} results */
function pairs({ pair }) {
  if (!pair) return "";
  const tables = Object.entries(pair).map(
    ([engine, { microseconds, timesOurs, rounds, launches, clockStepUs }]) => {
      const ratios = new Map(inOrder(timesOurs).map(({ name, summary }) => [name, spread(summary)]));
      const rows = inOrder(microseconds).map(({ name, summary }) => [
        name,
        spread(summary),
        ratios.get(name) ?? "",
      ]);
      const head = [
        `${engine}: ${rounds} rounds in ${launches} launches, clock step ${clockStepUs} µs`,
        "µs per pair",
        "times as long as `zoom-pkce`",
      ];
      return table([head, ...rows]);
    },
  );
  return `## A code verifier and its S256 challenge

![${inWords(pair)}](performance/pairs.svg)

All contenders run in one page. A batch has so many calls that it takes far longer than the clock's step. Asynchronous functions are awaited call by call, as in an app. \`zoom-pkce\` is synchronous after \`init()\`. The last two rows do not make a pair. "Random octets" is one call of \`crypto.getRandomValues\` for 32 bytes, into the same array each time. "Random octets and two texts" also decodes 43 octets twice by \`TextDecoder\`, as wasm-bindgen does to return a code verifier and a code challenge.

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

The milliseconds from the start of the navigation to the first challenge: on a page that calls \`init()\` and makes a pair with \`zoom-pkce\`, and on a page with \`pkce-challenge\`. Both are bundled, minified and compressed. They are loaded in turns, in fresh profiles, each time from a new site, so that no cache, process or compiled code is left from an earlier load. The server is on the same machine, so the time that a network takes for more bytes is not included.

${table([["", "Loads in fresh browsers", "`zoom-pkce`", "`pkce-challenge`", "times as long"], ...rows])}`;
}

/** @param {Results} results */
function flows({ flows }) {
  if (!flows) return "";
  const rows = Object.entries(flows).flatMap(([engine, { points }]) =>
    points.map(({ flows, heapBytes, wasmBytes, listeners }) => [
      `${engine}, after ${flows} flows`,
      heapBytes === undefined ? "unknown" : String(heapBytes),
      String(wasmBytes),
      String(listeners),
    ]),
  );
  return `## Many flows in one page

One flow after the other, through the published \`@zoom/appssdk\` and a native bridge that approves every request. Sizes are in bytes. The heap is measured after garbage collections.

${table([["", "JavaScript heap", "wasm memory", "Listeners in the SDK"], ...rows])}`;
}

/** @param {Results} results */
function native({ native }) {
  if (!native) return "";
  const { rounds, isOptimised, oursNs, peerNs, timesOurs } = native;
  const how = isOptimised ? "compiled with the default release profile" : "not optimised";
  return `## In native Rust

Nanoseconds per pair, ${how}: \`CodeVerifier::new\` and \`challenge(S256)\`, and \`PkceCodeChallenge::new_random_sha256\` of the crate \`oauth2\`. \`cargo bench\` measures the same without rounds.

${table([
  [`${rounds} rounds`, "ns per pair", "times as long as `zoom-pkce`"],
  ["zoom-pkce", spread(oursNs), "1"],
  ["oauth2", spread(peerNs), spread(timesOurs)],
])}`;
}
