// npm run example: installs what is missing, builds and packs the package, and runs the React example with it.

import { spawn } from "node:child_process";
import { join } from "node:path";

import { installPacked } from "./build/packed.js";
import { buildAll } from "./build/index.js";
import { command, root } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";

const folder = join(root, "examples/react-zoom-app");
const vite = join(folder, "node_modules/vite/bin/vite.js");

await run(async () => {
  await buildAll();
  await installPacked(folder);
  const { readSettings } = await import("../examples/react-zoom-app/server/settings.js");
  if (isForZoom(readSettings)) {
    await command("Building the example", process.execPath, [vite, "build"], { cwd: folder });
    serve("Serving the example for the real Zoom client, against zoom.us.", "server/index.js");
  } else {
    serve("Serving the example with a simulated Zoom. Stop it with Ctrl+C.", vite);
  }
});

/** @param {() => { zoom: unknown }} readSettings */
function isForZoom(readSettings) {
  try {
    return readSettings().zoom !== undefined;
  } catch (error) {
    throw new UserError(/** @type {Error} */ (error).message);
  }
}

/**
 * @param {string} what
 * @param {string} script
 */
function serve(what, script) {
  say(what);
  const child = spawn(process.execPath, [script], { cwd: folder, stdio: "inherit" });
  // Ctrl+C reaches both; it is the server that decides when it is over.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill());
  child.on("exit", (code) => process.exit(code ?? 0));
}
