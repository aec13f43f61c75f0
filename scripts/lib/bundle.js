// The entries of the package, and bundles for the pages that this project serves, by esbuild.

import { chmod } from "node:fs/promises";
import { join } from "node:path";

import { build } from "esbuild";

import { root } from "./command.js";

/** The package's entries in dist/, readable: whoever uses them has a minifier. */
export async function bundleEntries() {
  await build({
    absWorkingDir: root,
    entryPoints: {
      index: "js/index.js",
      react: "js/react/index.js",
      server: "js/server/index.js",
      simulator: "js/simulator/index.js",
      "simulator-server": "js/simulator/server/index.js",
      "simulator-command": "js/simulator/command/index.js",
    },
    outdir: "dist",
    bundle: true,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    format: "esm",
    platform: "neutral",
    target: "es2022",
    external: ["node:*", "react", "@node-oauth/oauth2-server"],
    sourcemap: "linked",
    sourcesContent: true,
    legalComments: "inline",
  });
  // npm makes what "bin" names executable when it installs; so it is for whoever unpacks the package otherwise.
  await chmod(join(root, "dist/simulator-command.js"), 0o755);
}

/**
 * A page's script and what it imports, minified, as files beside each other.
 *
 * @param {string} entry
 * @param {string} outdir
 */
export async function bundlePage(entry, outdir) {
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    sourcemap: "linked",
  });
}

/**
 * All that a page loads for the flow: `authorizeWithBackend` and what it needs, minified.
 *
 * @returns {Promise<Uint8Array>}
 */
export async function bundleFlow() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents: 'export { authorizeWithBackend } from "./dist/index.js";', resolveDir: root },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    metafile: true,
  });
  return outputFiles[0].contents;
}
