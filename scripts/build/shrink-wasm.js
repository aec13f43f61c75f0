// Makes the wasm of wasm-pack small: what a page loads is bytes. And its other forms: a string, JavaScript.

import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { binaryen } from "./binaryen.js";
import { encode } from "./encode.js";
import { leanGlue, shortImports } from "./lean-glue.js";
import { UserError } from "../process/report.js";
import { renameModule, shortenNames } from "./wasm-names.js";
import { mapData, sectionsOf } from "./wasm-sections.js";
import { wasmToJavaScript } from "./wasm-to-javascript.js";

/**
 * What only a panic reaches. On this target a panic prints nowhere and traps; with a trap in place of its first step, all
 * the formatting behind it goes, and the page sees the same. Nothing else here formats text: that nothing else calls what is
 * trapped is checked. js-sys's executor is exported by js-sys and used by nobody.
 */
const ONLY_PANICS =
  /::panicking::|::fmt::|>::fmt(::|$)|slice_index_fail|len_mismatch_fail|raw_vec::handle_error|handle_alloc_error|alloc_error_hook|js_sys::futures/;

/** Where a panic begins: what may be called by code that works, because calling it ends that code. */
export const ENTERS_PANIC =
  /\bcore(\[\w+\])?::panicking::|panicking::panic_handler|::(\w+_fail|unwrap_failed|expect_failed|handle_error|handle_alloc_error|capacity_overflow|default_alloc_error_hook)(::h[0-9a-f]{16})?$/;

/** @param {string} name of a function */
export const isPartOfPanic = (name) => ONLY_PANICS.test(name);

/** The numbers of the sections that hold a table of functions. */
const TABLES = 4;
const ELEMENTS = 9;

/** What wasm-opt does to the wasm. */
export const OPTIMISING = [
  "-Oz",
  // Blocks and branches laid out anew, as few as they can be.
  "--flatten",
  "--rereloop",
  "-Oz",
  // The lowest addresses are the far end of the stack: nothing lies there.
  "--low-memory-unused",
  "--converge",
  // Once more: it finds what the first round has uncovered.
  "-Oz",
];

/**
 * What only a panic prints, and where its source was on the machine that built it. Nothing refers to it any more, but data
 * has no names to tell by: it becomes zeros, which weigh nothing once compressed.
 */
