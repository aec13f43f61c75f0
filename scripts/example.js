// npm run example: builds and packs the package, installs it in the React example, and serves the
// example.

import { spawn } from "node:child_process";
import { join } from "node:path";

import { buildAll } from "./build/index.js";
import { installPacked } from "./build/packed.js";
import { command, root } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";

const folder = join(root, "examples/react-zoom-app");
const vite = join(folder, "node_modules/vite/bin/vite.js");

await run(async () => {
  await buildAll();
  await installPacked(folder);
  const { readSettings } = await import("../examples/react-zoom-app/server/settings.js");
  if (hasZoomSettings(readSettings)) {
    await command("Building the example", process.execPath, [vite, "build"], { cwd: folder });
    serve("Serving the example for the real Zoom client, against zoom.us.", "server/index.js");
  } else {
    serve("Serving the example with a simulated Zoom. Stop it with Ctrl+C.", vite);
  }
});

/**
 * Whether the settings are for the real Zoom client.
 *
 * @param {() => { zoom: unknown }} readSettings
 * @throws {UserError} if a setting is wrong
 */
function hasZoomSettings(readSettings) {
  try {
    return readSettings().zoom !== undefined;
  } catch (error) {
    throw new UserError(/** @type {Error} */ (error).message);
  }
}

/**
 * Starts a server, and exits when it exits.
 *
 * @param {string} message to print
 * @param {string} script of the server
 */
function serve(message, script) {
  say(message);
  const child = spawn(process.execPath, [script], { cwd: folder, stdio: "inherit" });
  // The terminal sends Ctrl+C to both processes. This one waits for the server to exit.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill());
  child.on("exit", (code) => process.exit(code ?? 0));
}
