// Opens an app's page in Chromium, with a simulated Zoom client that the app does not know of.

import { build } from "esbuild";

import { root } from "../../scripts/process/command.js";

/** @import { Browser, Page } from "playwright-core" */

/** @type {Promise<string> | undefined} */
let simulator;

/** Returns a script that starts a simulated Zoom client. It runs before the page's own scripts. */
export function simulatorScript() {
  return (simulator ??= build({
    absWorkingDir: root,
    stdin: {
      contents: `
        import { startSimulator } from "./js/simulator/index.js";
        // Only in the top frame, and only in pages from a server.
        if (location.protocol.startsWith("http") && window === window.top) {
          window.simulator = startSimulator({ server: "/zoom" });
        }`,
      resolveDir: root,
    },
    bundle: true,
    format: "iife",
    target: "es2022",
    write: false,
  }).then(({ outputFiles }) => outputFiles[0].text));
}

/**
 * Opens an app's page, passes it to `use`, and closes it.
 *
 * @param {Browser} browser
 * @param {string} url
 * @param {(page: Page, said: string[]) => Promise<void>} use `said` has the page's console
 *   messages as `type: text`, and its uncaught errors, without the simulator's notice.
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function withAppPage(browser, url, use, options) {
  const context = await browser.newContext(options);
  try {
    await context.addInitScript({ content: await simulatorScript() });
    const page = await context.newPage();
    /** @type {string[]} */
    const said = [];
    page.on("console", (message) => {
      const text = message.text();
      if (!text.startsWith("zoom-pkce: this page talks to a simulated"))
        said.push(`${message.type()}: ${text}`);
    });
    page.on("pageerror", (error) => said.push(`uncaught: ${error.message}`));
    await page.goto(url);
    await use(page, said);
  } finally {
    await context.close();
  }
}
