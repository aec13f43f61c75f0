// npm run licenses: that everything depended on may be, by its licence and its source. What ships is checked by every build
// (scripts/licenses/crates.js); this is about what builds and tests it too.

import { delimiter } from "node:path";

import { command } from "./process/command.js";
import { checkNpmLicenses } from "./licenses/npm.js";
import { run, say, UserError } from "./process/report.js";
import { ensureCargoTool, ensureRust } from "./install/tools.js";

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
  if (refused.length > 0) throw new UserError(`Licences that nobody has looked at:\n${refused.join("\n")}`);
  say(`All are permitted: the crates, and ${packages} npm packages.`);
});
