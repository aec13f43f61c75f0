// What is inside the wasm: the same, with the names that it had before it was made small.

import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

import { COMPILED } from "./index.js";
import { root } from "../process/command.js";
import { leanGlue } from "./lean-glue.js";
import { optimise } from "./shrink-wasm.js";
import { functionSizes, sectionsOf } from "./wasm-sections.js";

const SECTIONS = [
  "names and such",
  "types",
  "imports",
  "functions",
  "tables",
  "memories",
  "globals",
  "exports",
  "start",
  "elements",
  "code",
  "data",
  "count of data",
];

/** The sections and the functions of the wasm, as text. */
export async function sizeReport() {
  const folder = join(root, "target/size-report");
  rmSync(folder, { recursive: true, force: true });
  cpSync(COMPILED, folder, { recursive: true });
  const file = join(folder, "zoom_pkce_bg.wasm");
  await optimise(file, leanGlue(readFileSync(join(folder, "zoom_pkce.js"), "utf8")), ["-g"]);
  const wasm = readFileSync(file);
  const lines = ["   raw  brotli  section"];
  for (const { id, content } of sectionsOf(wasm)) {
    if (id === 0) continue;
    const compressed = brotliCompressSync(content).length;
    lines.push(`${String(content.length).padStart(6)}${String(compressed).padStart(8)}  ${SECTIONS[id]}`);
  }
  const functions = functionSizes(wasm);
  const all = functions.reduce((sum, { size }) => sum + size, 0);
  lines.push("", "   raw       %  function");
  for (const { name, size } of functions) {
    const share = ((100 * size) / all).toFixed(1);
    // Without the hashes that tell instances apart.
    lines.push(
      `${String(size).padStart(6)}${share.padStart(8)}  ${name.replaceAll(/::h[0-9a-f]{16}|\[[0-9a-f]{16}\]/g, "")}`,
    );
  }
  return lines.join("\n");
}
