// cargo-deny, which checks licences, sources and advisories of crates.

import { delimiter } from "node:path";

import { ensureCargoTool, ensureRust } from "../install/tools.js";
import { command } from "../process/command.js";

const VERSION = "0.20.2";

/**
 * Installs cargo-deny, if it is missing.
 *
 * @returns {Promise<NodeJS.ProcessEnv>} the environment to run it in
 */
export async function ensureCargoDeny() {
  await ensureRust();
  const folder = await ensureCargoTool("cargo-deny", VERSION, "cargo-deny", "about 5 minutes");
  return { PATH: [folder, process.env.PATH].filter(Boolean).join(delimiter) };
}

/**
 * Checks the crates of a manifest by the rules of deny.toml.
 *
 * @param {string} manifest
 * @param {string[]} checks such as `licenses`
 * @param {import("../process/command.js").CommandOptions} options with the environment
 */
export function checkCrates(manifest, checks, options) {
  const args = ["--locked", "--manifest-path", manifest, "--config", "deny.toml", "check", ...checks];
  return command(`Checking the ${checks.join(", ")} of ${manifest}`, "cargo-deny", args, options);
}
