// The wasm as JavaScript, for pages whose policy forbids WebAssembly.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { transform } from "esbuild";

import { binaryen } from "./binaryen.js";
import { UserError } from "../process/report.js";
import { MODULE } from "./wasm-names.js";

/**
 * A module whose default export does what `new WebAssembly.Instance` does: it takes the imports and gives the exports.
 *
 * @param {string} file the wasm, with short names
 * @returns {Promise<string>}
 */
export async function wasmToJavaScript(file) {
  const folder = mkdtempSync(join(tmpdir(), "zoom-pkce-wasm2js-"));
  try {
    const text = join(folder, "module.wat");
    await binaryen("wasm-dis", "Reading the wasm", [file, "-o", text]);
    writeFileSync(text, withoutSaturation(readFileSync(text, "utf8")));
    const lowered = join(folder, "lowered.wasm");
    // What wasm2js can't express.
    const passes = ["--signext-lowering", "--llvm-memory-copy-fill-lowering"];
    await binaryen("wasm-opt", "Lowering the wasm", [text, "-o", lowered, ...passes, "-O3"]);
    const script = join(folder, "script.js");
    await binaryen("wasm2js", "Turning the wasm into JavaScript", [lowered, "-o", script, "-Os"]);
    const { code } = await transform(asFunction(readFileSync(script, "utf8")), {
      minify: true,
      format: "esm",
    });
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The conversions of floats that no number can trap, by those that trap. */
const SATURATING = [
  { name: "i32.trunc_sat_f64_s", traps: "i32.trunc_f64_s", least: "-2147483648", most: "2147483647" },
  { name: "i32.trunc_sat_f64_u", traps: "i32.trunc_f64_u", least: "0", most: "4294967295" },
];

/**
 * wasm2js takes a conversion that saturates for one that wraps around, and Binaryen's own lowering of it
 * (`--llvm-nontrapping-fptoint-lowering`) has the largest number wrong: it gives the smallest.
 *
 * @param {string} text of a module
 * @returns {string}
 */
export function withoutSaturation(text) {
  const functions = SATURATING.map(
    ({ name, traps, least, most }) => `
 (func $${name} (param $x f64) (result i32)
  (if (result i32)
   (f64.ne (local.get $x) (local.get $x))
   (then (i32.const 0))
   (else (${traps} (f64.max (f64.min (local.get $x) (f64.const ${most})) (f64.const ${least}))))))`,
  );
  for (const { name } of SATURATING) text = text.replaceAll(`(${name}\n`, `(call $${name}\n`);
  if (/\w\.trunc_sat_\w+(?= *\n)/.test(text.replaceAll(/\(call \$\S+/g, ""))) {
    throw new UserError(
      "The wasm converts floats in a way that scripts/build/wasm-to-javascript.js does not know.",
    );
  }
  return text.replace(/\)\s*$/, `${functions.join("")}\n)\n`);
}

/**
 * What wasm2js wrote, as a function of the imports.
 *
 * @param {string} script
 * @returns {string}
 */
export function asFunction(script) {
  /** @type {[RegExp, string][]} */
  const edits = [
    [new RegExp(`^import \\* as ${MODULE} from '${MODULE}';\n`), ""],
    // Its own instance, with its exports: the importer makes it.
    [/^var retasmFunc = asmFunc\(\{\n[\s\S]*$/m, "export default asmFunc;\n"],
    // A memory that grows is copied, and secrets with it; what is left is to hold none.
    [/^ *newHEAP8\.set\(HEAP8\);\n/m, "newHEAP8.set(HEAP8);\nHEAP8.fill(0);\n"],
  ];
  for (const [part, by] of edits) {
    if (!part.test(script)) {
      throw new UserError(
        `wasm2js writes another form than scripts/build/wasm-to-javascript.js knows: not found: ${part.source}`,
      );
    }
    script = script.replace(part, by);
  }
  return script;
}
