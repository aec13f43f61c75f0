// npm run format: formats the files of all projects. With `-- --check` it changes none, and fails if
// one is not formatted.

import { checkNode, ensureNpmPackages, ensureRust } from "./install/tools.js";
import { command } from "./process/command.js";
import { run } from "./process/report.js";

const RUST_PROJECTS = [
  "Cargo.toml",
  "fuzz/Cargo.toml",
  "examples/rust-front-end/Cargo.toml",
  "examples/backends/axum/Cargo.toml",
];

await run(async () => {
  checkNode();
  await ensureNpmPackages();
  await ensureRust();
  const isCheck = process.argv.includes("--check");
  const action = isCheck ? "Checking the format of" : "Formatting";
  await command(`${action} everything but Rust`, "npx", ["prettier", isCheck ? "--check" : "--write", "."]);
  for (const manifest of RUST_PROJECTS) {
    const args = ["fmt", "--manifest-path", manifest, ...(isCheck ? ["--check"] : [])];
    await command(`${action} the Rust of ${manifest}`, "cargo", args);
  }
});
