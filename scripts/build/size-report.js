// Prints the size of each function of the wasm.

import { join } from "node:path";

import { binaryen } from "./binaryen.js";
import { COMPILED, OPTIMISE } from "./wasm.js";

/** Prints the instructions of each function of the optimised wasm, by wasm-opt. */
export async function printSizeReport() {
  const wasm = join(COMPILED, "zoom_pkce_bg.wasm");
  const output = join(COMPILED, "size-report.wasm");
  const args = [wasm, "-g", "-o", output, ...OPTIMISE, "--func-metrics"];
  await binaryen("wasm-opt", "Measuring the wasm", args, { show: true });
}
