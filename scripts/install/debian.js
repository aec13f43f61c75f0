// Installs Debian packages. This needs Debian and root.

import { existsSync } from "node:fs";

import { command } from "../process/command.js";
import { say, UserError } from "../process/report.js";

/** Whether this system is Debian, and whether this process runs as root. */
export const system = () => ({
  isDebian: existsSync("/etc/debian_version"),
  isRoot: process.getuid?.() === 0,
});

/**
 * Installs packages, if this is Debian and the user is root. A failure is printed, and does not
 * throw.
 *
 * @param {string[][]} groups Each group is installed by itself: an unavailable package makes only
 *   its own group fail.
 */
export async function installPackages(groups) {
  const { isDebian, isRoot } = system();
  if (!isDebian || !isRoot || groups.length === 0) return;
  // The run level keeps Debian from starting servers that it installs: each test starts its own.
  const env = { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const aptGet = (/** @type {string} */ description, /** @type {string[]} */ args) =>
    withoutUserErrors(() => command(description, "apt-get", args, { env }));
  await aptGet("Updating Debian's list of packages", ["update", "-qq"]);
  for (const packages of groups) {
    const args = ["install", "-y", "-qq", "--no-install-recommends", ...packages];
    await aptGet(`Installing ${packages.join(", ")} (about a minute, once)`, args);
  }
}

/**
 * Returns a sentence that says how to get missing programs on this system.
 *
 * @param {string[]} packages of Debian
 * @param {string[][]} programs that the packages contain; each is a list of the names it may have
 * @param {{ isDebian: boolean, isRoot: boolean }} [on] the system
 */
export function howToGet(packages, programs, { isDebian, isRoot } = system()) {
  if (!isDebian) {
    return `Put these programs on the PATH: ${programs.map((names) => names.join(" or ")).join(", ")}`;
  }
  const install = `apt-get install ${packages.join(" ")}`;
  return isRoot ? `This was tried and failed: ${install}` : `Run this: sudo ${install}`;
}

/**
 * Calls a function. If it throws a `UserError`, prints the error.
 *
 * @template T
 * @param {() => Promise<T>} act
 * @returns {Promise<T | undefined>} `undefined` after a `UserError`
 */
export async function withoutUserErrors(act) {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(error.message);
    return undefined;
  }
}
