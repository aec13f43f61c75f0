// Short names for what the wasm and its glue call each other by.

import { Buffer } from "node:buffer";

/**
 * Renames the imports and exports of a wasm to one or two characters, and the same names in its glue. wasm-bindgen's
 * names end in hashes, which no compressor makes smaller, and stand in both files.
 *
 * @param {Uint8Array} wasm
 * @param {string} glue
 * @returns {{ wasm: Buffer<ArrayBuffer>, glue: string }}
 */
export function shortenNames(wasm, glue) {
  const names = new Map();
  const short = (/** @type {string} */ name) => {
    if (!names.has(name)) names.set(name, names.size.toString(36));
    return names.get(name);
  };
  const sections = [wasm.subarray(0, 8)];
  for (let at = 8; at < wasm.length;) {
    const id = wasm[at];
    const [size, start] = readLeb(wasm, at + 1);
    const content = wasm.subarray(start, start + size);
    const renamed =
      id === 2 ? renameImports(content, short) : id === 7 ? renameExports(content, short) : content;
    sections.push(Uint8Array.of(id), writeLeb(renamed.length), renamed);
    at = start + size;
  }
  for (const [name, to] of names) {
    if (to === MODULE) continue;
    const word = name.replaceAll("$", "\\$");
    // `name: function(` in the imports, `wasm.name` everywhere else.
    glue = glue
      .replace(new RegExp(`(^\\s*)${word}: `, "gm"), `$1"${to}": `)
      .replace(new RegExp(`\\bwasm\\.${word}\\b`, "g"), `wasm["${to}"]`);
  }
  return { wasm: Buffer.concat(sections), glue: glue.replace(/"\.\/zoom_pkce_bg\.js": /g, `"${MODULE}": `) };
}

/** What the module of all imports is called. */
const MODULE = "_";

/** @param {Uint8Array} bytes @param {number} at @returns {[number, number]} the number, and what comes after it */
function readLeb(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}

/** @param {number} value */
function writeLeb(value) {
  const bytes = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Uint8Array.of(...bytes, value);
}

/** @param {Uint8Array} bytes @param {number} at @returns {[string, number]} */
function readName(bytes, at) {
  const [length, start] = readLeb(bytes, at);
  return [Buffer.from(bytes.subarray(start, start + length)).toString(), start + length];
}

/** @param {string} name */
function writeName(name) {
  return Buffer.concat([writeLeb(name.length), Buffer.from(name)]);
}

/** @param {Uint8Array} section @param {(name: string) => string} short */
function renameImports(section, short) {
  const [count, start] = readLeb(section, 0);
  const parts = [section.subarray(0, start)];
  for (let at = start, i = 0; i < count; i++) {
    const [, afterModule] = readName(section, at);
    const [name, afterName] = readName(section, afterModule);
    if (section[afterName] !== 0) throw new Error(`the import ${name} is not a function`);
    const [, end] = readLeb(section, afterName + 1);
    parts.push(writeName(MODULE), writeName(short(name)), section.subarray(afterName, end));
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
