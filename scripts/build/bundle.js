// The entries of the package, and bundles for the pages that this project serves, by esbuild.

import { chmod, copyFile } from "node:fs/promises";
import { join } from "node:path";

import { build } from "esbuild";

import { root } from "../process/command.js";

/** webpack 4 cannot parse this syntax. */
const WEBPACK_4 = {
  "logical-assignment": false,
  "nullish-coalescing": false,
  "optional-chain": false,
};

/** @satisfies {import("esbuild").BuildOptions} */
const ENTRY = {
  absWorkingDir: root,
  outdir: "dist",
  bundle: true,
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  format: "esm",
  platform: "neutral",
  target: "es2022",
  supported: WEBPACK_4,
  external: ["node:*", "react", "vue", "@node-oauth/oauth2-server", "httpxy"],
  sourcemap: "linked",
  sourcesContent: true,
  legalComments: "inline",
  // An import of the package then needs no global that jsdom lacks.
  inject: ["js/text-coders.js"],
};

/**
 * The command is for Node, and no app bundles it. The sources of the libraries in it are larger than
 * itself.
 *
 * @type {import("esbuild").BuildOptions}
 */
const COMMAND = { chunkNames: "command/[name]-[hash]", supported: {}, inject: [], sourcemap: false };

/** Replaces js/load.js in `zoom-pkce/slim`. @type {import("esbuild").Plugin} */
const wasmFromCaller = {
  name: "wasm from the caller",
  setup(build) {
    build.onResolve({ filter: /^\.\/load\.js$/ }, ({ importer }) =>
      importer === join(root, "js/wasm.js") ? { path: join(root, "js/slim/load.js") } : undefined,
    );
  },
};

/**
 * Bundles the entries of the package into dist/. They are readable: apps minify them.
 *
 * @returns {Promise<string[]>} the folders of the npm packages that the command has in it
 */
export async function bundleEntries() {
  await build({
    ...ENTRY,
    entryPoints: {
      index: "js/index.js",
      browser: "js/browser/index.js",
      react: "js/react/index.js",
      store: "js/store/index.js",
      vue: "js/vue/index.js",
      svelte: "js/svelte/index.js",
      server: "js/server/index.js",
      "server-node": "js/server/node/index.js",
      simulator: "js/simulator/index.js",
      "simulator-server": "js/simulator/server/index.js",
      "simulator-command": "js/simulator/command/index.js",
    },
  });
  await build({ ...ENTRY, entryPoints: { slim: "js/slim/index.js" }, plugins: [wasmFromCaller] });
  // Apart from the entries, which would otherwise be split into the chunks that it shares with them.
  const command = { ...ENTRY, ...COMMAND, entryPoints: { command: "js/command/index.js" } };
  const { metafile } = await build({ ...command, metafile: true });
  await copyFile(join(root, "pkg/zoom_pkce_bg.wasm"), join(root, "dist/zoom_pkce.wasm"));
  // npm makes the files of "bin" executable when it installs them. Other tools may not.
  for (const name of ["command", "simulator-command"]) {
    await chmod(join(root, `dist/${name}.js`), 0o755);
  }
  const inputs = Object.keys(metafile.inputs);
  const folders = inputs.map((input) => /^.*\bnode_modules\/(@[^/]+\/)?[^/]+/.exec(input)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))]
    .map((folder) => join(root, folder))
    .sort();
}

/**
 * esbuild leaves out the imports between the files of dist/ that have no side effects, and warns of
 * each.
 *
 * @satisfies {import("esbuild").BuildOptions["logOverride"]}
 */
export const WITHOUT_BARE_IMPORTS = { "ignored-bare-import": "silent" };

/** @type {import("esbuild").BuildOptions} */
const PAGE = {
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: "es2022",
  logOverride: WITHOUT_BARE_IMPORTS,
};

/**
 * Bundles a page's script and its imports, minified, into files beside each other.
 *
 * @param {string} entry
 * @param {string} outdir
 */
