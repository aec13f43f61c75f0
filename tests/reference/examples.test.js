// Runs every example of the reference and every program in the documents, in Node or in a page in
// Chromium. The page has the real SDK and a simulated Zoom client.

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

import { build } from "esbuild";

import { root } from "../../scripts/process/command.js";
import { executablePath, launchChromium } from "../browser/support/chromium.js";
import { withAppPage } from "../support/app-page.js";
import { blocksFor } from "../support/blocks.js";
import { startAppSite } from "../support/app-site.js";
import { instrument } from "./support/instrument.js";
import { readExports, undescribed } from "./support/model.js";
import { programOf } from "./support/texts.js";
import { WITHOUT_BARE_IMPORTS } from "../../scripts/build/bundle.js";

/** @import { Browser, Page } from "playwright-core" */
/** @typedef {import("./support/instrument.js").Instrumented & { name: string }} Program */

const exports = await readExports();
const programsOfDocuments = blocksFor("tests/reference/examples.test.js").map(programOf);
const programs = [
  ...exports.flatMap(({ name, examples }) =>
    examples.map((example, i) => ({ name: i ? `${name}, example ${i + 1}` : name, example })),
  ),
  ...programsOfDocuments,
].map(({ name, example }) => ({ name, ...instrument(example) }));

const needsPage = (/** @type {Program} */ { code }) =>
  /\bzoomSdk\b|\bstartSimulator\b|"zoom-pkce\/react"|\?url"|\bdocument\./.test(code);
const inPage = programs.filter(needsPage);
const inNode = programs.filter((program) => !needsPage(program));

/** The folder for the programs. It is inside this package, so `zoom-pkce` resolves to it. */
const folder = join(root, "target/reference-examples");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

/** Resolves `import url from "file?url"` as Vite does. @type {import("esbuild").Plugin} */
const urls = {
  name: "urls",
  setup(build) {
    build.onResolve({ filter: /\?url$/ }, async ({ path, kind, resolveDir }) => {
      const found = await build.resolve(path.replace("?url", ""), { kind, resolveDir });
      return { ...found, namespace: "url" };
    });
    build.onLoad({ filter: /.*/, namespace: "url" }, async ({ path }) => ({
      contents: await readFile(path),
      loader: "dataurl",
    }));
  },
};

/**
 * Asserts that all claims of a program were checked and hold.
 *
 * @param {Program} program
 * @param {[number, unknown, unknown][]} checks
 */
function holds({ claims }, checks) {
  for (const [number, actual, expected] of checks) {
    if (expected instanceof RegExp) assert.match(String(actual), expected, claims[number]);
    else assert.deepEqual(actual, expected, claims[number]);
  }
  const checked = new Set(checks.map(([number]) => number));
  const missed = claims.filter((_, number) => !checked.has(number));
  assert.deepEqual(missed, [], "these claims were not reached");
}

describe("the reference", () => {
  it("has an example for every function, class and variable", () => {
    assert.ok(exports.length > 20);
    const without = exports.filter(({ examples }) => examples.length === 0).map(({ name }) => name);
    assert.deepEqual(without, []);
  });

  it("has at least one claim in every example", () => {
    const empty = programs.filter(
      ({ name, claims, clicks }) =>
        !programsOfDocuments.some((program) => program.name === name) && !claims.length && !clicks.length,
    );
    assert.deepEqual(
      empty.map(({ name }) => name),
      [],
    );
  });

  it("describes every parameter", () => {
    assert.deepEqual(exports.flatMap(undescribed), []);
  });
});

describe("in Node", { timeout: 120_000 }, () => {
  for (const [i, program] of inNode.entries()) {
    it(program.name, async () => {
      const file = join(folder, `${i}.mjs`);
      writeFileSync(file, program.code);
      const thread = new Worker(new URL("./support/thread.js", import.meta.url), {
        workerData: pathToFileURL(file).href,
      });
      /** @type {any[]} */
      const checks = [];
      thread.on("message", (check) => checks.push(check));
      await once(thread, "exit");
      holds(program, checks);
    });
  }
});

const skip = executablePath ? false : "Chromium is not installed";

describe("in a page", { skip, timeout: 120_000 }, () => {
  /** @type {Browser} */
  let browser;
  /** @type {import("../support/app-site.js").AppSite} */
  let site;
  const startsSimulator = (/** @type {Program} */ { code }) =>
    /zoom-pkce\/simulator"|\bstartSimulator\b/.test(code);

  before(async () => {
    const sources = inPage.map((program, i) => {
      const source = join(folder, `page-${i}.jsx`);
      writeFileSync(source, program.code);
      return source;
    });
    await build({
      absWorkingDir: root,
      entryPoints: sources,
      outdir: folder,
      bundle: true,
      logOverride: WITHOUT_BARE_IMPORTS,
      splitting: true,
      format: "esm",
      target: "es2022",
      plugins: [urls],
      jsx: "automatic",
      inject: ["tests/reference/support/given.js"],
      define: { "process.env.NODE_ENV": '"development"', "import.meta.env.DEV": "true" },
      logLevel: "warning",
    });
    inPage.forEach((program, i) => {
      // An example with `reconfigure` runs as a guest, whose sign-in calls it.
      const guest = /\breconfigure\b/.test(program.code) ? 'simulator.status = "unauthenticated";' : "";
      writeFileSync(
        join(folder, `page-${i}.html`),
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>Example</title><link rel="icon" href="data:,">
        <main></main><iframe hidden></iframe><script type="module">
          ${guest}
          window.checks = [];
          window.check = (...claim) => checks.push(structuredClone(claim));
          window.ended = import("/page-${i}.js").then(() => "", (error) => String(error.stack ?? error));
        </script></html>`,
      );
    });
    const paths = inPage.map((_, i) => `/page-${i}.html`);
    site = await startAppSite({ paths, file: (pathname) => join(folder, pathname) });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /** @param {Page} page @param {Program} program */
  async function run(page, program) {
    const failure = await page.evaluate(() => /** @type {any} */ (globalThis).ended);
    assert.equal(failure, "");
    for (const { button, shown } of program.clicks) {
      await page.getByRole("button", { name: button }).click();
      await page.getByText(shown).waitFor({ timeout: 10_000 });
    }
    holds(program, await page.evaluate(() => /** @type {any} */ (globalThis).checks));
  }

  for (const [i, program] of inPage.entries()) {
    it(program.name, async () => {
      const url = `${site.origin}/page-${i}.html`;
      if (!startsSimulator(program)) return withAppPage(browser, url, (page) => run(page, program));
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        // The examples use the address of a local simulator. The site has that server under /zoom.
        await page.route("http://127.0.0.1:4010/**", (route, request) =>
          route.continue({ url: request.url().replace("http://127.0.0.1:4010", `${site.origin}/zoom`) }),
        );
        await page.goto(url);
        await run(page, program);
      } finally {
        await context.close();
      }
    });
  }
});
