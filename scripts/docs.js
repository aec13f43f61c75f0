// npm run docs: writes the reference of the npm package and of the crate. A warning is an error.

import { join } from "node:path";

import { buildReference, PAGES } from "./docs/reference.js";
import { checkNode, ensureRust } from "./install/tools.js";
import { command, root } from "./process/command.js";
import { run } from "./process/report.js";

const WASM = "wasm32-unknown-unknown";

await run(async () => {
  checkNode();
  await buildReference();
  await ensureRust();
  const args = ["doc", "--locked", "--no-deps"];
  const env = { RUSTDOCFLAGS: "-D warnings" };
  await command("Writing the reference of the crate", "cargo", args, { env });
  // Some modules of the crate exist only on this target.
  const description = `Writing the reference of the crate on ${WASM}`;
  await command(description, "cargo", [...args, "--target", WASM], { env });

  console.log("");
  for (const [name, page] of /** @type {const} */ ([
    ["npm package", `${PAGES}/index.html`],
    ["crate", "target/doc/zoom_pkce/index.html"],
    ["crate, in pages", `target/${WASM}/doc/zoom_pkce/index.html`],
  ])) {
    console.log(`${name.padEnd(16)} ${join(root, page)}`);
  }
});
