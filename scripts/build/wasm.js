// The wasm module, from the crate to its three forms in pkg/. No generated file is edited.

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

import { build } from "esbuild";

import { ensureWasmTools, WASM_TARGET } from "../install/tools.js";
import { command, root } from "../process/command.js";
import { binaryen } from "./binaryen.js";

/** What wasm-pack writes. Its wasm has the names of functions, which tests and reports read. */
export const COMPILED = join(root, "target/compiled");

/** How wasm-opt optimises the wasm. */
export const OPTIMISE = ["-Oz", "--converge"];

/** What wasm-opt replaces before wasm2js, which can't express it. */
const LOWER = [
  "--signext-lowering",
  "--llvm-nontrapping-fptoint-lowering",
  "--llvm-memory-copy-fill-lowering",
];

/**
 * Compiles the crate with wasm-pack.
 *
 * @param {string} folder The absolute path of the folder that wasm-pack writes to.
 * @param {string} target The `--target` of wasm-pack.
 * @param {string[]} [features]
 */
export async function compileCrate(folder, target, features = []) {
  const env = await ensureWasmTools();
  // No path of this machine gets into the wasm: builds on two machines are the same.
  const cargoHome = process.env.CARGO_HOME || join(homedir(), ".cargo");
  const crates = join(cargoHome, "registry/src");
  const registries = existsSync(crates) ? readdirSync(crates).map((name) => join(crates, name)) : [];
  const remap = [
    `${cargoHome}=/cargo`,
    `${root}=/zoom-pkce/`,
    ...registries.map((registry) => `${registry}=/crates`),
  ].map((pair) => `--remap-path-prefix=${pair}`);
  const rustflags = `target.${WASM_TARGET}.rustflags=${JSON.stringify(remap)}`;
  const options = ["--release", "--target", target, "--out-dir", folder, "--mode", "no-install"];
  const cargoOptions = [
    "--locked",
    "--config",
    rustflags,
    ...features.flatMap((name) => ["--features", name]),
  ];
  const args = ["build", ...options, "--", ...cargoOptions];
  await command("Compiling the crate with wasm-pack", "wasm-pack", args, { env });
}

/**
 * Writes the wasm module and its glue into a folder:
 *
 * - `zoom_pkce_bg.js`, the glue of wasm-bindgen
 * - `zoom_pkce_bg.wasm`, optimised
 * - `zoom_pkce_binary.js`, the same inside JavaScript: a string with a character for each byte
 * - `zoom_pkce_bg.wasm.js`, the same as JavaScript, by wasm2js
 *
 * @param {string} folder
 */
export async function writeWasm(folder) {
  rmSync(COMPILED, { recursive: true, force: true });
  await compileCrate(COMPILED, "bundler", ["standalone"]);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of ["zoom_pkce_bg.js", "zoom_pkce.d.ts", "zoom_pkce_bg.wasm.d.ts"]) {
    copyFileSync(join(COMPILED, file), join(folder, file));
  }
  const types = 'export * from "./zoom_pkce.js";\nexport function __wbg_set_wasm(exports: object): void;\n';
  writeFileSync(join(folder, "zoom_pkce_bg.d.ts"), types);

  const wasm = join(folder, "zoom_pkce_bg.wasm");
  const strip = ["--strip-debug", "--strip-producers", "--strip-target-features"];
  const compiled = join(COMPILED, "zoom_pkce_bg.wasm");
  await binaryen("wasm-opt", "Optimising the wasm", [compiled, "-o", wasm, ...OPTIMISE, ...strip]);
  const binary = readFileSync(wasm).toString("latin1");
  writeFileSync(join(folder, "zoom_pkce_binary.js"), `export default ${JSON.stringify(binary)};\n`);
  writeFileSync(
    join(folder, "zoom_pkce_binary.d.ts"),
    "declare const binary: string;\nexport default binary;\n",
  );
  await writeJavaScript(wasm, `${wasm}.js`);
}

/**
 * Turns a wasm module into JavaScript.
 *
 * @param {string} wasm
 * @param {string} script
 */
async function writeJavaScript(wasm, script) {
  const folder = mkdtempSync(join(tmpdir(), "zoom-pkce-wasm2js-"));
  try {
    const lowered = join(folder, "lowered.wasm");
    await binaryen("wasm-opt", "Lowering the wasm", [wasm, "-o", lowered, ...LOWER, "-O3"]);
    await binaryen("wasm2js", "Turning the wasm into JavaScript", [lowered, "-o", script, "-Os"]);
    await build({ entryPoints: [script], outfile: script, allowOverwrite: true, minify: true });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
