// The built pages of the reference are complete and need no network.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { before, describe, it } from "node:test";

import { root } from "../../scripts/process/command.js";
import { buildReference, PAGES } from "../../scripts/docs/reference.js";

const folder = join(root, PAGES);

/** Returns the URLs in a page's `href` and `src` attributes. @param {string} html */
const named = (html) =>
  [...html.matchAll(/<(\w+)\b[^>]*?\s(?:href|src)="([^"]*)"/g)].map(([, element, url]) => ({
    element,
    url: url.replaceAll("&amp;", "&"),
  }));

describe("the pages of the reference", () => {
  /** @type {Map<string, string>} */
  const pages = new Map();

  before(async () => {
    // This fails on any warning of TypeDoc, for example an undocumented export or a broken link.
    await buildReference();
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (name.endsWith(".html")) pages.set(join(folder, name), readFileSync(join(folder, name), "utf8"));
    }
  });

  it("begin with the README and have every entry of the package", () => {
    assert.match(pages.get(join(folder, "index.html")) ?? "", /Sign-in for Zoom Apps in one call/);
    const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    for (const [entry, { default: file = "" }] of Object.entries(exports)) {
      if (!file.endsWith(".js")) continue;
      assert.ok(pages.has(join(folder, `zoom-pkce${entry.slice(1)}.html`)), entry);
    }
  });

  it("link only to pages, anchors and files that exist", () => {
    const missing = [];
    let count = 0;
    for (const [page, html] of pages) {
      for (const { url } of named(html)) {
        if (/^(https?|data|mailto):/.test(url)) continue;
        count++;
        const [path, place] = url.split("#");
        const file = path ? join(dirname(page), decodeURIComponent(path)) : page;
        const isThere =
          existsSync(file) &&
          (!place || !file.endsWith(".html") || pages.get(file)?.includes(` id="${place}"`));
        if (!isThere) missing.push(`${relative(folder, page)}: ${url}`);
      }
    }
    assert.ok(count > 500);
    assert.deepEqual(missing, []);
  });

  it("load no resource from another site", () => {
    for (const [page, html] of pages) {
      for (const { element, url } of named(html)) {
        if (element !== "a") assert.doesNotMatch(url, /^(https?:)?\/\//, relative(folder, page));
      }
    }
    for (const name of readdirSync(join(folder, "assets"))) {
      if (!name.endsWith(".css")) continue;
      const style = readFileSync(join(folder, "assets", name), "utf8");
      assert.doesNotMatch(style, /(url\(|@import)\s*["']?(https?:)?\/\//, name);
    }
  });
});
