// Builds a small app that uses the packed package, with the bundler of its project.

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { command, root } from "../../../scripts/process/command.js";
import { unlessBuilt } from "../../../scripts/build/stamp.js";
import { installPacked } from "../../../scripts/build/packed.js";

const SOURCE = "tests/bundlers/app/index.js";

/** Builds the app of Create React App, which is in the shape of Zoom's own sample. */
export const buildCreateReactApp = () =>
  buildApp("create-react-app", { written: ["build"], hasOwnSource: true });

/**
 * Copies a project to `target/`, installs its packages, and runs its script `build`. Does nothing
 * if neither inputs nor outputs have changed.
 *
 * @param {string} name The name of the folder in `projects/`.
 * @param {object} [conventions] The conventions of the bundler.
 * @param {string[]} [conventions.written] The files and folders that it writes.
 * @param {boolean} [conventions.hasOwnSource] Whether the project has its own app instead of
 *   the shared one.
 * @param {Record<string, string>} [conventions.documented] The files whose content is a code block
 *   of a document, by path.
 * @param {string[]} [conventions.documents] These documents.
 * @returns {Promise<{ folder: string, said: string }>} `said` is the output of the bundler.
 */
export async function buildApp(
  name,
  { written = ["dist"], hasOwnSource = false, documented = {}, documents = [] } = {},
) {
  const project = `tests/bundlers/projects/${name}`;
  const app = `target/bundlers/${name}`;
  const folder = join(root, app);
  const log = join(folder, "build.log");
  const files = {
    inputs: [
      ...documents,
      project,
      SOURCE,
      "target/package",
      "tests/bundlers/support/app.js",
      "scripts/build/packed.js",
    ],
    // npm writes this lock file last, so it stands for all installed packages.
    outputs: [...written, "build.log", "node_modules/.package-lock.json"].map((path) => join(app, path)),
  };
  await unlessBuilt(`bundlers-${name}`, files, async () => {
    mkdirSync(folder, { recursive: true });
    // Removes old sources and the bundler's cache.
    for (const file of readdirSync(folder)) {
      if (file !== "node_modules") rmSync(join(folder, file), { recursive: true });
    }
    cpSync(join(root, project), folder, { recursive: true });
    if (!hasOwnSource) cpSync(join(root, SOURCE), join(folder, "src/index.js"));
    for (const [path, content] of Object.entries(documented)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    await installPacked(folder);
    // If CI is set, Next.js warns that it has no cache of an earlier build.
    const env = {
      ...{ NEXT_TELEMETRY_DISABLED: "1", NUXT_TELEMETRY_DISABLED: "1", NG_CLI_ANALYTICS: "false" },
      ...{ CI: undefined, NO_COLOR: undefined, FORCE_COLOR: undefined },
      // A build has no secrets.
      ...{ ZOOM_CLIENT_ID: undefined, ZOOM_CLIENT_SECRET: undefined },
    };
    const build = ["run", "--silent", "build"];
    const { output: said } = await command(`Building an app with ${name}`, "npm", build, {
      cwd: folder,
      env,
    });
    writeFileSync(log, said);
  });
  return { folder, said: readFileSync(log, "utf8") };
}
