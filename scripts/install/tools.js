// The tools that the build needs: the npm packages, Rust with its wasm target, wasm-pack and
// wasm-bindgen. Missing ones are installed. This module runs before the npm packages are installed,
// so it imports none of them.

import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";

import { captureOutput, command, firstLine, root } from "../process/command.js";
import { withLock } from "../process/lock.js";
import { say, UserError } from "../process/report.js";

export const WASM_PACK = "0.15.1";
export const WASM_TARGET = "wasm32-unknown-unknown";

/**
 * The options of `cargo install` that a crate needs.
 *
 * @type {Record<string, string[]>}
 */
const INSTALL_OPTIONS = {
  // Its default is TLS, for WebDriver servers on other machines. Ours are on this one.
  "wasm-bindgen-cli": ["--no-default-features"],
};

/**
 * Without this, `rustup` and `cargo` silently download a missing toolchain, which takes minutes.
 */
const NO_AUTO_INSTALL = { RUSTUP_AUTO_INSTALL: "0" };

/**
 * The cache for command-line tools. It has a folder for each version, and serves all clones of this
 * user.
 */
const TOOLS = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "zoom-pkce");

/**
 * Installs the npm packages of a project, unless the installed ones are those of its
 * package-lock.json.
 *
 * @param {string} [folder] of the project
 */
export async function ensureNpmPackages(folder = root) {
  if (!missesNpmPackages(folder)) return;
  // npm passes its settings to the scripts that it runs. These flags make `npm publish --dry-run`
  // and an installation for production install the development packages too.
  const overrides = ["--include=dev", "--include=optional", "--no-dry-run"];
  const args = ["ci", "--no-audit", "--no-fund", ...overrides];
  const packages = `the npm packages${folder === root ? "" : ` of ${relative(root, folder)}`}`;
  const install = async () => {
    if (missesNpmPackages(folder)) await command(`Installing ${packages}`, "npm", args, { cwd: folder });
  };
  // The lock is itself one of the root project's packages.
  if (folder === root) await install();
  else await withLock(join(folder, "package-lock.json"), packages, install);
}

/** @param {string} folder of the project */
function missesNpmPackages(folder) {
  const installed = lockedPackages(join(folder, "node_modules/.package-lock.json"));
  // The empty path is the project itself.
  const { "": project, ...wanted } = lockedPackages(join(folder, "package-lock.json"));
  const optionalOnes = Object.keys(project?.optionalDependencies ?? {}).map((name) => `node_modules/${name}`);
  return Object.entries(wanted).some(([path, { version, optional, os, cpu }]) => {
    const isForThisMachine = [os].flat().includes(process.platform) && [cpu].flat().includes(process.arch);
    const isWanted = !optional || (optionalOnes.includes(path) && isForThisMachine);
    return isWanted && installed[path]?.version !== version;
  });
}

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {boolean} [optional]
 * @property {string | string[]} [os]
 * @property {string | string[]} [cpu]
 * @property {Record<string, string>} [optionalDependencies]
 */

/**
 * @param {string} file a lock file of npm
 * @returns {Record<string, LockedPackage>} its packages by path
 */
function lockedPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {};
}

/**
 * Installs the Rust toolchain of rust-toolchain.toml and its standard library for wasm, if they are
 * missing.
 */
export async function ensureRust() {
  const rustup = captureOutput("rustup", ["toolchain", "list"], NO_AUTO_INSTALL);
  if (rustup.isInstalled) await ensureToolchain(rustup);
  const cargo = captureOutput("cargo", ["--version"], NO_AUTO_INSTALL);
  if (!cargo.isInstalled && !rustup.isInstalled) {
    throw new UserError(
      "Rust is missing. Install it with rustup (https://rustup.rs), open a new terminal, and run this again.",
    );
  }
  if (!cargo.isInstalled) throw new UserError("rustup is installed, but cargo is not on the PATH.");
  if (!cargo.succeeded) throw new UserError(`Rust does not run. cargo --version prints:\n${cargo.output}`);
  const sysroot = firstLine("rustc", ["--print", "sysroot"]) ?? "";
  if (existsSync(join(sysroot, "lib/rustlib", WASM_TARGET))) return;
  if (!rustup.isInstalled) {
    throw new UserError(
      `${cargo.output} has no standard library for ${WASM_TARGET}, and rustup, which could add it, is missing. Install Rust with rustup (https://rustup.rs), or your system's package for that target.`,
    );
  }
  await command(`Adding the target ${WASM_TARGET}`, "rustup", ["target", "add", WASM_TARGET]);
}

