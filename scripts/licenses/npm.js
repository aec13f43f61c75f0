// The licences of the npm packages in the lock files. They build and test the package, which has no
// dependencies itself.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../process/command.js";

/** Licences that have no conditions for running the software. */
const PERMITTED = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-3.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "LGPL-3.0-or-later",
  "MIT",
  "MIT-0",
  "MPL-2.0",
  "Python-2.0",
  "Unlicense",
  "Zlib",
]);

/**
 * Licences of packages that have them in the obsolete field `licenses`, which npm does not copy to the
 * lock file, or only in a file (khroma).
 */
const ELSEWHERE = new Map([
  ["co-bluebird 1.1.0", "MIT"],
  ["co-use 1.1.0", "MIT"],
  ["console-browserify 1.2.0", "MIT"],
  ["enhanced-resolve 4.5.0", "MIT"],
  ["esprima 1.2.5", "BSD-2-Clause"],
  ["exit 0.1.2", "MIT"],
  ["khroma 2.1.0", "MIT"],
  ["promisify-any 2.0.1", "MIT"],
  ["querystring-es3 0.2.1", "MIT"],
]);

/**
 * Whether a package with this licence may be used.
 *
 * @param {string | undefined} license an SPDX expression: parts joined by AND, each with
 *   alternatives joined by OR
 */
export function isPermitted(license) {
  if (!license) return false;
  const withoutOuterParentheses = (/** @type {string} */ text) => text.replace(/^\(([^()]*)\)$/, "$1");
  const parts = withoutOuterParentheses(license)
    .split(" AND ")
    .map((part) => withoutOuterParentheses(part).split(" OR "));
  return parts.every((offered) => offered.some((name) => PERMITTED.has(name)));
}

/**
 * Checks the packages of every lock file in the repository.
 *
 * @returns {{ packages: number, refused: string[] }} the number of packages, and those whose
 *   licence is not permitted
 */
export function checkNpmLicenses() {
  const tracked = spawnSync("git", ["ls-files", "*package-lock.json"], { cwd: root, encoding: "utf8" });
  /** @type {Map<string, string | undefined>} */
  const licenses = new Map();
  for (const file of tracked.stdout.split("\n").filter(Boolean)) {
    /** @type {{ packages: Record<string, { version?: string, license?: string }> }} */
    const { packages } = JSON.parse(readFileSync(join(root, file), "utf8"));
    for (const [path, { version, license }] of Object.entries(packages)) {
      // The empty path is the project itself.
      if (!path) continue;
      const name = `${path.replace(/^.*node_modules\//, "")} ${version}`;
      licenses.set(name, license ?? ELSEWHERE.get(name));
    }
  }
  const refused = [...licenses].filter(([, license]) => !isPermitted(license));
  return { packages: licenses.size, refused: refused.map(([name, license]) => `${name}: ${license}`) };
}
