// Bundles the scripts of the pages.

import { join } from "node:path";

import { build } from "esbuild";

import { root } from "../../../scripts/process/command.js";
import { WITHOUT_BARE_IMPORTS } from "../../../scripts/build/bundle.js";

const CASES = join(root, "tests/flow/cases/");
const WATCHED = join(root, "tests/flow/page/watched-package.js");

/** Lets the cases import the package from the file that watches it. @type {import("esbuild").Plugin} */
const watchedPackage = {
  name: "watched package",
  setup(build) {
    build.onResolve({ filter: /^zoom-pkce$/ }, ({ importer }) =>
      importer.startsWith(CASES) ? { path: WATCHED } : undefined,
    );
  },
};

/** @returns {Promise<Map<string, Uint8Array>>} the scripts by file name */
export async function bundlePages() {
  const common = /** @type {const} */ ({
    absWorkingDir: root,
    bundle: true,
    logOverride: WITHOUT_BARE_IMPORTS,
    write: false,
    // Every case loads the scripts again.
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
      plugins: [watchedPackage],
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
