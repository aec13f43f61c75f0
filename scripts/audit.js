// npm run audit: looks for known vulnerabilities in the packages and crates of every lock file. The
// advisories are on the network: if they can't be read, the command fails and says so.

import { dirname } from "node:path";

import { checkCrates, ensureCargoDeny } from "./licenses/cargo-deny.js";
import { captureOutput, command } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";

/**
 * Old versions are tried there on purpose, with what is known of them. Their findings are printed,
 * and are no failure.
 */
const OLD_ON_PURPOSE = /^(tests|benches)\//;

/** The levels that npm names. Lower ones are not printed. */
const LEVELS = ["critical", "high", "moderate"];

/** @param {string} pattern */
const tracked = (pattern) => captureOutput("git", ["ls-files", pattern]).stdout.split("\n").filter(Boolean);

/**
 * Asks the registry about the packages of a lock file.
 *
 * @param {string} lock
 * @returns {Promise<string | undefined>} what was found, or `undefined`
 * @throws {UserError} if the registry gives no answer
 */
async function auditPackages(lock) {
  const args = ["audit", "--json", "--package-lock-only"];
  const options = { cwd: dirname(lock), allowFailure: true };
  const { output } = await command(`Asking the registry about ${lock}`, "npm", args, options);
  // Warnings may stand before and after the JSON.
  const [json = "{}"] = /^\{[^]*^\}/m.exec(output) ?? [];
  /** @type {{ metadata?: { vulnerabilities: Record<string, number> }, message?: string }} */
  const { metadata, message = output } = JSON.parse(json);
  if (!metadata) throw new UserError(`the registry gives no answer about packages: ${message.trim()}`);
  const found = LEVELS.filter((level) => Number(metadata.vulnerabilities[level]) > 0);
  return found.map((level) => `${metadata.vulnerabilities[level]} ${level}`).join(", ") || undefined;
}

/** @param {string} lock @param {NodeJS.ProcessEnv} env */
async function auditCrates(lock, env) {
  const manifest = lock.replace(/\.lock$/, ".toml");
  const { status, output } = await checkCrates(manifest, ["advisories"], { env, allowFailure: true });
  if (/failed to fetch advisory database/.test(output)) {
    throw new UserError(`the advisory database of crates can't be read: ${output.trim().split("\n")[0]}`);
  }
  return status === 0 ? undefined : output;
}

await run(async () => {
  /** @type {string[]} */
  const failures = [];
  /**
   * @param {string[]} locks
   * @param {(lock: string) => Promise<string | undefined>} audit
   */
  const auditAll = async (locks, audit) => {
    for (const lock of locks) {
      const found = await audit(lock);
      if (!found) continue;
      say(`${lock}: ${found}`);
      if (!OLD_ON_PURPOSE.test(lock)) failures.push(`${lock}: ${found}`);
    }
  };
  // Each part is tried, whether or not the other one's advisories can be read.
  const parts = [
    () => auditAll(tracked("*package-lock.json"), auditPackages),
    async () => {
      const env = await ensureCargoDeny();
      await auditAll(tracked("*Cargo.lock"), (lock) => auditCrates(lock, env));
    },
  ];
  for (const part of parts) {
    await part().catch((error) => {
      if (!(error instanceof UserError)) throw error;
      failures.push(`NOT CHECKED: ${error.message}`);
    });
  }
  if (failures.length > 0) throw new UserError(failures.join("\n"));
  say("No known vulnerabilities.");
});
