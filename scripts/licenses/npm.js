// The licences of npm packages, by the lock files. The package itself depends on none: these build and test it.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../process/command.js";

/** Those that ask nothing of somebody who only runs what is under them. */
const PERMITTED = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-4.0",
  "ISC",
  "LGPL-3.0-or-later",
  "MIT",
  "MPL-2.0",
  "Python-2.0",
]);

/** @param {string | undefined} license an SPDX expression: parts with AND, each with a choice by OR */
export function isPermitted(license) {
  if (!license) return false;
  const parts = license.split(" AND ").map((part) => part.replace(/^\((.*)\)$/, "$1").split(" OR "));
  return parts.every((offered) => offered.some((name) => PERMITTED.has(name)));
}

/** Checks every lock file of the repository. */
export function checkNpmLicenses() {
  const tracked = spawnSync("git", ["ls-files", "*package-lock.json"], { cwd: root, encoding: "utf8" });
  /** @type {Map<string, string | undefined>} */
  const licenses = new Map();
  for (const file of tracked.stdout.split("\n").filter(Boolean)) {
    /** @type {{ packages: Record<string, { version?: string, license?: string }> }} */
    const { packages } = JSON.parse(readFileSync(join(root, file), "utf8"));
    for (const [path, { version, license }] of Object.entries(packages)) {
      // "" is the project itself.
      if (path) licenses.set(`${path.replace(/^.*node_modules\//, "")} ${version}`, license);
    }
  }
  const refused = [...licenses].filter(([, license]) => !isPermitted(license));
  return { packages: licenses.size, refused: refused.map(([name, license]) => `${name}: ${license}`) };
}
