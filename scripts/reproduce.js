// npm run reproduce: that the same commit gives the same bytes wherever it is built. HEAD is cloned into two folders, whose
// paths differ in length too, built and packed in each from nothing, and compared file by file.

import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

import { command, firstLine, root } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";

/** What is built: all of it, but for stamps and the compiler's own files. */
const MADE = ["pkg", "dist", "target/package"];

/** What a build must not take from this one. */
const OWN = ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"];

/** @param {string} folder @returns {string[]} */
const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Clones and builds into a folder. @param {string} folder @param {string} commit */
async function build(folder, commit) {
  mkdirSync(folder, { recursive: true });
  await command("Cloning", "git", ["clone", "--quiet", "--no-hardlinks", root, folder]);
  await command("Checking out", "git", ["-C", folder, "checkout", "--quiet", commit]);
  const env = Object.fromEntries(OWN.map((name) => [name, undefined]));
  const script = 'import("./scripts/build/index.js").then((b) => b.buildAll().then(b.buildTarball))';
  const args = ["--input-type=module", "--eval", script];
  await command("Building and packing", process.execPath, args, { cwd: folder, env });
  /** @type {Map<string, string>} */
  const hashes = new Map();
  for (const file of MADE.flatMap((made) => filesBelow(join(folder, made)))) {
    const hash = createHash("sha256").update(readFileSync(file)).digest("hex");
    hashes.set(relative(folder, file), hash);
  }
  return hashes;
}

await run(async () => {
  const commit = firstLine("git", ["rev-parse", "HEAD"]);
  if (!commit) throw new UserError("This is no git repository.");
  if (firstLine("git", ["status", "--porcelain"])) say("What is not committed is not built.");
  const work = mkdtempSync(join(tmpdir(), "zoom-pkce-"));
  try {
    const first = await build(join(work, "a"), commit);
    const second = await build(join(work, "another/folder, whose path is longer"), commit);
    const names = [...new Set([...first.keys(), ...second.keys()])].sort();
    const different = names.filter((name) => first.get(name) !== second.get(name));
    for (const name of names) {
      if (/\.(wasm|tgz)$/.test(name) || name === "dist/index.js") console.log(`${first.get(name)}  ${name}`);
    }
    for (const name of different) console.log(`differs: ${name}`);
    if (different.length > 0) throw new UserError(`${different.length} of ${names.length} files differ.`);
    say(`All ${names.length} files are the same, built twice from ${commit.slice(0, 12)}.`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});