/** @param {ReturnType<typeof captureOutput>} list the result of `rustup toolchain list` */
async function ensureToolchain(list) {
  if (!list.succeeded) throw new UserError(`rustup does not run. It prints:\n${list.output}`);
  // This variable overrides rust-toolchain.toml.
  if (process.env.RUSTUP_TOOLCHAIN) return;
  const file = readFileSync(join(root, "rust-toolchain.toml"), "utf8");
  const channel = /^channel = "([^"]+)"/m.exec(file)?.[1];
  if (!channel) throw new UserError("rust-toolchain.toml has no channel.");
  if (list.output.split("\n").some((line) => line.startsWith(`${channel}-`))) return;
  const components = ["--component", "rustfmt", "--component", "clippy"];
  const options = ["--profile", "minimal", ...components, "--target", WASM_TARGET];
  const args = ["toolchain", "install", channel, ...options];
  await command(`Installing Rust ${channel} (about a minute, once)`, "rustup", args);
}

/**
 * Returns the folder of a program with this version: "" if it is on the PATH, or the one in the cache
 * if it is there.
 *
 * @param {string} crate
 * @param {string} version
 * @param {string} program
 * @param {string[]} [versionArgs] the arguments that make the program print its name and version
 * @returns {string | undefined} `undefined` if it is not installed
 */
function folderOfTool(crate, version, program, versionArgs = ["--version"]) {
  const hasVersion = (/** @type {string} */ path) => firstLine(path, versionArgs)?.split(" ")[1] === version;
  return ["", cacheOf(crate, version)].find((folder) => hasVersion(join(folder, program)));
}

/** @param {string} crate @param {string} version */
const cacheOf = (crate, version) => join(TOOLS, `${crate}-${version}`, "bin");

/**
 * Installs a version of a program with cargo, unless the PATH or the cache has that version.
 *
 * @param {string} crate
 * @param {string} version
 * @param {string} program
 * @param {string} duration of the installation, for the message while waiting: "about 2 minutes"
 * @param {string[]} [versionArgs] the arguments that make the program print its name and version
 * @returns {Promise<string>} the folder to add to the PATH, or "" if the program is on the PATH
 */
export async function ensureCargoTool(crate, version, program, duration, versionArgs) {
  const installed = folderOfTool(crate, version, program, versionArgs);
  if (installed !== undefined) return installed;
  const folder = cacheOf(crate, version);
  // Not --locked: the lock files of some releases have versions that were withdrawn. Without
  // optimisation, and with one target folder for all programs, it takes half as long.
  const options = [
    "--quiet",
    "--debug",
    "--root",
    dirname(folder),
    "--target-dir",
    join(root, "target/tools"),
    ...(INSTALL_OPTIONS[crate] ?? []),
  ];
  const args = ["install", ...options, crate, "--version", `=${version}`];
  const env = { CARGO_PROFILE_DEV_DEBUG: "0" };
  await command(`Installing ${crate} ${version} (${duration}, once)`, "cargo", args, { env });
  return folder;
}

/**
 * Returns the version of wasm-bindgen in Cargo.lock. The program wasm-bindgen must have the same
 * version.
 */
function wasmBindgenVersion() {
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
  const version = /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock)?.[1];
  if (!version) throw new UserError("Cargo.lock does not have wasm-bindgen.");
  return version;
}

/**
 * The programs that compile the crate to wasm.
 *
 * @returns {[crate: string, version: string, program: string, duration: string][]}
 */
const wasmTools = () => [
  ["wasm-pack", WASM_PACK, "wasm-pack", "about 2 minutes"],
  ["wasm-bindgen-cli", wasmBindgenVersion(), "wasm-bindgen", "about a minute"],
];

/** Says how long the first build on this machine takes, if it is one. */
export function announceFirstBuild() {
  const folders = wasmTools().map(([crate, version, program]) => folderOfTool(crate, version, program));
  if (!folders.includes(undefined)) return;
  say(
    "The first build on this machine takes about 4 minutes: it compiles wasm-pack and wasm-bindgen. Later ones take seconds, or half a minute if the Rust has changed.",
  );
}

/**
 * Installs the tools that compile the crate to wasm, if they are missing.
 *
 * @returns {Promise<NodeJS.ProcessEnv>} the environment for the build
 */
export async function ensureWasmTools() {
  await ensureRust();
  const folders = [];
  for (const tool of wasmTools()) folders.push(await ensureCargoTool(...tool));
  return {
    PATH: [...folders.filter(Boolean), process.env.PATH].join(delimiter),
    // These two would replace the flags of .cargo/config.toml.
    RUSTFLAGS: undefined,
    CARGO_ENCODED_RUSTFLAGS: undefined,
  };
}

/** Throws if the version of Node is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new UserError(
      `Node ${process.versions.node} is too old: 20.19 or later is needed (https://nodejs.org).`,
    );
  }
  say(`Node ${process.versions.node}`);
}
