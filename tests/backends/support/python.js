// Runs the unit tests of examples/backends/fastapi.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { ensurePythonPackages } from "../../../scripts/backends/python.js";
import { root } from "../../../scripts/process/command.js";

const run = promisify(execFile);

/**
 * Runs a test file with the backend's packages and modules.
 *
 * @param {string} name in tests/backends
 * @param {NodeJS.ProcessEnv} [settings] environment variables
 * @returns {Promise<string>} what `unittest` prints
 */
export async function runPythonTests(name, settings) {
  const backend = join(root, "examples/backends/fastapi");
  const bin = await ensurePythonPackages(backend);
  const { stderr } = await run(join(bin, "python"), [join(root, "tests/backends", name)], {
    env: { ...process.env, ...settings, PYTHONPATH: backend, PYTHONDONTWRITEBYTECODE: "1" },
  });
  return stderr;
}
