// Short names for what the wasm and its glue call each other by.

import { Buffer } from "node:buffer";

import { UserError } from "../process/report.js";
import { EXPORTS, IMPORTS, mapSections, readLeb, readName, writeName } from "./wasm-sections.js";

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The short names are words in JavaScript too: `wasm2js` would change others. @param {number} index */
function shortName(index) {
  const name = LETTERS[index] ?? `_${LETTERS[index - LETTERS.length]}`;
  if (name === "_undefined") throw new UserError("scripts/build/wasm-names.js has too few short names.");
  return name;
}

/**
 * Renames the imports and exports of a wasm to one or two characters, and the same names in its glue; an import that the
 * wasm does not have is taken out of the glue. wasm-bindgen's
 * names end in hashes, which no compressor makes smaller, and stand in both files. A name that is renamed in one of them
 * only would be found missing in browsers, so glue of another form than this knows is refused.
 *
 * @param {Uint8Array} wasm
 * @param {string} glue
 * @returns {{ wasm: Buffer<ArrayBuffer>, glue: string }}
 */
export function shortenNames(wasm, glue) {
  /** @type {Map<string, string>} */
  const names = new Map();
  /** @type {Set<string>} */
  const imports = new Set();
  const short = (/** @type {string} */ name) => {
    const known = names.get(name) ?? shortName(names.size);
    names.set(name, known);
    return known;
  };
  const shortImport = (/** @type {string} */ name) => {
    imports.add(name);
    return short(name);
  };
  const renamed = mapSections(wasm, {
    [IMPORTS]: (section) => renameImports(section, GLUE_MODULE, MODULE, shortImport),
    [EXPORTS]: (section) => renameExports(section, short),
  });
  /** @type {string[]} */
  const notFound = [];
  /** @param {RegExp} key @param {string} to @param {string} name */
  const renameKey = (key, to, name) => {
    if (glue.match(key)?.length !== 1) notFound.push(name);
    glue = glue.replace(key, `$1"${to}": `);
  };
  if (imports.size > 0) renameKey(/^(\s*)"\.\/zoom_pkce_bg\.js": /gm, MODULE, GLUE_MODULE);
  for (const [name, to] of names) {
    const word = name.replace(/\W/g, "\\$&");
    // `name: function(` in the imports, `wasm.name` everywhere else.
    if (imports.has(name)) renameKey(new RegExp(`^(\\s*)${word}: `, "gm"), to, name);
    glue = glue.replace(new RegExp(`\\bwasm\\.${word}(?![\\w$])`, "g"), `wasm["${to}"]`);
  }
  glue = glue.replace(/^ {8}__wbg_\w+: function[\s\S]*?^ {8}\},\n/gm, "");
  const left = glue.match(/\bwasm\.[A-Za-z_$][\w$]*|\.\/zoom_pkce_bg\.js/g) ?? [];
  if (notFound.length > 0 || left.length > 0) {
    throw changed(
      [
        notFound.length > 0 && `not found once as a key: ${notFound.join(", ")}`,
        left.length > 0 && `not known to the wasm: ${[...new Set(left)].join(", ")}`,
      ]
        .filter(Boolean)
        .join("; "),
    );
  }
  return { wasm: renamed, glue };
}

/**
 * Another name for the module that all imports of a wasm with short names are of.
 *
 * @param {Uint8Array} wasm
 * @param {string} module
 */
export function renameModule(wasm, module) {
  return mapSections(wasm, {
    [IMPORTS]: (section) => renameImports(section, MODULE, module, (name) => name),
  });
}

/** What wasm-bindgen calls the module of all imports, and what it is called here. */
const GLUE_MODULE = "./zoom_pkce_bg.js";
export const MODULE = "_";

/** @param {string} how */
function changed(how) {
  return new UserError(
    `wasm-bindgen's glue has changed its form, which scripts/build/wasm-names.js must follow: ${how}.`,
  );
}

/** @param {Uint8Array} section @param {string} from @param {string} to @param {(name: string) => string} short */
function renameImports(section, from, to, short) {
  const [count, start] = readLeb(section, 0);
  const parts = [section.subarray(0, start)];
  for (let at = start, i = 0; i < count; i++) {
    const [module, afterModule] = readName(section, at);
    const [name, afterName] = readName(section, afterModule);
    if (module !== from) throw changed(`the import ${name} is from ${module}`);
    if (section[afterName] !== 0) throw changed(`the import ${name} is not a function`);
    const [, end] = readLeb(section, afterName + 1);
    parts.push(writeName(to), writeName(short(name)), section.subarray(afterName, end));
    at = end;
  }
  return Buffer.concat(parts);
}

/** @param {Uint8Array} section @param {(name: string) => string} short */
function renameExports(section, short) {
  const [count, start] = readLeb(section, 0);
  const parts = [section.subarray(0, start)];
  for (let at = start, i = 0; i < count; i++) {
    const [name, afterName] = readName(section, at);
    const [, end] = readLeb(section, afterName + 1);
    parts.push(writeName(short(name)), section.subarray(afterName, end));
    at = end;
  }
  return Buffer.concat(parts);
}
