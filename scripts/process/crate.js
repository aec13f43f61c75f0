// What Cargo.toml says of the crate, read by cargo.

import { captureOutput } from "./command.js";
import { UserError } from "./report.js";

/**
 * @typedef {object} Crate
 * @property {string} version
 * @property {string | null} repository
 * @property {string | null} homepage
 * @property {string} rust_version
 * @property {Record<string, string[]>} features
 * @property {{ docs: { rs: DocsRs } }} metadata
 */

/** @typedef {{ features: string[], "default-target": string, targets: string[] }} DocsRs */

/** @returns {Crate} */
export function readCrate() {
  const args = ["metadata", "--no-deps", "--format-version", "1"];
  const { succeeded, stdout, output } = captureOutput("cargo", args);
  if (!succeeded) throw new UserError(`cargo can't read Cargo.toml. It prints:\n${output}`);
  return JSON.parse(stdout).packages[0];
}
