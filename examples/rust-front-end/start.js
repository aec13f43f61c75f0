// node examples/rust-front-end/start.js [--release]: builds the app and serves it with a simulated Zoom.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { buildAll } from "../../scripts/build/index.js";
import { root } from "../../scripts/process/command.js";
import { run } from "../../scripts/process/report.js";
import { buildApp, dist } from "./build.js";

/** Simulates the Zoom client. It runs before the app: modules run in the order of their tags. */
const SIMULATOR = `
import { startSimulator } from "/zoom-pkce/simulator.js";

startSimulator({ server: "/zoom", panel: true });
`;

await run(async () => {
  await buildAll();
  await buildApp({ release: process.argv.includes("--release") });
  // Imported here, since these modules need what was installed and built above.
  const { startAppSite } = await import("../../tests/support/app-site.js");
  const { pageHeaders } = await import("../../www/server/page-headers.js");

  const simulated = join(root, "target/rust-front-end");
  writeFileSync(`${simulated}.js`, SIMULATOR);
  const page = readFileSync(join(dist, "index.html"), "utf8");
  const tag = '<script type="module" src="/simulator.js"></script>';
  writeFileSync(`${simulated}.html`, page.replace("<script", `${tag}\n    <script`));

  const site = await startAppSite({
    headers: pageHeaders({ framedByZoom: false }),
    file: (pathname) => {
      if (pathname === "/index.html") return `${simulated}.html`;
      if (pathname === "/simulator.js") return `${simulated}.js`;
      const [, library] = /^\/zoom-pkce(\/.*)/.exec(pathname) ?? [];
      return library ? join(root, "dist", library) : join(dist, pathname);
    },
  });
  console.log(`\n  A Zoom App in Rust, with a simulated Zoom: ${site.origin}/\n\n  Stop it with Ctrl+C.`);
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.once(signal, () => site.close().then(() => process.exit(0)));
  }
});
