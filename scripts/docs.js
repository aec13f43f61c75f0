// npm run docs: the reference of the npm package and of the crate. A warning is an error.

import { join } from "node:path";

import { command, root } from "./process/command.js";
import { buildReference, PAGES } from "./docs/reference.js";
import { run } from "./process/report.js";
import { checkNode, ensureRust } from "./install/tools.js";

const WASM = "wasm32-unknown-unknown";

await run(async () => {
  checkNode();
  await buildReference();
  await ensureRust();
  const cargo = ["doc", "--locked", "--no-deps"];
  const env = { RUSTDOCFLAGS: "-D warnings" };
  await command("Writing the reference of the crate", "cargo", cargo, { env });
  // The module `flow` is there only.
  await command(`Writing the reference of the crate on ${WASM}`, "cargo", [...cargo, "--target", WASM], {
    env,
  });

  console.log("");
  for (const [what, page] of [
    ["npm package", `${PAGES}/index.html`],
    ["crate", "target/doc/zoom_pkce/index.html"],
    ["crate, in pages", `target/${WASM}/doc/zoom_pkce/index.html`],
  ]) {
    console.log(`${what.padEnd(16)} ${join(root, page)}`);
  }
});
