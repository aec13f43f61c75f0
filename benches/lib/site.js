// Bundles the measured pages and serves them on this machine.

import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { build } from "esbuild";

import { root } from "../../scripts/process/command.js";
import { WITHOUT_BARE_IMPORTS } from "../../scripts/build/bundle.js";

/** @typedef {Awaited<ReturnType<typeof startSite>>} Site */

/** Each page's script, by its path. */
const PAGES = new Map([
  ["pair", "benches/page/pair.js"],
  ["flows", "benches/page/flows.js"],
  ["cold-ours", "benches/page/cold.js"],
  ["cold-peer", "benches/peers/cold.js"],
]);

const HEADERS = {
  // No load may use what an earlier one has left in a cache.
  "cache-control": "no-store",
  // Isolated pages have the most precise clock that a browser offers.
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** @param {string} script */
const html = (script) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8" /><link rel="icon" href="data:," /><title>Measured</title></head><body>${script}</body></html>`;

/** @param {string} entry */
async function bundle(entry) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { entry },
    outdir: "assets",
    bundle: true,
    logOverride: WITHOUT_BARE_IMPORTS,
    write: false,
    // As in an app: the code that is needed only without WebAssembly stays in its own file.
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    // A peer imports it only if there is no WebCrypto.
    external: ["crypto"],
    logLevel: "warning",
  });
  return outputFiles.map(({ path, contents }) => ({
    name: path.slice(path.lastIndexOf("/") + 1),
    identity: contents,
    gzip: gzipSync(contents, { level: 9 }),
    br: brotliCompressSync(contents),
  }));
}

/** Bundles the program that measures pairs in Node, and returns its file. */
export async function bundleForNode() {
  const outfile = join(root, "target/bench/node.mjs");
  await build({
    absWorkingDir: root,
    entryPoints: ["benches/page/node.js"],
    outfile,
    bundle: true,
    logOverride: WITHOUT_BARE_IMPORTS,
    format: "esm",
    platform: "node",
    target: "es2022",
    logLevel: "warning",
  });
  return outfile;
}

/**
 * Serves a page at `/<page>/…/` and the files it loads at `/<page>/…/<file>`. Any path may be in
 * between, so that each load can have its own URL.
 */
export async function startSite() {
  /** @type {Map<string, Awaited<ReturnType<typeof bundle>>>} */
  const pages = new Map();
  for (const [name, entry] of PAGES) pages.set(name, await bundle(entry));

  const server = createServer((request, response) => {
    const [page = "", ...parts] = (request.url ?? "").slice(1).split("/");
    if (page === "blank") {
      return void response.writeHead(200, { ...HEADERS, "content-type": "text/html" }).end(html(""));
    }
    const files = pages.get(page);
    const fileName = parts.at(-1);
    const file = files?.find(({ name }) => name === fileName);
    if (file) {
      const accepted = request.headers["accept-encoding"] ?? "";
      const encoding = /** @type {const} */ (["br", "gzip"]).find((each) => accepted.includes(each));
      const headers = {
        ...HEADERS,
        "content-type": "text/javascript",
        ...(encoding && { "content-encoding": encoding }),
      };
      return void response.writeHead(200, headers).end(file[encoding ?? "identity"]);
    }
    if (!files || fileName) return void response.writeHead(404).end();
    const headers = { ...HEADERS, "content-type": "text/html" };
    response.writeHead(200, headers).end(html('<script type="module" src="entry.js"></script>'));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
