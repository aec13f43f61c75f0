// An app's page in Chromium, with a simulated Zoom client around it that the app knows nothing of.

import { build } from "esbuild";

import { root } from "../../scripts/process/command.js";

/** @import { Browser, Page } from "playwright-core" */

/** @type {Promise<string> | undefined} */
let simulator;

/** A script that starts a simulated Zoom client in a page. It runs before the page's own scripts. */
export function simulatorScript() {
  return (simulator ??= build({
    absWorkingDir: root,
    stdin: {
      contents: `
        import { startSimulator } from "./js/simulator/index.js";
        // The document's own frame only, and only pages that were served.
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
 * Opens an app's page, hands it over, and closes it.
 *
 * @param {Browser} browser
 * @param {string} url
 * @param {(page: Page, said: string[]) => Promise<void>} use `said` is what the page says on its console, and what it
 *   throws: `type: text`, without what the simulator says of itself.
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
