// What building needs: npm's packages, the wasm32 target, wasm-pack and the matching wasm-bindgen. What is missing is
// installed. No npm package may be imported here: this runs before they are there.

import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, relative } from "node:path";

import { withLock } from "../process/lock.js";
import { captureOutput, command, firstLine, root } from "../process/command.js";
import { say, UserError } from "../process/report.js";

const WASM_PACK = "0.15.1";
const TARGET = "wasm32-unknown-unknown";

/** Left to itself, rustup downloads a toolchain for minutes, saying nothing, as soon as it is asked for its version. */
const NO_AUTO_INSTALL = { RUSTUP_AUTO_INSTALL: "0" };

/** Where command-line tools are kept, a folder for each version, for every checkout of this user. */
const tools = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "zoom-pkce");

/**
 * Installs the npm packages of a project, unless those of its package-lock.json are there.
 *
 * @param {string} [folder]
 */
export async function ensureNpmPackages(folder = root) {
  /** @param {string} file @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} */
  const packages = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {});
  const isMissing = () => {
    const installed = packages(join(folder, "node_modules/.package-lock.json"));
    const wanted = Object.entries(packages(join(folder, "package-lock.json")));
    return wanted.some(
      ([path, { version, optional }]) => path && !optional && installed[path]?.version !== version,
    );
  };
  if (!isMissing()) return;
  // npm hands its own settings on to this one: `npm publish --dry-run` must still build, and production too needs the
  // development packages to.
  const whatever = ["--include=dev", "--include=optional", "--no-dry-run"];
  const of = folder === root ? "" : ` of ${relative(root, folder)}`;
  const args = ["ci", "--no-audit", "--no-fund", ...whatever];
  const install = async () => {
    if (isMissing()) await command(`Installing the npm packages${of}`, "npm", args, { cwd: folder });
  };
  // The lock itself is one of the root's packages.
  if (folder === root) await install();
  else await withLock(join(folder, "package-lock.json"), `the npm packages${of}`, install);
}

/** Makes sure that Rust is there, of the version of rust-toolchain.toml, and its standard library for wasm. */
export async function ensureRust() {
  const rustup = captureOutput("rustup", ["toolchain", "list"], NO_AUTO_INSTALL);
  if (rustup.isThere) await ensureToolchain(rustup);
  const cargo = captureOutput("cargo", ["--version"], NO_AUTO_INSTALL);
  if (!cargo.isThere && !rustup.isThere) {
    throw new UserError(
      "Rust is missing. Install it with rustup (https://rustup.rs), open a new terminal, and run this again.",
    );
  }
  if (!cargo.isThere) throw new UserError("rustup is here, but cargo is not on the PATH.");
  if (!cargo.succeeded) throw new UserError(`Rust does not run. cargo --version says:\n${cargo.said}`);
  const sysroot = firstLine("rustc", ["--print", "sysroot"]) ?? "";
  if (existsSync(join(sysroot, "lib/rustlib", TARGET))) return;
  if (!rustup.isThere) {
    throw new UserError(
      `${cargo.line} has no standard library for ${TARGET}, and rustup, which could add it, is missing. Install Rust with rustup (https://rustup.rs), or your system's package for that target.`,
    );
  }
  await command(`Adding the target ${TARGET}`, "rustup", ["target", "add", TARGET]);
}

/** @param {ReturnType<typeof captureOutput>} installed what `rustup toolchain list` says */
async function ensureToolchain(installed) {
  if (!installed.succeeded) throw new UserError(`rustup does not run. It says:\n${installed.said}`);
  // Whoever sets this wants another toolchain than the file's.
  if (process.env.RUSTUP_TOOLCHAIN) return;
  const file = readFileSync(join(root, "rust-toolchain.toml"), "utf8");
  const channel = /^channel = "([^"]+)"/m.exec(file)?.[1];
  if (!channel) throw new UserError("rust-toolchain.toml names no channel.");
  if (installed.said.split("\n").some((line) => line.startsWith(`${channel}-`))) return;
  const parts = [
    "--profile",
    "minimal",
    "--component",
    "rustfmt",
    "--component",
    "clippy",
    "--target",
    TARGET,
  ];
  const args = ["toolchain", "install", channel, ...parts];
  await command(`Installing Rust ${channel} (about a minute, once)`, "rustup", args);
}

/**
 * Makes sure that a program of that version is there: on the PATH, or installed by cargo into this project's cache.
 *
 * @param {string} crate
 * @param {string} version
 * @param {string} program
 * @param {string} duration How long installing takes, for people.
 * @param {string[]} [versionArgs] What makes it print its name and version.
 * @returns {Promise<string>} The folder to put on the PATH; empty where nothing needs to be.
 */
export async function ensureCargoTool(crate, version, program, duration, versionArgs = ["--version"]) {
  const isThere = (/** @type {string} */ path) => firstLine(path, versionArgs)?.split(" ")[1] === version;
  if (isThere(program)) return "";
  const folder = join(tools, `${crate}-${version}`);
  const bin = join(folder, "bin");
  if (!isThere(join(bin, program))) {
    // Without --locked: the lock files of some releases name versions that are gone.
    const args = ["install", "--quiet", "--root", folder, crate, "--version", `=${version}`];
    await command(`Installing ${crate} ${version} (${duration}, once)`, "cargo", args);
  }
  return bin;
}

/** The version of wasm-bindgen that Cargo.lock names: the program must be of the same. */
function wasmBindgenVersion() {
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
  const version = /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock)?.[1];
  if (!version) throw new UserError("Cargo.lock names no wasm-bindgen.");
  return version;
}

/**
 * Makes sure that the crate can be built for wasm.
 *
 * @returns {Promise<NodeJS.ProcessEnv>} The environment to build in.
 */
export async function ensureWasmTools() {
  await ensureRust();
  const folders = [
    await ensureCargoTool("wasm-pack", WASM_PACK, "wasm-pack", "about 2 minutes"),
    await ensureCargoTool("wasm-bindgen-cli", wasmBindgenVersion(), "wasm-bindgen", "about 4 minutes"),
  ];
  return {
    PATH: [...folders.filter(Boolean), process.env.PATH].join(delimiter),
    // Either would replace the flags of .cargo/config.toml.
    RUSTFLAGS: undefined,
    CARGO_ENCODED_RUSTFLAGS: undefined,
  };
}

/** Makes sure that this Node is new enough. */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new UserError(
      `Node ${process.versions.node} is too old: 20.19 or later is needed (https://nodejs.org).`,
    );
  }
  say(`Node ${process.versions.node}`);
}
