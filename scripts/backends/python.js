// Installs the Python packages of a project in a virtual environment inside the project.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { howToGet, installPackages } from "../install/debian.js";
import { captureOutput, command, find } from "../process/command.js";
import { withLock } from "../process/lock.js";
import { UserError } from "../process/report.js";

const PACKAGES = ["python3", "python3-venv"];

/**
 * Exits with 0 if Python is 3.11 or later and can make virtual environments. On Debian that needs
 * python3-venv.
 */
const PROBE = "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))";
const hasPython = () => Boolean(find("python3")) && captureOutput("python3", ["-c", PROBE]).succeeded;

/**
 * @returns {string | undefined} that Python is missing and how to get it, or `undefined` if it is
 *   installed
 */
export const missingPython = () =>
  hasPython()
    ? undefined
    : `Python 3.11 or later, with venv, is missing. ${howToGet(PACKAGES, [["python3"]])}`;

/** Installs Python if it is missing. This needs Debian and root. */
export async function ensurePython() {
  if (!hasPython()) await installPackages([PACKAGES]);
}

/**
 * Installs the packages of the project's requirements.txt. Their hashes are checked.
 *
 * @param {string} project its folder
 * @returns {Promise<string>} the folder with the programs of the virtual environment
 * @throws {UserError} if Python is missing and can't be installed
 */
export async function ensurePythonPackages(project) {
  await ensurePython();
  const missing = missingPython();
  if (missing) throw new UserError(missing);
  const venv = join(project, ".venv");
  const requirements = join(project, "requirements.txt");
  const stamp = join(venv, "installed");
  const version = captureOutput("python3", ["--version"]).output;
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
