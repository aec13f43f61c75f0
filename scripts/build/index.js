// Builds the package: the wasm and its glue (pkg/), the entries and their types (dist/), and a folder
// for each entry. A step whose outputs are up to date is skipped.

import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

import { captureOutput, command, root } from "../process/command.js";
import { entryFolders, writeEntryFolders } from "./entry-folders.js";
import { ERRORS, writeErrorTexts } from "./error-texts.js";
import { unlessBuilt } from "./stamp.js";
import { announceFirstBuild, checkNode, ensureNpmPackages } from "../install/tools.js";

const RUST = ["src", "Cargo.toml", "Cargo.lock", ".cargo", "rust-toolchain.toml"];

/** Everything that building and serving need, installed and built. */
export async function buildAll() {
  checkNode();
  announceFirstBuild();
  await ensureNpmPackages();
  await buildWasm();
  await buildPackage();
}

/** Builds the wasm module, its glue and its other forms. */
export async function buildWasm() {
  // The npm files name the version of binaryen.
  const inputs = [...RUST, "scripts/build", "scripts/install/tools.js", "package.json", "package-lock.json"];
  await unlessBuilt("wasm", { inputs, outputs: ["pkg", "target/compiled"] }, async () => {
    const { COMPILED, writeWasm } = await import("./wasm.js");
    await writeWasm(join(root, "pkg"));
    await writeErrorTexts(join(root, "pkg"), COMPILED);
  });
}

async function buildPackage() {
  const inputs = [
    "pkg",
    "js",
    "scripts/build",
    "scripts/licenses",
    "Cargo.toml",
    "Cargo.lock",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "tsconfig.types.json",
  ];
  await unlessBuilt("package", { inputs, outputs: ["dist", ...entryFolders()] }, async () => {
    rmSync(join(root, "dist"), { recursive: true, force: true });
    const { bundleEntries } = await import("./bundle.js");
    const packageFolders = await bundleEntries();
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    await command("Writing the type declarations", process.execPath, [tsc, "-p", "tsconfig.types.json"]);
    // Written by hand, so tsc leaves it where it is.
    copyFileSync(
      join(root, "js/slim/zoom_pkce.wasm.d.ts"),
      join(root, "dist/types/slim/zoom_pkce.wasm.d.ts"),
    );
    // dist/types/ has it at the same path as js/.
    mkdirSync(join(root, "dist/pkg"));
    copyFileSync(join(root, `pkg/${ERRORS}.d.ts`), join(root, `dist/pkg/${ERRORS}.d.ts`));
    const { pruneTypes } = await import("./prune-types.js");
    await pruneTypes();
    const { writeLicenses } = await import("../licenses/crates.js");
    writeLicenses(join(root, "dist/THIRD-PARTY-LICENSES.txt"), packageFolders);
    writeEntryFolders();
  });
}

/** What `npm pack` makes of the package. */
export const TARBALL = join(root, "target/package/zoom-pkce.tgz");

/** Packs the package as it would be published. */
export async function buildTarball() {
  // Before the inputs are hashed: `npm pack` builds too, and would change them meanwhile.
  await buildAll();
  /** @type {{ files: string[] }} */
  const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const inputs = ["package.json", "README.md", ...files.flatMap(packedBelow)];
  await unlessBuilt("tarball", { inputs, outputs: ["target/package"] }, async () => {
    const folder = dirname(TARBALL);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await command("Packing the package", "npm", ["pack", "--pack-destination", folder]);
    const [name = ""] = readdirSync(folder);
    renameSync(join(folder, name), TARBALL);
  });
}

/**
 * Lists what is packed of a path. Projects in examples/ and docs/ have ignored files, which git lists
 * faster than all files are read.
 *
 * @param {string} path an item of "files" in package.json
 * @returns {string[]}
 */
function packedBelow(path) {
  if (path.startsWith("!")) return [];
  if (path === "dist" || entryFolders().includes(path)) return [path];
  const list = ["ls-files", "--cached", "--others", "--exclude-standard", path];
  const { succeeded, stdout } = captureOutput("git", list);
  return succeeded ? stdout.split("\n").filter(Boolean) : [path];
}

/** The demo page's script. */
export async function buildDemo() {
  const inputs = ["dist", "www/demo.js", "www/page", "scripts/build", "package.json", "package-lock.json"];
  await unlessBuilt("demo", { inputs, outputs: ["www/dist"] }, async () => {
    rmSync(join(root, "www/dist"), { recursive: true, force: true });
    const { bundlePage } = await import("./bundle.js");
    await bundlePage("www/demo.js", "www/dist");
  });
}
