// The version of a release: its tag, the npm package, the crate and the change log have the same.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../process/command.js";
import { readCrate } from "../process/crate.js";

/**
 * Each place that has the version of the release, with what it says.
 *
 * @typedef {Record<"package.json" | "package-lock.json" | "Cargo.toml" | "Cargo.lock" | "CHANGELOG.md",
 *   string | undefined>} Versions
 */

/** @returns {Versions} `CHANGELOG.md` has that of its newest heading with a version */
export function readVersions() {
  const read = (/** @type {string} */ file) => readFileSync(join(root, file), "utf8");
  return {
    "package.json": JSON.parse(read("package.json")).version,
    "package-lock.json": JSON.parse(read("package-lock.json")).version,
    "Cargo.toml": readCrate().version,
    "Cargo.lock": /name = "zoom-pkce"\nversion = "([^"]+)"/.exec(read("Cargo.lock"))?.[1],
    "CHANGELOG.md": newestVersion(read("CHANGELOG.md")),
  };
}

/** @param {string} changelog */
export const newestVersion = (changelog) => /^## \[?(\d[^\s\]]*)/m.exec(changelog)?.[1];

/**
 * Compares the versions with the tag.
 *
 * @param {string} tag
 * @param {Versions} versions
 * @returns {string[]} what differs
 */
export function versionFaults(tag, versions) {
  const version = /^v(\d+\.\d+\.\d+(?:-[\w.]+)?)$/.exec(tag)?.[1];
  if (!version) return [`The tag ${tag} must be v and a version, such as v1.2.3.`];
  const { "package.json": npm, "Cargo.toml": crate } = versions;
  const faults = Object.entries(versions)
    .filter(([, found]) => found !== version)
    .map(([file, found]) => `${file} has ${found ? `the version ${found}` : "no version"}, not ${version}.`);
  return npm === crate
    ? faults
    : [
        `The npm package (${npm}) and the crate (${crate}) must have the same version: package.json, Cargo.toml.`,
        ...faults,
      ];
}
