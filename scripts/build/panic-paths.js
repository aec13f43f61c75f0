// Which panics the shipped wasm can still reach, and from where: what the build turns into traps has no names any more.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { binaryen } from "./binaryen.js";
import { COMPILED } from "./index.js";
import { leanGlue } from "./lean-glue.js";
import { ENTERS_PANIC, isPartOfPanic, OPTIMISING, usedExports } from "./shrink-wasm.js";

/** The name of a trap that no panic stands behind: the compiler took what is there for impossible. */
export const BARE = "unreachable";

/**
 * The panics that are left once the wasm is optimised as for shipping, with calls out of it in their place: nothing takes
 * those away but that nobody gets there.
 *
 * @param {Uint8Array} original as wasm-pack has it, with names
 * @param {(name: string) => boolean} [isUsed] Whether an export is.
 * @returns {Promise<{ from: string, panic: string }[]>} one for each place, by the names of the functions
 */
export async function panicPaths(original, isUsed = () => true) {
  const { default: library } = await import("binaryen");
  const module = library.readBinary(original);
  for (let index = module.getNumExports() - 1; index >= 0; index--) {
    const { name } = library.getExportInfo(module.getExportByIndex(index));
    if (!isUsed(name)) module.removeExport(name);
  }
  for (let index = module.getNumFunctions() - 1; index >= 0; index--) {
    const { name, base, params, results } = library.getFunctionInfo(module.getFunctionByIndex(index));
    if (base || !isPartOfPanic(name)) continue;
    module.removeFunction(name);
    if (ENTERS_PANIC.test(name)) module.addFunctionImport(name, "panic", name, params, results);
    else module.addFunction(name, params, results, [], module.unreachable());
  }
  const text = markBareTraps(module.emitText());
  module.dispose();

  const work = mkdtempSync(join(tmpdir(), "zoom-pkce-panics-"));
  try {
    const [marked, optimised] = [join(work, "marked.wat"), join(work, "optimised.wat")];
    writeFileSync(marked, text);
    await binaryen("wasm-opt", "Looking for panics", [marked, "-S", "-g", "-o", optimised, ...OPTIMISING]);
    return callsOf(readFileSync(optimised, "utf8"));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The name in a line like `(call $name` or `(func $"<name>" (param …`, if it is one. @param {string} line */
const nameIn = (line) => {
  const [, quoted, plain] = /^ *\((?:func|call|return_call) \$(?:"([^"]*)"|([^\s()]+))/.exec(line) ?? [];
  return quoted ?? plain;
};

/**
 * Puts a call before every trap that does not follow a panic's call, as the compiler writes it where the call does not return.
 *
 * @param {string} text a module, indented by its depth
 */
function markBareTraps(text) {
  /** The last expression of each depth. @type {string[]} */
  const last = [];
  let isInPanic = false;
  const lines = text.split("\n").map((line) => {
    const depth = line.search(/\S/);
    // An expression that ends is none that begins.
    if (depth === -1 || line[depth] === ")") return line;
    const before = last[depth] ?? "";
    last.length = depth;
    last[depth] = line;
    if (/^ *\(func/.test(line)) isInPanic = isPartOfPanic(nameIn(line) ?? "");
    if (isInPanic || line.trim() !== "(unreachable)" || ENTERS_PANIC.test(nameIn(before) ?? "")) return line;
    return `${" ".repeat(depth)}(call $${BARE})\n${line}`;
  });
  const declared = `(import "panic" "${BARE}" (func $${BARE}))`;
  return lines.join("\n").replace(/^\(module.*\n/, (start) => `${start} ${declared}\n`);
}

/** @param {string} text a module that was optimised */
function callsOf(text) {
  const panics = new Set();
  for (const [, quoted, plain] of text.matchAll(
    /\(import "panic" "[^"]*" \(func \$(?:"([^"]*)"|([^\s()]+))/g,
  )) {
    panics.add(quoted ?? plain);
  }
  let from = "";
  return text.split("\n").flatMap((line) => {
    const name = nameIn(line);
    if (name === undefined) return [];
    if (/^ *\(func/.test(line)) from = name;
    else if (panics.has(name)) return [{ from: withoutHashes(from), panic: withoutHashes(name) }];
    return [];
  });
}

/** What names have that changes from one compiler to the next. @param {string} name */
const withoutHashes = (name) => name.replace(/::h[0-9a-f]{16}$/, "").replace(/\[[0-9a-f]{16}\]/g, "");

/** Those of what was built last. */
export async function panicPathsOfBuild() {
  const glue = leanGlue(readFileSync(join(COMPILED, "zoom_pkce.js"), "utf8"));
  const used = usedExports(glue);
  return panicPaths(readFileSync(join(COMPILED, "zoom_pkce_bg.wasm")), (name) => used.has(name));
}
