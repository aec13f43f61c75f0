// The binary format of a wasm, as far as the build reads and writes it by itself.

import { Buffer } from "node:buffer";

import { UserError } from "../process/report.js";

/** The sections of a wasm by their numbers. */
export const IMPORTS = 2;
export const EXPORTS = 7;
const CODE = 10;
const DATA = 11;
const CUSTOM = 0;

const I32_CONST = 0x41;

/**
 * @param {Uint8Array} wasm
 * @param {Record<number, (section: Uint8Array) => Uint8Array>} change
 * @returns {Buffer<ArrayBuffer>}
 */
export function mapSections(wasm, change) {
  const sections = [wasm.subarray(0, 8)];
  for (const { id, content } of sectionsOf(wasm)) {
    const changed = change[id]?.(content) ?? content;
    sections.push(Uint8Array.of(id), writeLeb(changed.length), changed);
  }
  return Buffer.concat(sections);
}

/**
 * Changes what lies in memory from the start, but no length and no place.
 *
 * @param {Uint8Array} wasm
 * @param {(data: Buffer, address: number) => Uint8Array} change
 */
export function mapData(wasm, change) {
  return mapSections(wasm, {
    [DATA]: (section) => {
      const [count, start] = readLeb(section, 0);
      const parts = [section.subarray(0, start)];
      for (let at = start, i = 0; i < count; i++) {
        // In memory 0, at a constant address.
        if (section[at] !== 0 || section[at + 1] !== I32_CONST)
          throw new UserError("The wasm has data of another form.");
        const [address, afterAddress] = readLeb(section, at + 2);
        const [length, from] = readLeb(section, afterAddress + 1);
        const to = from + length;
        parts.push(section.subarray(at, from), change(Buffer.from(section.subarray(from, to)), address));
        at = to;
      }
      return Buffer.concat(parts);
    },
  });
}

/**
 * The functions of a wasm that has a section of names, with the bytes of their code; the largest first.
 *
 * @param {Uint8Array} wasm
 */
export function functionSizes(wasm) {
  /** @type {number[]} */
  const sizes = [];
  /** @type {Map<number, string>} */
  const names = new Map();
  let imported = 0;
  for (const { id, content } of sectionsOf(wasm)) {
    if (id === IMPORTS) [imported] = readLeb(content, 0);
    if (id === CODE) {
      const [count, start] = readLeb(content, 0);
      for (let at = start, i = 0; i < count; i++) {
        const [size, from] = readLeb(content, at);
        sizes.push(size);
        at = from + size;
      }
    }
    if (id === CUSTOM && readName(content, 0)[0] === "name") readFunctionNames(content, names);
  }
  return sizes
    .map((size, index) => ({ name: names.get(index + imported) ?? `function ${index + imported}`, size }))
    .sort((a, b) => b.size - a.size);
}

/** @param {Uint8Array} section @param {Map<number, string>} names */
function readFunctionNames(section, names) {
  for (let [, at] = readName(section, 0); at < section.length;) {
    const kind = section[at];
    const [size, from] = readLeb(section, at + 1);
    if (kind === FUNCTION_NAMES) {
      const [count, start] = readLeb(section, from);
      for (let place = start, i = 0; i < count; i++) {
        const [index, afterIndex] = readLeb(section, place);
        const [name, end] = readName(section, afterIndex);
        names.set(index, name);
        place = end;
      }
    }
    at = from + size;
  }
}

const FUNCTION_NAMES = 1;

/** @param {Uint8Array} wasm */
export function* sectionsOf(wasm) {
  for (let at = 8; at < wasm.length;) {
    const id = wasm[at];
    const [size, start] = readLeb(wasm, at + 1);
    yield { id, content: wasm.subarray(start, start + size) };
    at = start + size;
  }
}

/** @param {Uint8Array} bytes @param {number} at @returns {[number, number]} the number, and what comes after it */
export function readLeb(bytes, at) {
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
export function readName(bytes, at) {
  const [length, start] = readLeb(bytes, at);
  return [Buffer.from(bytes.subarray(start, start + length)).toString(), start + length];
}

/** @param {string} name */
export function writeName(name) {
  return Buffer.concat([writeLeb(name.length), Buffer.from(name)]);
}
