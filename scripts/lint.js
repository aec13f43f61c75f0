// npm run lint, after the check of the format: runs oxlint, a check of the links in documents, and
// Clippy. A warning is an error.

import { checkNode, ensureNpmPackages, ensureRust, WASM_TARGET } from "./install/tools.js";
import { command } from "./process/command.js";
import { run } from "./process/report.js";

const WASM = ["--target", WASM_TARGET];

const REMARK = ["remark", "--frail", "--quiet", "--no-stdout", "--ignore-path", ".gitignore"];
/** remark leaves out folders that begin with a dot, unless they are named. */
const DOCUMENTS = [".", ".github", "llms.txt"];

/** Each target and each set of features compiles other code. */
const VARIANTS = [
  ["--all-targets"],
  [...WASM, "--all-targets"],
  [...WASM, "--features", "standalone"],
  [...WASM, "--features", "serde", "--all-targets"],
  [...WASM, "--no-default-features"],
  [...WASM, "--no-default-features", "--features", "serde"],
  ["--manifest-path", "examples/backends/axum/Cargo.toml"],
];

await run(async () => {
  checkNode();
  await ensureNpmPackages();
  await command("Running oxlint", "npx", ["oxlint", "--deny-warnings"]);
  await command("Checking the links in documents", "npx", [...REMARK, ...DOCUMENTS]);
  await ensureRust();
  for (const options of VARIANTS) {
    const args = ["clippy", "--locked", ...options, "--", "-D", "warnings"];
    await command(`Running Clippy with ${options.join(" ")}`, "cargo", args);
  }
});
