// Runs the cases of tests/flow/cases/: authorize and forward with the published SDK, over every
// bridge, in every engine.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { engines } from "../browser/support/webdriver.js";
import { runsThoroughTests } from "../support/thorough.js";
import { cases } from "./cases/index.js";
import { openBrowser } from "./support/browser.js";
import { NO_WASM, startSite } from "./support/site.js";

/** @import { Bridge } from "./page/context.js" */
/** @import { EngineName } from "../browser/support/webdriver.js" */

/**
 * The browsers that run side by side, and their bridges. Firefox and WebKit cover the bridges that
 * they have in Zoom: Firefox the web client, WebKit the clients of macOS and iOS. With the thorough
 * tests, Chromium covers every bridge.
 *
 * @type {{ engine: EngineName, bridges: Bridge[], hasWasm?: boolean, only?: RegExp }[]}
 */
const BROWSERS = [
  { engine: "Chromium", bridges: ["android"] },
  { engine: "Firefox", bridges: ["frame"] },
  { engine: "WebKit", bridges: ["webkit"] },
];

/**
 * Those of the thorough tests. Under a policy that forbids WebAssembly, Chromium runs every case over
 * one bridge. Firefox and WebKit then run only the cases about texts and memory, because the JavaScript
 * is the same.
 *
 * @type {typeof BROWSERS}
 */
const THOROUGH_BROWSERS = [
  { engine: "Chromium", bridges: ["webview2", "webkit", "frame"] },
  { engine: "Chromium", bridges: ["android"], hasWasm: false },
  { engine: "Firefox", bridges: ["frame"], hasWasm: false, only: /^(1|2|8|12)\./ },
  { engine: "WebKit", bridges: ["webkit"], hasWasm: false, only: /^(1|2|8|12)\./ },
];

/** The time-out of a case, with a margin for slow machines. */
const CASE_MS = 60_000;

const browsers = [...BROWSERS, ...(runsThoroughTests ? THOROUGH_BROWSERS : [])];

describe("the flow", { concurrency: browsers.length }, () => {
  /** @type {import("./support/site.js").Site} */
  let site;
  /** @type {import("./support/site.js").Site} */
  let siteWithoutWasm;
  before(async () => {
    site = await startSite();
    siteWithoutWasm = await startSite({ headers: NO_WASM });
  });
  after(() => {
    site?.close();
    siteWithoutWasm?.close();
  });

  for (const { engine, bridges, hasWasm = true, only = /^/ } of browsers) {
    const where = `in ${engine}, over ${bridges.join(" and ")}${hasWasm ? "" : ", without WebAssembly"}`;
    const skip = engines[engine].isHere ? false : `${engine} or its driver is not installed`;
    // A browser has one page, so its cases run one after another.
    describe(where, { skip, concurrency: 1 }, () => {
      /** @type {Awaited<ReturnType<typeof openBrowser>>} */
      let browser;
      before(async () => {
        browser = await openBrowser(engine, hasWasm ? site : siteWithoutWasm);
      });
      after(() => browser?.close());

      for (const bridge of bridges) {
        describe(`over ${bridge}`, () => {
          for (const each of cases) {
            if (!each.isFor({ engine, bridge }) || !only.test(each.name)) continue;
            it(each.name, { timeout: CASE_MS }, async (t) => {
              const { error, value } = await browser.runCase(each, bridge);
              assert.equal(error, undefined);
              if (value?.posts) t.diagnostic(`${engine} posts: ${JSON.stringify(value.posts)}`);
            });
          }
        });
      }
    });
  }
});
