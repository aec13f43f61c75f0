// The contents of the tarball: all files that users need, no other files, and the licence of all
// third-party code.

import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir, tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";

import { build } from "esbuild";

import { buildTarball, TARBALL } from "../../scripts/build/index.js";
import { root } from "../../scripts/process/command.js";
import { chooseLicenses } from "../../scripts/licenses/crates.js";

const exec = promisify(execFile);

const LICENSES = "dist/THIRD-PARTY-LICENSES.txt";

describe("the tarball", { timeout: 300_000 }, () => {
  /** @type {string} */
  let folder;
  /** @type {string} */
  let unpacked;
  /** @type {string[]} */
  let files;
  /** @type {Record<string, any>} */
  let manifest;
  const read = (/** @type {string} */ file) => readFile(join(unpacked, file), "utf8");

  before(async () => {
    await buildTarball();
    folder = await mkdtemp(join(tmpdir(), "zoom-pkce-tarball-"));
    unpacked = join(folder, "node_modules/zoom-pkce");
    await mkdir(unpacked, { recursive: true });
    await exec("tar", ["-xzf", TARBALL, "-C", unpacked, "--strip-components=1"]);
    const entries = await readdir(unpacked, { recursive: true, withFileTypes: true });
    files = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(unpacked, join(parentPath, name)).split(sep).join("/"))
      .sort();
    manifest = JSON.parse(await read("package.json"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("has only scripts, source maps, declarations, wasm, documents, examples and licences", () => {
    const entries = Object.keys(manifest.exports).map((entry) => `${entry.slice(2)}/package.json`);
    assert.deepEqual(
      files.filter((file) => !/^(dist|docs|examples)\//.test(file) && !entries.includes(file)),
      [
        "AGENTS.md",
        "CHANGELOG.md",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "SECURITY.md",
        "llms.txt",
        "package.json",
        "scripts/mutation/explained.json",
      ],
    );
    const list = ["ls-files", "--cached", "--others", "--exclude-standard", "docs", "examples"];
    const ours = spawnSync("git", list, { cwd: root, encoding: "utf8" }).stdout.split("\n");
    const others = files.filter((file) => /^(docs|examples)\//.test(file) && !ours.includes(file));
    assert.deepEqual(others, [], "nothing that a tool or a person has put there is packed");
    const kinds = /^dist\/(((chunks|command)\/)?[\w-]+\.js(\.map)?|(types|pkg)\/[\w/.-]+\.d\.ts|\w+\.wasm)$/;
    assert.deepEqual(
      files.filter((file) => file.startsWith("dist/") && !kinds.test(file)),
      [LICENSES],
    );
  });

  it("has the file or folder behind every relative link of its documents", async () => {
    const documents = filesLike(/\.md$|^llms\.txt$/);
    assert.ok(documents.includes("README.md") && documents.includes("docs/errors.md"));
    /** @type {string[]} */
    const broken = [];
    for (const document of documents) {
      for (const [, link] of (await read(document)).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
        const path = join(dirname(document), link).split(sep).join("/").replace(/\/$/, "");
        const isPacked = files.some((file) => file === path || file.startsWith(`${path}/`));
        if (!isPacked) broken.push(`${document}: ${link}`);
      }
    }
    assert.deepEqual(broken, []);
  });

  it("has no required dependencies and no install scripts", () => {
    for (const field of [
      "dependencies",
      "optionalDependencies",
      "bundleDependencies",
      "bundledDependencies",
    ]) {
      assert.equal(manifest[field], undefined, field);
    }
    const { peerDependencies = {}, peerDependenciesMeta = {}, scripts = {} } = manifest;
    for (const name of Object.keys(peerDependencies))
      assert.equal(peerDependenciesMeta[name]?.optional, true, name);
    for (const hook of ["preinstall", "install", "postinstall", "prepare"]) {
      assert.equal(scripts[hook], undefined, hook);
    }
    // If this file exists, npm compiles native code at installation.
    assert.ok(!files.includes("binding.gyp"));
  });

  it("has only scripts and wasm that an entry imports", async () => {
    const entryPoints = [...targets("default"), ...Object.values(manifest.bin)].map((file) =>
      join(unpacked, file),
    );
    const { metafile } = await build({
      absWorkingDir: unpacked,
      entryPoints,
      outdir: join(folder, "out"),
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      platform: "node",
      external: ["react", "vue", "@node-oauth/oauth2-server", "httpxy"],
      loader: { ".wasm": "file" },
    });
    assert.deepEqual(Object.keys(metafile.inputs).sort(), builtLike(/\.(js|wasm)$/));
  });

  it("has only declarations that an entry imports", async () => {
    const reached = new Set(targets("types"));
    // The loop also visits files that are added during the loop.
    for (const file of reached) {
      const code = (await read(file)).replace(/\/\*[^]*?\*\//g, "");
      for (const [, path] of code.matchAll(/(?:\bfrom|\bimport\()\s*"(\.[^"]+)\.js"/g)) {
        reached.add(`${join(dirname(file), path).split(sep).join("/")}.d.ts`);
      }
    }
    assert.deepEqual([...reached].sort(), builtLike(/\.d\.ts$/));
  });

  it("has a source map with sources for every script, and no path of the build machine", async () => {
    // The command has libraries in it, whose sources would be larger than itself.
    const scripts = builtLike(/\.js$/).filter((file) => !/^dist\/command\b/.test(file));
    assert.deepEqual(
      builtLike(/\.map$/),
      scripts.map((file) => `${file}.map`),
    );
    for (const file of scripts) {
      assert.match(await read(file), new RegExp(`\n//# sourceMappingURL=${basename(file)}\\.map\n$`));
      const { sources, sourcesContent, mappings } = JSON.parse(await read(`${file}.map`));
      assert.equal(sourcesContent.length, sources.length, file);
      // An entry that only re-exports from chunks has no source.
      assert.equal(mappings !== "", sources.length > 0, file);
      for (const [i, source] of sources.entries()) {
        // All sources are this project's: js/ and the output of wasm-bindgen in pkg/. The source of
        // a third party would need its licence in the tarball.
        assert.match(relative(unpacked, resolve(unpacked, dirname(file), source)), /^(js|pkg)[/\\]/);
        assert.equal(typeof sourcesContent[i], "string", `${source} in ${file}`);
      }
    }
    for (const file of builtLike(/\.d\.ts$/)) assert.doesNotMatch(await read(file), /sourceMappingURL/);
    for (const file of files) {
      const content = await readFile(join(unpacked, file), "latin1");
      for (const path of [root, join(homedir(), "/")])
        assert.ok(!content.includes(path), `${path} in ${file}`);
    }
  });

  it("names every crate in the wasm, Rust's standard library and every package in the command, with their licences", async () => {
    const list =
      "tree --locked --target wasm32-unknown-unknown --features standalone -e normal,no-proc-macro --prefix none -f";
    const { stdout } = await exec("cargo", [...list.split(" "), "{p}"], { cwd: root });
    const crates = new Set(stdout.match(/^\S+ v\S+/gm)?.map((line) => line.replace(" v", " ")));
    assert.ok(crates.delete(`${manifest.name} ${manifest.version}`));
    const packages = ["acorn", "acorn-walk", "content-security-policy-parser", "parse5"];
    for (const name of [...packages, "parse5/node_modules/entities"]) {
      const file = join(root, "node_modules", name, "package.json");
      crates.add(`${basename(name)} ${JSON.parse(await readFile(file, "utf8")).version}`);
    }
    const licenses = await read(LICENSES);
    assert.deepEqual(
      licenses
        .match(/^[\w-]+ \d+\.\d+\.\d+\S*$/gm)
        ?.filter(once)
        .sort(),
      [...crates].sort(),
    );
    assert.match(licenses, /^the Rust standard library/m);
    assert.match(licenses, /^ {2}Copyright \(c\) 2014 Alex Crichton$/m);
    assert.match(licenses, /^subtle \S+\n {2}Copyright \(c\) .*Isis Agora Lovecruft/m);
    // Each licence text appears once, and in full. One MIT text has the words of this package's
    // own, and the MIT text of talc has other words.
    const words = (/** @type {string} */ text) => text.split(/\s+/).join(" ");
    const mit = words(await read("LICENSE-MIT")).replace(/^.*?(?=Permission is hereby)/, "");
    assert.equal(words(licenses).split(mit.trim()).length, 2);
    assert.deepEqual(licenses.match(/^.+(?=\n=+$)/gm), [
      "MIT",
      "MIT",
      "BSD-2-Clause",
      "BSD-3-Clause",
      "Unicode-3.0",
    ]);
    assert.match(
      licenses,
      /Redistributions in binary form must reproduce[^]*ADVISED OF THE POSSIBILITY OF SUCH DAMAGE/,
    );
    assert.match(licenses, /(?:UNICODE|NOTICE TO USER)[^]*authorization of the copyright holder/);
  });

  it("is not built with a crate whose licence is not permitted", () => {
    const of = (/** @type {string | null} */ license) =>
      chooseLicenses({ name: "another", version: "1.0.0", license, manifest_path: "" });
    assert.deepEqual(of("Apache-2.0 OR MIT"), ["MIT"]);
    assert.deepEqual(of("(MIT OR Apache-2.0) AND Unicode-3.0"), ["MIT", "Unicode-3.0"]);
    for (const license of ["GPL-3.0-only", "MIT AND GPL-3.0-only", "MPL-2.0 OR GPL-2.0", "MITx", null]) {
      assert.throws(
        () => of(license),
        /The licence of the crate another is .* permits MIT, BSD-2-Clause, BSD-3-Clause/,
      );
    }
  });

  it("passes publint without a suggestion", async () => {
    const { stdout } = await exec("npx", ["--offline", "publint", "--strict", TARBALL], { cwd: root }).catch(
      (error) => error,
    );
    assert.match(stdout, /All good!/, stdout);
  });

  it("has every entry as a folder too, for tools that do not read exports", () => {
    // With an absolute path, Node reads "main" of the folder instead of "exports".
    const { resolve: find } = createRequire(import.meta.url);
    const found = Object.entries(manifest.exports)
      .filter(([, target]) => target.default)
      .map(([entry]) => [entry, find(join(unpacked, entry))]);
    assert.ok(found.length > 6);
    for (const [entry, file] of found) assert.equal(file, join(unpacked, manifest.exports[entry].default));
  });

  it("has types for every module resolution that attw checks", async () => {
    // The resolution node10 reads the folders of the entries instead of "exports". .attw.json ignores
    // that a require leads to an ES module: Node can do that, as the next test shows.
    const attw = ["--offline", "attw", TARBALL, "--no-emoji", "--format", "ascii"];
    const { stdout, code } = await exec("npx", attw, { cwd: root }).catch((error) => error);
    assert.equal(code, undefined, stdout);
    assert.match(stdout, /node16 \(from CJS\)/);
  });

  it("exports the same names to require and import, in every entry", async () => {
    // A linked package finds its own dependencies.
    for (const peer of ["react", "vue"]) {
      await symlink(join(root, "node_modules", peer), join(folder, "node_modules", peer), "junction");
    }
    const entries = Object.entries(manifest.exports)
      .filter(([, target]) => target.default?.endsWith(".js"))
      .map(([entry]) => manifest.name + entry.slice(1));
    const script = `
      const names = (module) => Object.keys(module).filter((name) => name !== "__esModule").sort();
      (async () => {
        for (const entry of ${JSON.stringify(entries)}) {
          // The require comes first, because it would find an imported module in the cache.
          const required = names(require(entry));
          console.log(JSON.stringify([entry, required, names(await import(entry))]));
        }
      })();`;
    await writeFile(join(folder, "require.cjs"), script);
    const { stdout } = await exec(process.execPath, ["require.cjs"], { cwd: folder });
    const lines = stdout.trim().split("\n");
    assert.equal(lines.length, entries.length);
    for (const line of lines) {
      const [entry, required, imported] = JSON.parse(line);
      assert.notEqual(required.length, 0, entry);
      assert.deepEqual(required, imported, entry);
    }
  });

  /** @param {RegExp} pattern */
  const filesLike = (pattern) => files.filter((file) => pattern.test(file));

  /** Those of the package itself, without those of the examples. @param {RegExp} pattern */
  const builtLike = (pattern) => filesLike(pattern).filter((file) => file.startsWith("dist/"));

  /**
   * @param {"default" | "types"} condition
   * @returns {string[]} the files in dist/ that `exports` names
   */
  function targets(condition) {
    const found = Object.values(manifest.exports).map((target) =>
      typeof target === "string" ? (condition === "default" ? target : undefined) : target[condition],
    );
    const inDist = found.filter((target) => target?.startsWith("./dist/")).map((target) => target.slice(2));
    for (const file of inDist) assert.ok(existsSync(join(unpacked, file)), file);
    return inDist;
  }
});

/** @param {string} value @param {number} i @param {string[]} all */
const once = (value, i, all) => all.indexOf(value) === i;
