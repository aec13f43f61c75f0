// The scripts of the pages, as a bundler makes them.

import { build } from "esbuild";

import { root } from "../../../scripts/process/command.js";

/** @returns {Promise<Map<string, Uint8Array>>} by their names */
export async function bundlePages() {
  const common = /** @type {const} */ ({
    absWorkingDir: root,
    bundle: true,
    write: false,
    // Every case loads them anew.
    minifyWhitespace: true,
    minifySyntax: true,
    target: "es2022",
    outdir: "assets",
    logLevel: "warning",
  });
  const page = (/** @type {string} */ name) => `tests/flow/page/${name}.js`;
  const [modules, scripts] = await Promise.all([
    build({
      ...common,
      entryPoints: [page("app"), page("host"), page("hostile")],
      splitting: true,
      format: "esm",
      // React's StrictMode mounts twice only in development.
      define: { "process.env.NODE_ENV": '"development"' },
    }),
    build({ ...common, entryPoints: [page("script-tag")], format: "iife" }),
  ]);
  return new Map(
    [...modules.outputFiles, ...scripts.outputFiles].map(({ path, contents }) => [
      path.slice(path.lastIndexOf("/") + 1),
      contents,
    ]),
  );
}
