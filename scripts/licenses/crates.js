// The licences of what others wrote and the package carries: the crates in its wasm, Rust's standard library, the glue.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { captureOutput } from "../process/command.js";
import { UserError } from "../process/report.js";

/** The licences that the package may carry, those to choose first: where the text begins, in their files. */
const PERMITTED = new Map([
  [
    "MIT",
    /Permission\s+is\s+hereby\s+granted,\s+free\s+of\s+charge,\s+to\s+any\s+person\s+obtaining\s+a\s+copy\s+of\s+this\s/,
  ],
  ["BSD-3-Clause", /Redistribution\s+and\s+use\s+in\s+source\s+and\s+binary\s+forms\b/],
  ["Unicode-3.0", /NOTICE\s+TO\s+USER:\s/],
]);

/** What comes with the compiler, and not as a package with files to read. */
const STANDARD_LIBRARY = {
  name: "the Rust standard library (core, alloc, std, compiler_builtins)",
  licenses: ["MIT"],
  copyright: ["Copyright (c) The Rust Project Developers (see https://thanks.rust-lang.org)"],
};

const HEADING = `zoom-pkce itself is licensed under MIT or Apache-2.0, at your option: LICENSE-MIT, LICENSE-APACHE.

Its WebAssembly, the JavaScript made from it and the glue around it (made by wasm-bindgen) contain parts of what is listed
here. Where a licence can be chosen, the first one below that is offered was. That JavaScript also has a few functions of
Binaryen's wasm2js: Copyright 2015 WebAssembly Community Group participants, Apache-2.0, whose text is in LICENSE-APACHE.`;

/**
 * Writes who owns what, and each licence once. The same crates give the same file.
 *
 * @param {string} file
 */
export function writeLicenses(file) {
  /** Their holders below the text. @type {Map<string, Map<string, string[]>>} */
  const byLicense = new Map([...PERMITTED.keys()].map((license) => [license, new Map()]));
  /** @param {string} license @param {string} text @param {string} holder */
  const add = (license, text, holder) => {
    const texts = /** @type {Map<string, string[]>} */ (byLicense.get(license));
    // Crates break the lines of the same text in different ways.
    const same = [...texts.keys()].find((other) => words(other) === words(text)) ?? text;
    texts.set(same, [...(texts.get(same) ?? []), holder]);
  };
  for (const crate of linkedCrates()) {
    for (const license of chooseLicenses(crate)) {
      const { copyright, text } = readLicense(crate, license);
      add(license, text, [`${crate.name} ${crate.version}`, ...copyright].join("\n  "));
    }
  }
  const [[mit]] = /** @type {Map<string, string[]>} */ (byLicense.get("MIT"));
  add("MIT", mit, [STANDARD_LIBRARY.name, ...STANDARD_LIBRARY.copyright].join("\n  "));

  const sections = [...byLicense].flatMap(([license, texts]) =>
    [...texts].map(([text, holders]) =>
      [`${license}\n${"=".repeat(license.length)}`, ...holders, text].join("\n\n"),
    ),
  );
  writeFileSync(file, `${[HEADING, ...sections].join("\n\n\n")}\n`);
}

/** @typedef {{ name: string, version: string, license: string | null, manifest_path: string }} Crate */

/** @returns {Crate[]} what is compiled into the wasm: dependencies of dependencies, without what runs only in the build */
function linkedCrates() {
  const tree = "tree --locked --target wasm32-unknown-unknown --edges normal,no-proc-macro --prefix none";
  const linked = new Set(askCargo(`${tree} --features standalone`).said.match(/^\S+ v\d\S+/gm));
  // Where each one's files are. Its own tree has more in it: what no feature asks for.
  const metadata = "metadata --locked --filter-platform wasm32-unknown-unknown --format-version 1";
  /** @type {{ packages: Crate[] }} */
  const { packages } = JSON.parse(askCargo(`${metadata} --features standalone`).line);
  return packages
    .filter(({ name, version }) => name !== "zoom-pkce" && linked.has(`${name} v${version}`))
    .sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

/** @param {string} args */
function askCargo(args) {
  const answer = captureOutput("cargo", args.split(" "));
  if (!answer.succeeded)
    throw new UserError(`cargo does not say what is compiled into the wasm:\n${answer.said}`);
  return answer;
}

/**
 * @param {Crate} crate
 * @returns {string[]} those that hold for it together
 */
export function chooseLicenses({ name, license }) {
  // Of SPDX expressions, what crates use: "A OR B", the older "A/B", and "(A OR B) AND C".
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

/** @param {Crate} crate @param {string} license */
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
  throw new UserError(`The crate ${name} comes without the text of its licence, ${license}.`);
}

/** @param {string} text */
const words = (text) => text.split(/\s+/).join(" ");
