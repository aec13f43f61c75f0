// What building needs: npm's packages, the wasm32 target, wasm-pack and the matching wasm-bindgen. What is missing is
// installed. No npm package may be imported here: this runs before they are there.

import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

import { command, firstLine, root } from "./command.js";
import { say, Stop } from "./report.js";

const WASM_PACK = "0.15.1";
const TARGET = "wasm32-unknown-unknown";

/** Where command-line tools are kept, a folder for each version, for every checkout of this user. */
const tools = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "zoom-pkce");

/** Installs the npm packages, unless those of package-lock.json are there. */
export async function ensureNpmPackages() {
  /** @param {string} file @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} */
  const packages = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {});
  const installed = packages(join(root, "node_modules/.package-lock.json"));
  const wanted = Object.entries(packages(join(root, "package-lock.json")));
  const missing = wanted.some(
    ([path, { version, optional }]) => path && !optional && installed[path]?.version !== version,
  );
  if (missing) await command("Installing the npm packages", "npm", ["ci", "--no-audit", "--no-fund"]);
}

/** Makes sure that Rust is there, and its standard library for wasm. */
export async function ensureRust() {
  // With rustup, this installs the toolchain of rust-toolchain.toml where it is missing.
  const version = firstLine("cargo", ["--version"]);
  if (!version) {
    throw new Stop(
      "Rust is missing. Install it with rustup (https://rustup.rs), open a new terminal, and run this again.",
    );
  }
  const sysroot = firstLine("rustc", ["--print", "sysroot"]) ?? "";
  if (existsSync(join(sysroot, "lib/rustlib", TARGET))) return;
  if (!firstLine("rustup", ["--version"])) {
    throw new Stop(
      `${version} has no standard library for ${TARGET}, and rustup, which could add it, is missing. Install Rust with rustup (https://rustup.rs), or your system's package for that target.`,
    );
  }
  await command(`Adding the target ${TARGET}`, "rustup", ["target", "add", TARGET]);
}

/**
 * Makes sure that a program of that version is there: on the PATH, or installed by cargo into this project's cache.
 *
 * @param {string} crate
 * @param {string} version
 * @param {string} program
 * @param {string} duration How long installing takes, for people.
 * @returns {Promise<string>} The folder to put on the PATH; empty where nothing needs to be.
 */
export async function ensureCargoTool(crate, version, program, duration) {
  const isThere = (/** @type {string} */ path) => firstLine(path, ["--version"])?.split(" ")[1] === version;
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
  if (!version) throw new Stop("Cargo.lock names no wasm-bindgen.");
  return version;
}

/**
 * Makes sure that the crate can be built for wasm.
 *
 * @returns {Promise<{ PATH: string }>} The environment to build in.
 */
export async function ensureWasmTools() {
  await ensureRust();
  const folders = [
    await ensureCargoTool("wasm-pack", WASM_PACK, "wasm-pack", "about 2 minutes"),
    await ensureCargoTool("wasm-bindgen-cli", wasmBindgenVersion(), "wasm-bindgen", "about 4 minutes"),
  ];
  return { PATH: [...folders.filter(Boolean), process.env.PATH].join(delimiter) };
}

/** Makes sure that this Node is new enough. */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Stop(
      `Node ${process.versions.node} is too old: 20.19 or later is needed (https://nodejs.org).`,
    );
  }
  say(`Node ${process.versions.node}`);
}
