// Installs the packed package into a project.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ensureNpmPackages } from "../install/tools.js";
import { command } from "../process/command.js";
import { withLock } from "../process/lock.js";
import { buildTarball, TARBALL } from "./index.js";

/**
 * Installs the packages of the project's package-lock.json, and the packed package. The packed
 * package is not in the lock file, because its hash changes with each build. Packages that are up to
 * date are not installed again.
 *
 * @param {string} project a folder with a package.json and a package-lock.json
 */
export async function installPacked(project) {
  await ensureNpmPackages(project);
  await buildTarball();
  const stamp = join(project, "node_modules/.zoom-pkce");
  const installed = join(project, "node_modules/zoom-pkce/package.json");
  const hash = createHash("sha256").update(readFileSync(TARBALL)).digest("hex");
  const isInstalled = () =>
    existsSync(installed) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
  if (isInstalled()) return;
  await withLock(join(project, "package.json"), "the packed package in a project", async () => {
    if (isInstalled()) return;
    const args = ["install", "--no-save", "--offline", "--no-audit", "--no-fund", TARBALL];
    await command("Installing the packed package", "npm", args, { cwd: project });
    writeFileSync(stamp, hash);
  });
}
