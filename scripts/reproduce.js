// npm run reproduce: checks that a commit always gives the same bytes. Clones HEAD into two folders
// whose paths differ in length, builds and packs the package in each, and compares all files.

import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

import { command, firstLine, root } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";

/** The outputs of the build, without stamps and the compiler's own files. */
const OUTPUTS = ["pkg", "dist", "target/package"];

/** Variables that would make both builds share files. */
const SHARING_VARIABLES = ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"];

/** @param {string} folder @returns {string[]} */
const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/**
 * Clones the repository into a folder, and builds it there.
 *
 * @param {string} folder
 * @param {string} commit
 * @returns {Promise<Map<string, string>>} the hash of each output file
 */
async function hashBuild(folder, commit) {
  mkdirSync(folder, { recursive: true });
  await command("Cloning", "git", ["clone", "--quiet", "--no-hardlinks", root, folder]);
  await command("Checking out", "git", ["-C", folder, "checkout", "--quiet", commit]);
  const env = Object.fromEntries(SHARING_VARIABLES.map((name) => [name, undefined]));
  const script = 'import("./scripts/build/index.js").then((b) => b.buildAll().then(b.buildTarball))';
  const args = ["--input-type=module", "--eval", script];
  await command("Building and packing", process.execPath, args, { cwd: folder, env });
  const hashes = new Map();
  for (const file of OUTPUTS.flatMap((output) => filesBelow(join(folder, output)))) {
    const hash = createHash("sha256").update(readFileSync(file)).digest("hex");
    hashes.set(relative(folder, file), hash);
  }
  return hashes;
}

await run(async () => {
  const commit = firstLine("git", ["rev-parse", "HEAD"]);
  if (!commit) throw new UserError("This folder is not a git repository.");
  if (firstLine("git", ["status", "--porcelain"])) say("There are uncommitted changes. They are not built.");
  const work = mkdtempSync(join(tmpdir(), "zoom-pkce-"));
  try {
    const first = await hashBuild(join(work, "a"), commit);
    const second = await hashBuild(join(work, "another/folder, whose path is longer"), commit);
    const names = [...new Set([...first.keys(), ...second.keys()])].sort();
    const different = names.filter((name) => first.get(name) !== second.get(name));
    for (const name of names) {
      if (/\.(wasm|tgz)$/.test(name) || name === "dist/index.js") console.log(`${first.get(name)}  ${name}`);
    }
    for (const name of different) console.log(`differs: ${name}`);
    if (different.length > 0) throw new UserError(`${different.length} of ${names.length} files differ.`);
    say(`Two builds of ${commit.slice(0, 12)} gave the same ${names.length} files.`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});
