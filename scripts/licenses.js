// npm run licenses: checks the licences and sources of all dependencies, those for development
// included. Each build also checks the licences of the crates in the package
// (scripts/licenses/crates.js).

import { checkCrates, ensureCargoDeny } from "./licenses/cargo-deny.js";
import { checkNpmLicenses } from "./licenses/npm.js";
import { run, say, UserError } from "./process/report.js";

/** The crate, and the project that fuzzes it. */
const MANIFESTS = ["Cargo.toml", "fuzz/Cargo.toml"];

await run(async () => {
  const env = await ensureCargoDeny();
  for (const manifest of MANIFESTS) await checkCrates(manifest, ["licenses", "bans", "sources"], { env });
  const { packages, refused } = checkNpmLicenses();
  if (refused.length > 0)
    throw new UserError(
      `These licences are not permitted by scripts/licenses/npm.js:\n${refused.join("\n")}`,
    );
  say(`All licences are permitted: those of the crates and of ${packages} npm packages.`);
});
