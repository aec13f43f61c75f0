// What the registries would get, as their own programs make it. Nothing is published.

import { delimiter } from "node:path";

import { ensureCargoTool, ensureRust } from "../install/tools.js";
import { command } from "../process/command.js";
import { say, UserError } from "../process/report.js";

const SEMVER_CHECKS = "0.51.0";

/**
 * Packs and compiles the crate as `cargo publish` does. A warning is an error.
 *
 * @param {string[]} [options] of `cargo publish`
 */
export async function packCrate(options = []) {
  await ensureRust();
  const args = ["publish", "--dry-run", "--locked", ...options];
  const { output } = await command("Packing and compiling the crate", "cargo", args);
  const warnings = warningsIn(output);
  if (warnings.length > 0) throw new UserError(`cargo publish warns:\n${warnings.join("\n")}`);
}

/**
 * Returns the warnings of cargo, but the one that a dry run ends with.
 *
 * @param {string} output
 */
export const warningsIn = (output) =>
  output
    .split("\n")
    .filter((line) => /^warning(\[|:)/.test(line) && !/aborting upload due to dry run/.test(line));

/** Packs the npm package, and prints its files. */
export async function packNpm() {
  const { output } = await command("Packing the npm package", "npm", ["pack", "--dry-run"], { show: true });
  return output;
}

/** Compares the crate's interface with that of its newest release, by the rules of its new version. */
export async function compareWithRelease() {
  const [name, duration] = ["cargo-semver-checks", "about 10 minutes"];
  const folder = await ensureCargoTool(name, SEMVER_CHECKS, name, duration, ["semver-checks", "--version"]);
  const env = { PATH: [folder, process.env.PATH].filter(Boolean).join(delimiter) };
  const args = ["semver-checks"];
  const options = { env, allowFailure: true };
  const description = "Comparing the crate with its newest release";
  const { status, output } = await command(description, name, args, options);
  if (status === 0) return;
  if (!hasNoRelease(output)) throw new UserError(`${description}: failed.\n${output}`);
  say("The crate has no release to compare with: this is the first one.");
}

/** @param {string} output of cargo-semver-checks */
export const hasNoRelease = (output) => /not found in registry/.test(output);
