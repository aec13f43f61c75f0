// npm run licenses: that everything depended on may be, by its licence and its source. What ships is checked by every build
// (scripts/lib/licenses.js); this is about what builds and tests it too.

import { delimiter } from "node:path";

import { command } from "./lib/command.js";
import { checkNpmLicenses } from "./lib/npm-licenses.js";
import { run, say, Stop } from "./lib/report.js";
import { ensureCargoTool, ensureRust } from "./lib/tools.js";

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
  if (refused.length > 0) throw new Stop(`Licences that nobody has looked at:\n${refused.join("\n")}`);
  say(`All are permitted: the crates, and ${packages} npm packages.`);
});