const SOURCE_FILE = /\/[\w./[\]-]+\.rs/g;
const ONLY_PRINTED_BY_PANICS = [
  SOURCE_FILE,
  /(?:slice index starts at | but ends at |range (?:start|end) index | out of range for slice of length )/g,
  /called `\w+::\w+\(\)` on an? `\w+` value/g,
  /Utf8Errorvalid_up_toerror_len|Tried to shrink to a larger capacity|capacity overflow|closure invoked recursively or after being dropped|RefCell already (?:mutably )?borrowed/g,
  /0123456789abcdef \{ , :  \{\n|0x0123456789ABCDEF|(?:\d\d){100}/g,
];

/**
 * Rewrites wasm-pack's output in place: `zoom_pkce_bg.wasm` optimised for size, its glue with the short names that it now
 * has and nothing that is not needed. Beside them, the same wasm in three other forms:
 *
 * - `zoom_pkce_embedded.js`, a string in a module;
 * - `zoom_pkce_slim.wasm`, a file of its own, and `zoom_pkce_slim.js`, which knows it from that of another build;
 * - `zoom_pkce_javascript.js`, for pages that may not use WebAssembly.
 *
 * @param {string} folder
 */
export async function shrinkWasm(folder) {
  const file = join(folder, "zoom_pkce_bg.wasm");
  const glueFile = join(folder, "zoom_pkce.js");
  const leaner = leanGlue(readFileSync(glueFile, "utf8"));
  await optimise(file, leaner, ["--strip-debug", "--strip-producers", "--strip-target-features"]);

  const { wasm, glue } = shortenNames(readFileSync(file), leaner);
  if (!WebAssembly.validate(wasm))
    throw new UserError("The wasm is not valid after its names were shortened.");
  // What is called through a table is not seen by the search for calls of what was trapped.
  if ([...sectionsOf(wasm)].some(({ id }) => id === TABLES || id === ELEMENTS)) {
    throw new UserError(
      "The wasm has a table of functions again: find what is called by a pointer (npm run size -- --why).",
    );
  }
  writeFileSync(file, wasm);
  writeFileSync(glueFile, shortImports(glue));
  // Declared as scripts/build/lean-glue.js makes it.
  const types = join(folder, "zoom_pkce.d.ts");
  const start = "export function start(instantiate: (imports: any) => any): Promise<void>;\n";
  writeFileSync(types, readFileSync(types, "utf8").replace(/^export type InitInput = [\s\S]*$/m, start));

  writeModule(
    join(folder, "zoom_pkce_embedded"),
    `import { decode } from "../js/decode.js";\n\nexport default () => decode(${JSON.stringify(encode(wasm)).slice(1, -1)});\n`,
    "export default function embedded(): Uint8Array<ArrayBuffer>;\n",
  );
  // Names of one letter fit another build's wasm just as well, and mean something else there.
  const build = `zoom-pkce-${createHash("sha256").update(wasm).update(glue).digest("hex").slice(0, 16)}`;
  writeFileSync(join(folder, "zoom_pkce_slim.wasm"), renameModule(wasm, build));
  writeModule(
    join(folder, "zoom_pkce_slim"),
    `export const build = ${JSON.stringify(build)};\n`,
    "export const build: string;\n",
  );
  writeModule(
    join(folder, "zoom_pkce_javascript"),
    await wasmToJavaScript(file),
    "export default function instantiate(imports: any): any;\n",
  );
}

/** The exports that a glue uses. @param {string} glue made lean @returns {Set<string>} */
export const usedExports = (glue) =>
  new Set(Array.from(glue.matchAll(/\bwasm\.([A-Za-z_$][\w$]*)/g), ([, name]) => name));

/**
 * @param {string} file the wasm, which is written anew
 * @param {string} glue what uses it
 * @param {string[]} more Of wasm-opt's passes.
 */
export async function optimise(file, glue, more) {
  const used = usedExports(glue);
  writeFileSync(file, await trapInsteadOfPanic(readFileSync(file), (name) => used.has(name)));
  await binaryen("wasm-opt", "Optimising the wasm", [file, "-o", file, ...OPTIMISING, ...more]);
}

/** @param {string} path without its ending @param {string} code @param {string} types */
function writeModule(path, code, types) {
  writeFileSync(`${path}.js`, `// Generated by scripts/build/shrink-wasm.js.\n${code}`);
  writeFileSync(`${path}.d.ts`, types);
}

/**
 * Puts a trap in place of what only a panic reaches, and zeros in place of what it would print; and takes out the exports
 * that nobody uses.
 *
 * @param {Uint8Array} original
 * @param {(name: string) => boolean} [isUsed] Whether an export is.
 * @returns {Promise<Buffer>}
 */
export async function trapInsteadOfPanic(original, isUsed = () => true) {
  const { default: library } = await import("binaryen");
  const module = library.readBinary(original);
  const exported = Array.from(
    { length: module.getNumExports() },
    (_, index) => library.getExportInfo(module.getExportByIndex(index)).name,
  );
  for (const name of exported) if (!isUsed(name)) module.removeExport(name);
  /** @type {Set<string>} */
  const trapped = new Set();
  for (let index = module.getNumFunctions() - 1; index >= 0; index--) {
    const { name, base, params, results } = library.getFunctionInfo(module.getFunctionByIndex(index));
    if (base || !isPartOfPanic(name)) continue;
    module.removeFunction(name);
    module.addFunction(name, params, results, [], module.unreachable());
    trapped.add(name);
  }
  if (trapped.size === 0)
    throw new UserError("No panicking function was found by its name: has the toolchain renamed them?");
  const reached = callsOutsidePanics(module.emitText(), trapped);
  if (reached.length > 0) {
    throw new UserError(
      `Code that works calls what scripts/build/shrink-wasm.js takes for a part of a panic and would trap:\n${reached.join("\n")}`,
    );
  }
  library.setDebugInfo(true);
  const wasm = Buffer.from(module.emitBinary());
  module.dispose();
  return mapData(wasm, blankWhatPanicsPrint);
}

/** @param {Buffer} data @param {number} address */
function blankWhatPanicsPrint(data, address) {
  let text = data.toString("latin1");
  // Where a panic is: the address and the length of a file's name, a line, a column.
  for (const { 0: name, index } of text.matchAll(SOURCE_FILE)) {
    const place = Buffer.alloc(8);
    place.writeUInt32LE(address + index, 0);
    place.writeUInt32LE(name.length, 4);
    for (let at = -1; (at = data.indexOf(place, at + 1)) >= 0;) data.fill(0, at, at + 16);
  }
  text = data.toString("latin1");
  // Of the same length, so that nothing moves.
  const blank = (/** @type {string} */ text) => "\0".repeat(text.length);
  return Buffer.from(
    ONLY_PRINTED_BY_PANICS.reduce((text, part) => text.replace(part, blank), text),
    "latin1",
  );
}

/**
 * The calls of trapped functions other than those that begin a panic. A trapped function calls nothing any more, so every
 * caller is one that stays. Functions that are called through the table are not seen: of those trapped, formatting and
 * js-sys's executor are the only ones.
 *
 * @param {string} text The module as text, a call to a line.
 * @param {Set<string>} trapped
 */
function callsOutsidePanics(text, trapped) {
  const found = new Set();
  let caller = "";
  for (const [, kind, quoted, plain] of text.matchAll(
    /\((func|call|return_call) \$(?:"([^"]*)"|([^\s()]+))/g,
  )) {
    const name = quoted ?? plain;
    if (kind === "func") caller = name;
    else if (trapped.has(name) && !ENTERS_PANIC.test(name)) found.add(`${caller} calls ${name}`);
  }
  return [...found];
}
