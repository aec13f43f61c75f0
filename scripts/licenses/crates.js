// The licences of the third-party code in the package: the crates in its wasm, Rust's standard
// library, the glue, and the npm packages in the command.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { captureOutput } from "../process/command.js";
import { UserError } from "../process/report.js";

/**
 * The licences that third-party code in the package may have, the preferred one first. Each has a
 * pattern for the place where its text begins in a crate's licence file, after the copyright lines.
 */
const PERMITTED = new Map([
  [
    "MIT",
    /Permission\s+is\s+hereby\s+granted,\s+free\s+of\s+charge,\s+to\s+any\s+person\s+obtaining\s+a\s+copy\s+of\s+this\s/,
  ],
  ["BSD-2-Clause", /Redistribution\s+and\s+use\s+in\s+source\s+and\s+binary\s+forms\b/],
  ["BSD-3-Clause", /Redistribution\s+and\s+use\s+in\s+source\s+and\s+binary\s+forms\b/],
  ["Unicode-3.0", /NOTICE\s+TO\s+USER:\s/],
]);

/**
 * The standard library comes with the compiler. It has no crate whose licence file could be read.
 */
const STANDARD_LIBRARY = {
  name: "the Rust standard library (core, alloc, std, compiler_builtins)",
  licenses: ["MIT"],
  copyright: ["Copyright (c) The Rust Project Developers (see https://thanks.rust-lang.org)"],
};

const HEADING = `zoom-pkce itself is licensed under MIT or Apache-2.0, at your option: LICENSE-MIT, LICENSE-APACHE.

Its WebAssembly, the JavaScript made from it, and the glue around it (made by wasm-bindgen) contain parts of the code listed
here. dist/command/, which only the command zoom-pkce loads, contains the npm packages that are listed here. If a crate offers
several licences, it is used under the one that comes first in this file. The JavaScript also has a
few functions of Binaryen's wasm2js: Copyright 2015 WebAssembly Community Group participants, Apache-2.0. The text of that
licence is in LICENSE-APACHE.`;

/**
 * Writes the copyright holders, grouped by licence text. The output depends only on the crates and the
 * packages.
 *
 * @param {string} file to write
 * @param {string[]} packageFolders of the npm packages that are bundled
 */
export function writeLicenses(file, packageFolders) {
  /**
   * For each licence, its texts and the copyright holders of each text.
   *
   * @type {Map<string, Map<string, string[]>>}
   */
  const byLicense = new Map([...PERMITTED.keys()].map((license) => [license, new Map()]));
  /** @param {string} license @param {string} text @param {string} holder */
  const add = (license, text, holder) => {
    const texts = /** @type {Map<string, string[]>} */ (byLicense.get(license));
    // The same text has different line breaks in different crates.
    const same = [...texts.keys()].find((other) => normalize(other) === normalize(text)) ?? text;
    texts.set(same, [...(texts.get(same) ?? []), holder]);
  };
  for (const part of [...linkedCrates(), ...packageFolders.map(readPackage)]) {
    for (const license of chooseLicenses(part)) {
      const { copyright, text } = readLicense(part, license);
      add(license, text, [`${part.name} ${part.version}`, ...copyright].join("\n  "));
    }
  }
  const [mit = ""] = /** @type {Map<string, string[]>} */ (byLicense.get("MIT")).keys();
  add("MIT", mit, [STANDARD_LIBRARY.name, ...STANDARD_LIBRARY.copyright].join("\n  "));

  const sections = [...byLicense].flatMap(([license, texts]) =>
    [...texts].map(([text, holders]) =>
      [`${license}\n${"=".repeat(license.length)}`, ...holders, text].join("\n\n"),
    ),
  );
  writeFileSync(file, `${[HEADING, ...sections].join("\n\n\n")}\n`);
}

/**
 * @typedef {{ name: string, version: string, license: string | null, manifest_path: string }} Crate
 * A crate, or an npm package.
 */

/**
 * Lists the crates that are compiled into the wasm, indirect dependencies included. Build scripts
 * and procedural macros are left out: they only run during the build.
 *
 * @returns {Crate[]}
 */
function linkedCrates() {
  const tree = "tree --locked --target wasm32-unknown-unknown --edges normal,no-proc-macro --prefix none";
  const linked = new Set(runCargo(`${tree} --features standalone`).output.match(/^\S+ v\d\S+/gm));
  // The metadata has the folders of the crates. It also lists crates of features that are off.
  const metadata = "metadata --locked --filter-platform wasm32-unknown-unknown --format-version 1";
  /** @type {{ packages: Crate[] }} */
  const { packages } = JSON.parse(runCargo(`${metadata} --features standalone`).stdout);
  return packages
    .filter(({ name, version }) => name !== "zoom-pkce" && linked.has(`${name} v${version}`))
    .sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

/**
 * @param {string} folder of an npm package
 * @returns {Crate}
 */
function readPackage(folder) {
  const manifest_path = join(folder, "package.json");
  const { name, version, license } = JSON.parse(readFileSync(manifest_path, "utf8"));
  return { name, version, license, manifest_path };
}

/** @param {string} args */
function runCargo(args) {
  const result = captureOutput("cargo", args.split(" "));
  if (!result.succeeded) throw new UserError(`cargo can't list the crates of the wasm:\n${result.output}`);
  return result;
}

/**
 * Chooses the licences to use a crate under. An SPDX expression with AND needs several.
 *
 * @param {Crate} crate
 * @returns {string[]}
 * @throws {UserError} if no permitted licence is offered
 */
export function chooseLicenses({ name, license }) {
  // The SPDX expressions that crates use are "A OR B", its older form "A/B", and "(A OR B) AND C".
  const parts = (license ?? "none")
    .split(" AND ")
    .map((part) => part.replace(/^\((.*)\)$/, "$1").split(/ OR |\//));
  return parts.map((offered) => {
    const chosen = [...PERMITTED.keys()].find((permitted) => offered.includes(permitted));
    if (chosen) return chosen;
    throw new UserError(
      `The licence of the crate ${name} is ${license}. scripts/licenses/crates.js permits ${[...PERMITTED.keys()].join(", ")}.`,
    );
  });
}

/**
 * Reads a crate's licence file.
 *
 * @param {Crate} crate
 * @param {string} license
 * @returns {{ copyright: string[], text: string }} the copyright lines, and the licence text after
 *   them
 */
function readLicense({ name, manifest_path }, license) {
  const folder = dirname(manifest_path);
  const start = /** @type {RegExp} */ (PERMITTED.get(license));
  for (const file of readdirSync(folder).sort()) {
    if (!/^(licen[cs]e|copying)/i.test(file)) continue;
    const content = readFileSync(join(folder, file), "utf8");
    const at = content.search(start);
    if (at === -1) continue;
    const copyright = content.slice(0, at).match(/^[ \t]*copyright (?!and permission notice).*$/gim) ?? [];
    return { copyright: copyright.map((line) => line.trim()), text: content.slice(at).trim() };
  }
  throw new UserError(`The crate ${name} has no file with the text of its licence, ${license}.`);
}

/** Replaces each run of white space by one space. @param {string} text */
const normalize = (text) => text.split(/\s+/).join(" ");
