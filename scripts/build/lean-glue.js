// wasm-bindgen's glue without what serves engines and callers that this package does not have.

import { UserError } from "../process/report.js";

/**
 * Functions of the glue, as they are needed here. Views of the memory are made anew for each use: a memory that has grown
 * can then leave no stale one, not even where its old buffer is not detached, as with wasm2js. The encoder's and the
 * decoder's workarounds are for engines without `encodeInto` and for gigabytes of text.
 *
 * @type {Record<string, string>}
 */
const FUNCTIONS = {
  getDataViewMemory0: "() {\n    return new DataView(wasm.memory.buffer);\n}",
  getUint8ArrayMemory0: "() {\n    return new Uint8Array(wasm.memory.buffer);\n}",
  getStringFromWasm0:
    "(ptr, len) {\n    return cachedTextDecoder.decode(getUint8ArrayMemory0().subarray(ptr, ptr + len));\n}",
  passStringToWasm0: `(arg, malloc) {
    const bytes = cachedTextEncoder.encode(arg);
    WASM_VECTOR_LEN = bytes.length;
    const ptr = malloc(WASM_VECTOR_LEN, 1);
    getUint8ArrayMemory0().set(bytes, ptr);
    return ptr;
}`,
  // Around a function, for the arguments of each call: as wasm-bindgen has it, each import makes two functions.
  handleError: `(f) {
    return (...args) => {
        try {
            return f(...args);
        } catch (error) {
            wasm.__wbindgen_exn_store(addHeapObject(error));
        }
    };
}`,
};

/**
 * What else is written otherwise, or not at all: what only serves the functions above, and loading, which is js/load.js.
 *
 * @type {[RegExp, string][]}
 */
const PARTS = [
  [/^cachedTextDecoder\.decode\(\);\n/m, ""],
  [/^if \(!\('encodeInto' in [\s\S]*?\n\}\n/m, ""],
  [/, wasm\.__wbindgen_malloc, wasm\.__wbindgen_realloc\)/, ", wasm.__wbindgen_malloc)"],
  [
    /^async function __wbg_load\([\s\S]*$/m,
    `/** Starts with the exports that \`instantiate\` makes of the imports, or with a promise of them. */
export async function start(instantiate) {
    wasm = await instantiate(__wbg_get_imports());
}
`,
  ],
];

/**
 * @param {string} glue
 * @returns {string}
 */
export function leanGlue(glue) {
  for (const [name, text] of Object.entries(FUNCTIONS)) {
    glue = replaceOnce(
      glue,
      new RegExp(`^function ${name}\\([\\s\\S]*?\\n\\}\\n`, "m"),
      `function ${name}${text}\n`,
    );
  }
  return PARTS.reduce((text, [part, by]) => replaceOnce(text, part, by), glue);
}

/**
 * The imports as short as they can be said, after those that nobody needs were taken out: no minifier dares to turn functions
 * into arrows, or to move a call into another. Pointers are below 2 GiB here, so they need no conversion.
 *
 * @param {string} glue
 * @returns {string}
 */
export function shortImports(glue) {
  /** @type {[RegExp, string][]} */
  const edits = [
    [/: function\(\) \{ return handleError\(function \(([\w, ]*)\) \{\n/g, ": handleError(($1) => {\n"],
    [/^( {8}\}), arguments\); \},$/gm, "$1),"],
    [/: function\(([\w, ]*)\) \{\n/g, ": ($1) => {\n"],
    [/const ret = (.*);\n\s*return (addHeapObject|takeObject)\(ret\);/g, "return $2($1);"],
    [/const ret = (.*);\n\s*return ret;/g, "return $1;"],
    [/\((arg\d) >>> 0\) \+ (\d) \* (\d)/g, "$1 + $2 * $3"],
    [/^ {4}ptr = ptr >>> 0;\n/gm, ""],
    [/ptr \/ 1\b/g, "ptr"],
  ];
  const short = edits.reduce((text, [part, by]) => text.replace(part, by), glue);
  // In an arrow these would mean something else, and `handleError` gives a function now.
  const code = short.replaceAll(/\/\*\*[\s\S]*?\*\//g, "");
  const left = /\barguments\b|\bthis\b|return handleError\(|: function\b/.exec(code);
  if (left || short.split(": handleError((").length !== glue.split("return handleError(function").length) {
    throw new UserError(
      `wasm-bindgen's imports have changed their form, which scripts/build/lean-glue.js must follow: ${left?.[0] ?? "handleError"}`,
    );
  }
  return short;
}

/** @param {string} glue @param {RegExp} part @param {string} text */
function replaceOnce(glue, part, text) {
  const all = new RegExp(part.source, part.flags + "g");
  if (glue.match(all)?.length !== 1) {
    throw new UserError(
      `wasm-bindgen's glue has changed its form, which scripts/build/lean-glue.js must follow: not found once: ${part.source}`,
    );
  }
  return glue.replace(part, () => text);
}
