// npm run licenses: checks the licences and sources of all dependencies, those for development
// included. Each build also checks the licences of the crates in the package
// (scripts/licenses/crates.js).

import { delimiter } from "node:path";

import { ensureCargoTool, ensureRust } from "./install/tools.js";
import { checkNpmLicenses } from "./licenses/npm.js";
import { command } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";

const CARGO_DENY = "0.20.2";

/** The crate, and the project that fuzzes it. */
const MANIFESTS = ["Cargo.toml", "fuzz/Cargo.toml"];

await run(async () => {
  await ensureRust();
  const folder = await ensureCargoTool("cargo-deny", CARGO_DENY, "cargo-deny", "about 5 minutes");
  const env = { PATH: [folder, process.env.PATH].filter(Boolean).join(delimiter) };
  for (const manifest of MANIFESTS) {
    const args = ["--locked", "--manifest-path", manifest, "--config", "deny.toml", "check"];
    const checks = ["licenses", "bans", "sources"];
    await command(`Checking the crates of ${manifest}`, "cargo-deny", [...args, ...checks], { env });
  }
  const { packages, refused } = checkNpmLicenses();
  if (refused.length > 0)
    throw new UserError(
      `These licences are not permitted by scripts/licenses/npm.js:\n${refused.join("\n")}`,
    );
  say(`All licences are permitted: those of the crates and of ${packages} npm packages.`);
});
