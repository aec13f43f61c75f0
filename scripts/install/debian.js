// Debian's packages, where this may install them: on Debian, as root.

import { existsSync } from "node:fs";

import { command } from "../process/command.js";
import { say, UserError } from "../process/report.js";

/** Whose packages are here, and whether they may be installed. */
export const system = () => ({
  isDebian: existsSync("/etc/debian_version"),
  isRoot: process.getuid?.() === 0,
});

/**
 * Installs packages that are missing, where that may be; what fails is shown, and stays missing.
 *
 * @param {string[][]} groups One by one: of a package that is nowhere to be had, only its own group suffers.
 */
export async function installPackages(groups) {
  const { isDebian, isRoot } = system();
  if (!isDebian || !isRoot || groups.length === 0) return;
  // A server among them is for whoever needs it to start, on a port of their own.
  const env = { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const attempt = (/** @type {string} */ doing, /** @type {string[]} */ args) =>
    unlessStopped(() => command(doing, "apt-get", args, { env }));
  await attempt("Updating Debian's list of packages", ["update", "-qq"]);
  for (const packages of groups) {
    const install = ["install", "-y", "-qq", "--no-install-recommends", ...packages];
    await attempt(`Installing ${packages.join(", ")} (about a minute, once)`, install);
  }
}

/**
 * How to get packages that are still missing, as the end of a sentence.
 *
 * @param {string[]} packages
 * @param {string[][]} programs What they bring: a program a row, by any of its names.
 * @param {{ isDebian: boolean, isRoot: boolean }} [on]
 */
export function howToGet(packages, programs, { isDebian, isRoot } = system()) {
  if (!isDebian) return `put these on the PATH: ${programs.map((names) => names.join(" or ")).join(", ")}`;
  const install = `apt-get install ${packages.join(" ")}`;
  return isRoot ? `make this work, which was tried and failed: ${install}` : `run this: sudo ${install}`;
}

/**
 * @template T
 * @param {() => Promise<T>} act
 * @returns {Promise<T | undefined>} nothing where it stopped, having said why
 */
export async function unlessStopped(act) {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(error.message);
    return undefined;
  }
}
