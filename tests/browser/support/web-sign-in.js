// A page that signs in by zoom-pkce/browser, with its backend and a simulated Zoom on another origin,
// and the person who uses it in a browser.

import assert from "node:assert/strict";
import { writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { bundleInMemory } from "../../../scripts/build/bundle.js";
import { root } from "../../../scripts/process/command.js";
import { startAppSite } from "../../support/app-site.js";
import { engines, launch } from "./webdriver.js";

/** @typedef {Awaited<ReturnType<typeof startWebSite>>} WebSite */
/** @typedef {Awaited<ReturnType<typeof openPerson>>} Person */
/** @typedef {{ value?: any, code?: string, message?: string, hint?: string, retryable?: boolean }} Outcome */

/** How long the person waits for a page. The margin is for slow machines. */
const PATIENCE_MS = 30_000;

/**
 * The page. A test changes what its next start finds by the script in `localStorage.before`, and
 * the options of its button by `window.options`.
 */
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>The app</title>
  <link rel="icon" href="data:,"><button id="sign-in">Sign in</button>
  <script>(0, eval)(localStorage.getItem("before"))</script>
  <script type="module" src="/web-page.js"></script></html>`;

/** @param {{ zoomHeaders?: Record<string, string> }} [options] Sent with every page of Zoom's. */
export async function startWebSite({ zoomHeaders } = {}) {
  const folder = join(root, "target/web-sign-in");
  mkdirSync(folder, { recursive: true });
  const scripts = await bundleInMemory(["tests/browser/support/web-page.js"]);
  for (const [path, text] of scripts) writeFileSync(join(folder, path), text);
  writeFileSync(join(folder, "index.html"), PAGE);
  const site = await startAppSite({
    paths: ["/", "/?page=2&q=a%20b+c"],
    file: (pathname) => join(folder, pathname),
    zoomHeaders,
  });
  // The same server, under another origin.
  const zoomOrigin = site.origin.replace("127.0.0.1", "localhost");
  return { ...site, zoomOrigin, authorizeUrl: `${zoomOrigin}/zoom/oauth/authorize` };
}

/** @param {import("./webdriver.js").EngineName} engine */
function withBlocker(engine) {
  const settings = {
    Chromium: ["goog:chromeOptions", { excludeSwitches: ["disable-popup-blocking"] }],
    Firefox: ["moz:firefoxOptions", { prefs: { "dom.disable_open_during_load": true } }],
    WebKit: undefined,
  }[engine];
  const { capabilities, ...rest } = engines[engine];
  if (!settings) return engines[engine];
  const [name, added] = settings;
  const options = /** @type {Record<string, object>} */ (capabilities)[String(name)];
  return { ...rest, capabilities: { [String(name)]: { ...options, ...Object(added) } } };
}

/**
 * Opens a browser for a person.
 *
 * @param {import("./webdriver.js").EngineName} engine
 * @param {WebSite} site
 * @param {{ blocksPopups?: boolean }} [options] The drivers of Chromium and Firefox turn the
 *   browser's blocker off, unless `blocksPopups` is true.
 */
export async function openPerson(engine, site, { blocksPopups = false } = {}) {
  const browser = await launch(blocksPopups ? withBlocker(engine) : engines[engine]);

  /**
   * Tries until it works: pages load meanwhile.
   *
   * @template T
   * @param {() => Promise<T>} act Throws, or returns `undefined`, if the page is not there yet.
   * @returns {Promise<NonNullable<T>>}
   */
  async function patiently(act) {
    for (let until = Date.now() + PATIENCE_MS; ; await sleep(50)) {
      try {
        const value = await act();
        if (value != null) return value;
      } catch (error) {
        if (Date.now() > until) throw error;
      }
      assert.ok(Date.now() < until, "the page did not come");
    }
  }

  /** @param {string} expression @returns {Promise<any>} The value of an expression in the page. */
  const read = (expression) => browser.execute(`arguments[arguments.length - 1](${expression})`);
  /** @param {string} expression Of a promise of the page's: its {@link Outcome}. */
  const outcomeOf = (expression) =>
    patiently(() =>
      browser.execute(
        `const done = arguments[arguments.length - 1];
         if (!window.isReady) done(); else window.outcomeOf(${expression}).then(done);`,
      ),
    ).then((outcome) => /** @type {Outcome} */ (outcome));

  return {
    ...browser,
    read,
    patiently,
    outcomeOf,
    /** Opens the page of the app. @param {string} [path] */
    visit: (path = "/") => browser.goto(site.origin + path),
    /** Opens the page without what the test before has left. */
    async startAfresh() {
      await browser.goto(site.origin);
      await read("localStorage.clear()");
      await browser.goto(site.origin);
      await read("sessionStorage.clear()");
    },
    /** @param {string} script Runs at the next starts of the page, before all else. */
    before: (script) => browser.execute(`localStorage.before = arguments[0]; arguments[1]()`, script),
    /**
     * Clicks the button of the page.
     *
     * @param {object} [options] For `authorizeInBrowser`.
     */
    async signIn(options) {
      await patiently(() => read("window.isReady || undefined"));
      await browser.execute("window.options = arguments[0]; arguments[1]()", {
        authorizeUrl: site.authorizeUrl,
        ...options,
      });
      await browser.click("#sign-in");
    },
    /** Waits for Zoom's page for consent. @returns {Promise<string>} The `state` there. */
    atZoom: () =>
      patiently(async () => {
        const found = await read("document.querySelector('[name=decision]') && location.href");
        return found && (new URL(found).searchParams.get("state") ?? undefined);
      }),
    /** Decides on Zoom's page. @param {"approve" | "decline"} [decision] */
    async decide(decision = "approve") {
      await patiently(async () => (await browser.click(`[value=${decision}]`), true));
    },
    /** Selects the window that is not in a list, and returns its handle. @param {string[]} known */
    selectNew: (known) =>
      patiently(async () => {
        const handle = (await browser.windows()).find((each) => !known.includes(each));
        if (handle) await browser.select(handle);
        return handle;
      }),
    /** What the page's `completeAuthorization` has come to. */
    completed: () => outcomeOf("window.completed"),
    /** What the page's `authorizeInBrowser` has come to. */
    started: () => outcomeOf("window.started"),
    /** @returns {Promise<string>} The page's URL. */
    url: () => read("location.href"),
    /** @returns {Promise<string[]>} The keys in the tab's sessionStorage. */
    stored: () => read("Object.keys(sessionStorage)"),
  };
}
