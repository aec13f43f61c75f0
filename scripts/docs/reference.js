// The reference of the npm package, by TypeDoc: pages for people, and the same as JSON for the tests.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { command, root } from "../process/command.js";
import { unlessBuilt } from "../build/stamp.js";
import { ensureNpmPackages } from "../install/tools.js";

/** TypeDoc's configuration, and a project of its own: TypeDoc needs an older TypeScript than the package's. */
export const PROJECT = join(root, "docs/reference");

/** Where the pages are, from the project's folder. */
export const PAGES = "target/reference";

/** What TypeDoc knows, as JSON. */
export const MODEL = "target/reference.json";

/** The sources of the entries in package.json's `exports`. */
function entrySources() {
  /** @type {{ exports: Record<string, string | { types: string, default: string }> }} */
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return Object.values(exports).flatMap((entry) =>
    typeof entry === "object" && entry.default.endsWith(".js")
      ? [entry.types.replace("./dist/types/", "js/").replace(".d.ts", ".js")]
      : [],
  );
}

/** Writes the reference; a warning of TypeDoc's fails it. */
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
    "docs/simulator.md",
    "docs/images",
    // What they link to.
    "docs/architecture.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
  ];
  const inputs = [
    "js",
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
