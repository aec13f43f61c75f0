// npm run docs: writes the reference of the npm package and of the crate, with the features that
// docs.rs turns on. A warning is an error.

import { join } from "node:path";

import { buildAll } from "./build/index.js";
import { buildReference, PAGES } from "./docs/reference.js";
import { ensureRust } from "./install/tools.js";
import { command, root } from "./process/command.js";
import { readCrate } from "./process/crate.js";
import { run } from "./process/report.js";

await run(async () => {
  // The reference names the error codes that the build reads from the crate.
  await buildAll();
  await buildReference();
  await ensureRust();
  const { features, "default-target": wasm } = readCrate().metadata.docs.rs;
  const args = ["doc", "--locked", "--no-deps", "--features", features.join(",")];
  const env = { RUSTDOCFLAGS: "-D warnings" };
  await command("Writing the reference of the crate", "cargo", args, { env });
  // Some modules of the crate exist only on this target.
  const description = `Writing the reference of the crate on ${wasm}`;
  await command(description, "cargo", [...args, "--target", wasm], { env });

  console.log("");
  for (const [name, page] of /** @type {const} */ ([
    ["npm package", `${PAGES}/index.html`],
    ["crate", "target/doc/zoom_pkce/index.html"],
    ["crate, in pages", `target/${wasm}/doc/zoom_pkce/index.html`],
  ])) {
    console.log(`${name.padEnd(16)} ${join(root, page)}`);
  }
});
