// The project in which the runtimes run the packed package.

import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { installPacked } from "../../../scripts/build/packed.js";
import { root } from "../../../scripts/process/command.js";

const SOURCE = join(root, "tests/runtimes/project");

/** The project's copy, which has the runtimes and the packed package in its node_modules. */
export const folder = join(root, "target/runtimes");

/** Copies the project to `target/`, and installs its runtimes and the packed package there. */
export async function prepareProject() {
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) {
    if (file !== "node_modules") rmSync(join(folder, file), { recursive: true });
  }
  cpSync(SOURCE, folder, { recursive: true });
  await installPacked(folder);
}
