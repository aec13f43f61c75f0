// A small app with the packed package in it, built by the bundler of its project.

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { command, root } from "../../../scripts/process/command.js";
import { unlessBuilt } from "../../../scripts/build/stamp.js";
import { installPacked } from "../../../scripts/build/packed.js";

const SOURCE = "tests/bundlers/app/index.js";

/**
 * Copies a project out of the sources, installs its packages, and runs its script `build`; nothing where nothing has
 * changed.
 *
 * @param {string} name of the folder in projects/
 * @param {object} [conventions] the bundler's own
 * @param {string[]} [conventions.written] what it writes
 * @param {boolean} [conventions.hasOwnSource] Whether the app is the project's own, not the one that the others share.
 * @returns {Promise<{ folder: string, said: string }>} `said` is what the bundler printed.
 */
export async function buildApp(name, { written = ["dist"], hasOwnSource = false } = {}) {
  const project = `tests/bundlers/projects/${name}`;
  const app = `target/bundlers/${name}`;
  const folder = join(root, app);
  const log = join(folder, "build.log");
  const files = {
    inputs: [project, SOURCE, "target/package", "tests/bundlers/support/app.js", "scripts/build/packed.js"],
    // What npm writes last stands for all that it installs.
    outputs: [...written, "build.log", "node_modules/.package-lock.json"].map((path) => join(app, path)),
  };
  await unlessBuilt(`bundlers-${name}`, files, async () => {
    mkdirSync(folder, { recursive: true });
    // No source of before and no cache of the bundler's.
    for (const file of readdirSync(folder)) {
      if (file !== "node_modules") rmSync(join(folder, file), { recursive: true });
    }
    cpSync(join(root, project), folder, { recursive: true });
    if (!hasOwnSource) cpSync(join(root, SOURCE), join(folder, "src/index.js"));
    await installPacked(folder);
    // With CI, Next.js warns that no earlier build is there to be used.
    const env = { NEXT_TELEMETRY_DISABLED: "1", CI: undefined, NO_COLOR: undefined, FORCE_COLOR: undefined };
    const build = ["run", "--silent", "build"];
    const { output: said } = await command(`Building an app with ${name}`, "npm", build, {
      cwd: folder,
      env,
    });
    writeFileSync(log, said);
  });
  return { folder, said: readFileSync(log, "utf8") };
}
