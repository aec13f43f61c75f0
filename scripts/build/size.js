// Measures what a page loads, ours and others'. Sizes are exact, so they can be a budget, and committed.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { bundleAlone, bundleFlow } from "./bundle.js";
import { root } from "../process/command.js";
import { UserError } from "../process/report.js";
import { ensureNpmPackages } from "../install/tools.js";

/** The largest flow that the tests accept, in bytes of brotli. docs/decisions/027-size-budget.md has the goal. */
export const BUDGET = 26_300;

/** The file that `npm run size` writes the sizes to. */
export const SIZES = "docs/performance/size.json";
const PAGE = "docs/performance.md";

/** The peers, with the exports and the part of the flow that each has. */
const PEERS = {
  "pkce-challenge": { exports: "default", does: "pair" },
  "@badgateway/oauth2-client": {
    exports: "OAuth2Client, generateCodeVerifier",
    does: "pair, token request",
  },
  oauth4webapi: {
    exports:
      "generateRandomCodeVerifier, calculatePKCECodeChallenge, generateRandomState, authorizationCodeGrantRequest, processAuthorizationCodeResponse",
    does: "pair, state, token request",
  },
  "@zoom/appssdk": { exports: "default", does: "the client's bridge, without which there is no flow" },
};

/**
 * @typedef {object} Size
 * @property {string} name
 * @property {number} raw bytes
 * @property {number} gzip bytes at level 9
 * @property {number} brotli bytes at quality 11
 */

/** @typedef {{ zlib: string, brotli: string, flow: Size[], entries: Size[], peers: (Size & { does: string })[] }} Sizes */

/** @param {string} name @param {...Uint8Array} files each compressed by itself @returns {Size} */
function sizeOf(name, ...files) {
  /** @param {(file: Uint8Array) => Uint8Array} compress */
  const sum = (compress) => files.reduce((bytes, file) => bytes + compress(file).length, 0);
  return {
    name,
    raw: sum((file) => file),
    gzip: sum((file) => gzipSync(file, { level: 9 })),
    brotli: sum((file) => brotliCompressSync(file, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })),
  };
}

/** Measures the flow as a page loads it, and its parts. */
export async function measureFlow() {
  const bundled = await bundleFlow();
  const wasm = readFileSync(join(root, "pkg/zoom_pkce_bg.wasm"));
  const embedded = await bundleAlone('export { default } from "./pkg/zoom_pkce_binary.js";');
  const withoutEmbedded = await bundleFlow("js/index.js", true);
  const slim = await bundleFlow("dist/slim.js");
  return [
    sizeOf("the in-client flow, all that is loaded", ...bundled.flow),
    sizeOf("of which the wasm, as it is embedded", ...embedded),
    sizeOf("of which glue and shim", ...withoutEmbedded.flow),
    sizeOf("the wasm by itself", wasm),
    sizeOf("the same with zoom-pkce/slim, JavaScript", ...slim.flow),
    sizeOf("the same with zoom-pkce/slim, wasm", readFileSync(join(root, "dist/zoom_pkce.wasm"))),
    sizeOf("loaded where WebAssembly is forbidden", ...bundled.withoutWasm),
  ];
}

/** Measures every entry of the package with all its exports, without files that are loaded later. */
async function measureEntries() {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const entries = [];
  for (const [entry, conditions] of Object.entries(exports)) {
    const file = conditions.default ?? conditions;
    if (!file.endsWith(".js")) continue;
    const files = await bundleAlone(`export * from ${JSON.stringify(file)};`);
    entries.push(sizeOf(`zoom-pkce${entry.slice(1)}`, ...files));
  }
  return entries;
}

async function measurePeers() {
  const folder = join(root, "benches/peers");
  await ensureNpmPackages(folder);
  const peers = [];
  for (const [name, { exports, does }] of Object.entries(PEERS)) {
    const { version } = JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8"));
    const files = await bundleAlone(`export { ${exports} } from ${JSON.stringify(name)};`, folder);
    peers.push({ ...sizeOf(`${name} ${version}`, ...files), does });
  }
  return peers;
}

/** Measures this package. Other versions of the compressors give other sizes. */
export async function measureOurs() {
  const { zlib = "", brotli = "" } = process.versions;
  return { zlib, brotli, flow: await measureFlow(), entries: await measureEntries() };
}

/** @returns {Promise<Sizes>} */
export async function measureAll() {
  return { ...(await measureOurs()), peers: await measurePeers() };
}

/**
 * Formats the sizes as tables.
 *
 * @param {Sizes} sizes
 */
export function sizeTable({ flow, entries, peers }) {
  /** @param {Size & { does?: string }} size */
  const row = ({ name, raw, gzip, brotli, does }) =>
    `| ${does ? `\`${name}\`: ${does}` : name.replace(/zoom-pkce(\/\w+)*/g, "`$&`")} | ${[raw, gzip, brotli].map(bytes).join(" | ")} |`;
  const table = (/** @type {string} */ head, /** @type {Size[]} */ sizes) =>
    [`| ${head} | raw | gzip 9 | brotli 11 |`, "| :-- | --: | --: | --: |", ...sizes.map(row)].join("\n");
  return [
    table("`authorizeWithBackend`, bundled and minified by esbuild", flow),
    table("Entry, with all that it exports", entries),
    table("Others, with the part of the flow that they have", peers),
  ].join("\n\n");
}

/** @param {number} count */
const bytes = (count) => count.toLocaleString("en").replaceAll(",", " ");

/**
 * Writes the sizes, for programs as JSON and for people into the page.
 *
 * @param {Sizes} sizes
 */
export async function writeSizes(sizes) {
  const { format, resolveConfig } = await import("prettier");
  /** @param {string} path @param {string} text */
  const write = async (path, text) => {
    const file = join(root, path);
    writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  };
  await write(SIZES, JSON.stringify(sizes));
  const page = readFileSync(join(root, PAGE), "utf8");
  const block = /(<!-- size:begin -->)[\s\S]*(<!-- size:end -->)/;
  if (!block.test(page)) throw new UserError(`${PAGE} has no <!-- size:begin --> and <!-- size:end -->.`);
  await write(
    PAGE,
    page.replace(block, (_, begin, end) => `${begin}\n\n${sizeTable(sizes)}\n\n${end}`),
  );
}