export async function bundlePage(entry, outdir) {
  await build({ ...PAGE, entryPoints: [entry], outdir, sourcemap: "linked" });
}

/**
 * Bundles a page's scripts and their imports, minified, in memory: several processes may serve the
 * same page at a time.
 *
 * @param {string[]} entries
 * @returns {Promise<Map<string, string>>} the scripts, by their paths below the page's address
 */
export async function bundleInMemory(entries) {
  const outdir = join(root, "in-memory");
  const { outputFiles } = await build({ ...PAGE, entryPoints: entries, outdir, write: false });
  return new Map(
    outputFiles.map(({ path, text }) => [path.slice(outdir.length).replaceAll("\\", "/"), text]),
  );
}

/** @type {import("esbuild").BuildOptions} */
const MEASURED = {
  outdir: "flow",
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: "es2022",
  logOverride: WITHOUT_BARE_IMPORTS,
};

/** Leaves the embedded wasm out. @type {import("esbuild").Plugin} */
const withoutEmbedded = {
  name: "without the wasm",
  setup(build) {
    build.onLoad({ filter: /zoom_pkce_binary\.js$/ }, () => ({ contents: 'export default "";' }));
  },
};

/**
 * Bundles the files that a page loads for the flow, which is `authorizeWithBackend`, minified.
 * Separately, it returns the files that are loaded only if WebAssembly is forbidden.
 *
 * @param {string} [entry]
 * @param {boolean} [isWithoutWasm] Of sources only: whether the embedded wasm is left out.
 * @returns {Promise<{ flow: Uint8Array[], withoutWasm: Uint8Array[] }>}
 */
export async function bundleFlow(entry = "dist/index.js", isWithoutWasm = false) {
  const { outputFiles, metafile } = await build({
    ...MEASURED,
    absWorkingDir: root,
    stdin: { contents: `export { authorizeWithBackend } from "./${entry}";`, resolveDir: root },
    plugins: isWithoutWasm ? [withoutEmbedded] : [],
    write: false,
    metafile: true,
  });
  const outputs = Object.entries(metafile.outputs);
  // The entry and its static imports. The rest is imported only if WebAssembly is forbidden.
  const atOnce = new Set([outputs.findIndex(([, { entryPoint }]) => entryPoint === "<stdin>")]);
  for (const index of atOnce) {
    for (const { path, kind } of outputs[index]?.[1].imports ?? []) {
      if (kind === "import-statement") atOnce.add(outputs.findIndex(([output]) => output === path));
    }
  }
  const files = (/** @type {boolean} */ isAtOnce) =>
    outputFiles.filter((_, index) => atOnce.has(index) === isAtOnce).map(({ contents }) => contents);
  return { flow: files(true), withoutWasm: files(false) };
}

/**
 * Bundles the files that a page loads at once for a module, minified.
 *
 * @param {string} contents of the module
 * @param {string} [folder] Where it looks for packages.
 * @returns {Promise<Uint8Array[]>} its files
 */
export async function bundleAlone(contents, folder = root) {
  const { outputFiles, metafile } = await build({
    ...MEASURED,
    absWorkingDir: folder,
    stdin: { contents, resolveDir: folder },
    external: ENTRY.external,
    write: false,
    metafile: true,
  });
  const outputs = Object.entries(metafile.outputs);
  /** @type {Set<number>} */
  const loaded = new Set();
  const load = (/** @type {number} */ index) => {
    if (index < 0 || loaded.has(index)) return;
    loaded.add(index);
    for (const { path, kind } of outputs[index]?.[1].imports ?? []) {
      if (kind === "import-statement") load(outputs.findIndex(([output]) => output === path));
    }
  };
  load(outputs.findIndex(([, { entryPoint }]) => entryPoint === "<stdin>"));
  return [...loaded].flatMap((index) => outputFiles[index]?.contents ?? []);
}
