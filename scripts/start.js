// npm start: installs missing tools, builds what has changed, and serves the demo.

import { buildAll, buildDemo } from "./build/index.js";
import { root } from "./process/command.js";
import { run, say } from "./process/report.js";

await run(async () => {
  await buildAll();
  await buildDemo();
  // These modules need the installed packages and the built package, so they are imported here.
  const { readSettings } = await import("../www/server/settings.js");
  const { startDemo } = await import("../www/server/index.js");
  const settings = readSettings(`${root}.env`);
  const demo = await startDemo(settings);
  say(
    settings.zoom ? "Serving for the real Zoom client, against zoom.us." : "Serving with a simulated Zoom.",
  );
  console.log(`\n  zoom-pkce demo: ${demo.url}\n\n  Stop it with Ctrl+C.`);
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.once(signal, () => demo.close().then(() => process.exit(0)));
  }
});
