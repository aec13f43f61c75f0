// The public address of the repository. `repository` of package.json is its home: npm derives the
// links to the home page and to the issues from it. What else shows an address follows it.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../process/command.js";
import { readCrate } from "../process/crate.js";

/**
 * @typedef {object} Sources
 * @property {{ repository?: string | { url: string }, homepage?: string, bugs?: string | { url: string } }} manifest
 *   package.json
 * @property {{ repository: string | null, homepage: string | null }} crate Cargo.toml
 * @property {string} issues `.github/ISSUE_TEMPLATE/config.yml`
 * @property {string} conduct `CODE_OF_CONDUCT.md`
 */

/** @returns {Sources} */
export function readSources() {
  const read = (/** @type {string} */ file) => readFileSync(join(root, file), "utf8");
  return {
    manifest: JSON.parse(read("package.json")),
    crate: readCrate(),
    issues: read(".github/ISSUE_TEMPLATE/config.yml"),
    conduct: read("CODE_OF_CONDUCT.md"),
  };
}

/**
 * Returns the address as browsers open it.
 *
 * @param {Sources["manifest"]["repository"]} repository
 */
export const addressOf = (repository) =>
  (typeof repository === "object" ? repository.url : repository)?.replace(/^git\+/, "").replace(/\.git$/, "");

/**
 * Finds addresses that are not those of the repository. Without `repository` there is none at all.
 *
 * @param {Sources} sources
 * @returns {string[]} what is wrong
 */
export function addressFaults({ manifest, crate, issues }) {
  const address = addressOf(manifest.repository);
  if (address !== undefined && !/^https:\/\/[^/]+\/[^/]/.test(address)) {
    return [`package.json: repository must be an https URL, as it is or with git+; it is ${address}.`];
  }
  /** @type {[string, string | null | undefined][]} */
  const shown = [
    ["Cargo.toml: homepage", crate.homepage],
    ["package.json: homepage", manifest.homepage],
    ["package.json: bugs", typeof manifest.bugs === "object" ? manifest.bugs.url : manifest.bugs],
  ];
  for (const [, url] of issues.matchAll(/url: (\S+)/g)) {
    shown.push([".github/ISSUE_TEMPLATE/config.yml: url", url]);
  }
  const others = shown.filter(([, url]) => url && !(address && isBelow(url, address)));
  if ((crate.repository ?? undefined) !== address)
    others.unshift(["Cargo.toml: repository", crate.repository]);
  const rule = address ? `must be ${address}, or below it` : "must be left out, as in package.json";
  return others.map(([name, url]) => `${name} ${rule}; it is ${url ?? "missing"}.`);
}

/** @param {string} url @param {string} address */
const isBelow = (url, address) => url.startsWith(address) && /^($|[/#])/.test(url.slice(address.length));

/**
 * Lists what a release needs, and is not filled in.
 *
 * @param {Sources} sources
 * @returns {string[]}
 */
export function missingAddresses({ manifest, conduct }) {
  return [
    ...(manifest.repository
      ? []
      : ["package.json: repository is missing. Fill in the public address, the same in Cargo.toml."]),
    ...(/to fill in/.test(conduct) ? ["CODE_OF_CONDUCT.md: fill in the address for reports."] : []),
  ];
}
