// Writes the reference of the npm package with TypeDoc: HTML pages, and a JSON file for the tests.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { unlessBuilt } from "../build/stamp.js";
import { ensureNpmPackages } from "../install/tools.js";
import { command, root } from "../process/command.js";

/**
 * The project with TypeDoc and its configuration. TypeDoc needs an older TypeScript than the
 * package uses.
 */
export const PROJECT = join(root, "docs/reference");

/** The folder of the pages, relative to the repository. */
export const PAGES = "target/reference";

/** The reference as JSON, relative to the repository. */
export const MODEL = "target/reference.json";

/** Returns the source files of the entries in the `exports` of package.json. */
function entrySources() {
  /** @type {{ exports: Record<string, string | { types: string, default: string }> }} */
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return Object.values(exports).flatMap((entry) =>
    typeof entry === "object" && entry.default.endsWith(".js")
      ? [entry.types.replace("./dist/types/", "js/").replace(".d.ts", ".js")]
      : [],
  );
}

/** Writes the reference. A warning of TypeDoc is an error. */
export async function buildReference() {
  await ensureNpmPackages();
  await ensureNpmPackages(PROJECT);
  const config = [
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "typedoc.json",
    "folders.js",
    "reference.css",
  ];
  const texts = [
    "README.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "docs/flow.md",
    "docs/backends.md",
    "docs/frameworks.md",
    "docs/simulator.md",
    "docs/images",
    // The texts above link to these.
    "docs/architecture.md",
    "docs/crate.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
  ];
  const inputs = [
    "js",
    "pkg/zoom_pkce_errors.d.ts",
    ...texts,
    ...config.map((name) => `docs/reference/${name}`),
    "package.json",
    "tsconfig.json",
    "scripts/docs/reference.js",
  ];
  await unlessBuilt("reference", { inputs, outputs: [PAGES, MODEL] }, async () => {
    const typedoc = join(PROJECT, "node_modules/typedoc/bin/typedoc");
    const entries = entrySources().flatMap((source) => ["--entryPoints", source]);
    const args = [typedoc, "--options", "docs/reference/typedoc.json", ...entries];
    await command("Writing the reference of the npm package with TypeDoc", process.execPath, args);
  });
}
