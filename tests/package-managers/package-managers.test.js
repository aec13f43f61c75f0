// The packed package in an app of pnpm and of Yarn Plug'n'Play, as strict as they can be: a package
// finds what it declares, and nothing else.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { buildTarball, TARBALL } from "../../scripts/build/index.js";
import { ensureNpmPackages } from "../../scripts/install/tools.js";
import { captureOutput, command, root } from "../../scripts/process/command.js";

const HERE = join(root, "tests/package-managers");

/** The package managers, and what they have downloaded. */
const TARGET = join(root, "target/package-managers");

/** The entries that need no package but those of the app. */
const ENTRIES = Object.entries(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).exports)
  .filter(([entry, { default: file }]) => file?.endsWith(".js") && entry !== "./vue")
  .map(([entry]) => `zoom-pkce${entry.slice(1)}`);

const MANAGERS = {
  pnpm: {
    // A program for Linux on x64. The package pnpm only looks for it.
    program: [join(TARGET, "node_modules/@pnpm/exe.linux-x64/pnpm")],
    install: ["install", "--frozen-lockfile"],
    add: ["add", "--offline", "./zoom-pkce.tgz"],
    env: {
      pnpm_config_store_dir: join(TARGET, "pnpm-store"),
      pnpm_config_cache_dir: join(TARGET, "pnpm-cache"),
    },
    isStrict: (/** @type {string} */ app) =>
      existsSync(join(app, "node_modules/react")) && !existsSync(join(app, "node_modules/scheduler")),
  },
  Yarn: {
    program: [process.execPath, join(TARGET, "node_modules/@yarnpkg/cli-dist/bin/yarn.js")],
    install: ["install", "--immutable"],
    add: ["add", "zoom-pkce@file:./zoom-pkce.tgz"],
    env: {
      YARN_GLOBAL_FOLDER: join(TARGET, "yarn"),
      // Yarn does not read npm's settings.
      YARN_NPM_REGISTRY_SERVER: captureOutput("npm", ["config", "get", "registry"]).stdout.trim(),
    },
    isStrict: (/** @type {string} */ app) =>
      existsSync(join(app, ".pnp.cjs")) && !existsSync(join(app, "node_modules")),
  },
};

before(async () => {
  mkdirSync(TARGET, { recursive: true });
  cpSync(join(HERE, "managers"), TARGET, {
    recursive: true,
    filter: (path) => !path.includes("node_modules"),
  });
  await ensureNpmPackages(TARGET);
  await buildTarball();
});

for (const [name, { program, install, add, env, isStrict }] of Object.entries(MANAGERS)) {
  const isLinux = process.platform === "linux" && process.arch === "x64";
  const skip = name === "pnpm" && !isLinux && "its program is for Linux on x64";
  describe(name, { skip, timeout: 240_000 }, () => {
    // Outside of the repository, in whose node_modules every package would be found.
    const app = mkdtempSync(join(tmpdir(), "zoom-pkce-app-"));
    after(() => rmSync(app, { recursive: true }));

    /** @param {string} description @param {string[]} args */
    const run = async (description, args) => {
      const [file, ...first] = program;
      const { output } = await command(`${description} with ${name}`, file, [...first, ...args], {
        cwd: app,
        env: { ...env, NO_COLOR: "1", FORCE_COLOR: undefined },
      });
      return output;
    };

    before(async () => {
      const ignored = /node_modules|package-lock\.json$/;
      cpSync(join(HERE, "project"), app, { recursive: true, filter: (path) => !ignored.test(path) });
      cpSync(TARBALL, join(app, "zoom-pkce.tgz"));
      await run("Installing the app's packages", install);
      await run("Installing the packed package", add);
    });

    it("installs the package, and lets no package find another one's", () => assert.ok(isStrict(app)));

    it("builds a page and a server: one React, and the wasm in both", async () => {
      await run("Building the app", ["run", "build"]);
      assert.match(readFileSync(join(app, "dist/page.js"), "utf8"), /the WebAssembly of zoom-pkce/);
      const server = await command("Running the app's server", process.execPath, ["dist/server.cjs"], {
        cwd: app,
      });
      const { html, codeVerifier, codeChallenge } = JSON.parse(server.output);
      assert.equal(html, "<button>idle</button>");
      assert.equal(codeChallenge, createHash("sha256").update(codeVerifier).digest("base64url"));
    });

    it("imports the entries without a bundler", async () => {
      const output = await run("Importing the entries", ["exec", "node", "src/entries.js", ...ENTRIES]);
      for (const entry of ENTRIES) assert.match(output, new RegExp(`^${entry}: [1-9]`, "m"));
    });

    it("runs the package's command", async () => {
      const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
      const output = await run("Running the package's command", ["exec", "zoom-pkce", "--version"]);
      assert.equal(output.trim(), version);
    });
  });
}
