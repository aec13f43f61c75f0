// Python's packages of a project, in a virtual environment inside it.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { withLock } from "../process/lock.js";
import { captureOutput, command, find } from "../process/command.js";
import { howToGet, installPackages } from "../install/debian.js";
import { UserError } from "../process/report.js";

const PACKAGES = ["python3", "python3-venv"];

/** New enough, and with what makes virtual environments: Debian has that in a package of its own. */
const PROBE = "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))";
const hasPython = () => Boolean(find("python3")) && captureOutput("python3", ["-c", PROBE]).succeeded;

/** @returns {string | undefined} how to get Python, where it is not here */
export const missingPython = () =>
  hasPython() ? undefined : `${howToGet(PACKAGES, [["python3"]])} (3.11 or later, with venv)`;

/** Installs Python, where it is missing and that may be. */
export async function ensurePython() {
  if (!hasPython()) await installPackages([PACKAGES]);
}

/**
 * Installs what the project's requirements.txt names, each package by its hash.
 *
 * @param {string} project its folder
 * @returns {Promise<string>} the folder of the environment's programs
 * @throws {UserError} where Python is not here and can't be installed
 */
export async function ensurePythonPackages(project) {
  await ensurePython();
  const missing = missingPython();
  if (missing) throw new UserError(`Python is not here; ${missing}`);
  const venv = join(project, ".venv");
  const requirements = join(project, "requirements.txt");
  const stamp = join(venv, "installed");
  const version = captureOutput("python3", ["--version"]).line;
  const hash = createHash("sha256").update(version).update(readFileSync(requirements)).digest("hex");
  const isInstalled = () => existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
  const bin = join(venv, process.platform === "win32" ? "Scripts" : "bin");
  if (!isInstalled()) {
    await withLock(requirements, "Python's packages", async () => {
      if (isInstalled()) return;
      rmSync(venv, { recursive: true, force: true });
      await command("Making a virtual environment for Python", "python3", ["-m", "venv", venv]);
      const args = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
      const locked = ["--require-hashes", "--requirement", requirements];
      await command("Installing Python's packages", join(bin, "python"), [...args, ...locked]);
      writeFileSync(stamp, hash);
    });
  }
  return bin;
}
