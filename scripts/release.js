// npm run release: what a release must be, before its tag is published. Publishes nothing.
//
//   node scripts/release.js check v1.2.3
//
// Refused are a tag that is not the version of package.json, package-lock.json, Cargo.toml, Cargo.lock
// and the newest heading of CHANGELOG.md, and a public address that is missing or differs. Then the
// crate and the npm package are packed, and the crate is compared with its newest release.

import { run, say, UserError } from "./process/report.js";
import { addressFaults, missingAddresses, readSources } from "./release/addresses.js";
import { compareWithRelease, packCrate, packNpm } from "./release/dry-runs.js";
import { readVersions, versionFaults } from "./release/versions.js";

await run(async () => {
  const [action, tag, ...others] = process.argv.slice(2);
  if (action !== "check" || !tag || others.length > 0) {
    throw new UserError("Usage: node scripts/release.js check v1.2.3 (the tag of the release)");
  }
  const sources = readSources();
  const faults = [
    ...versionFaults(tag, readVersions()),
    ...addressFaults(sources),
    ...missingAddresses(sources),
  ];
  if (faults.length > 0) throw new UserError(`${tag} can't be released:\n${faults.join("\n")}`);
  await packCrate();
  await packNpm();
  await compareWithRelease();
  say(`${tag} can be released.`);
});
