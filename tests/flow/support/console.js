// Opens a page in each engine, and reads what its console shows.

import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { executablePath as chromium, launchChromium } from "../../browser/support/chromium.js";
import { firefox, start, startDisplay, xvfb } from "../../browser/support/webdriver.js";

/** @typedef {import("../../browser/support/webdriver.js").EngineName} EngineName */

/**
 * @typedef {object} Console
 * @property {boolean} isHere Whether the engine is installed.
 * @property {(url: string, onText: (text: string) => void) => Promise<() => Promise<unknown>>} open
 *   Opens a page and returns a function that closes the browser.
 */

/** Firefox writes its console to its standard output with these preferences. */
const PREFERENCES = `user_pref("devtools.console.stdout.content", true);
user_pref("browser.dom.window.dump.enabled", true);
`;

/** The browser of WebKit's driver, which is in a folder of its library. */
function findMiniBrowser() {
  const libraries = "/usr/lib";
  if (!existsSync(libraries)) return undefined;
  return readdirSync(libraries)
    .flatMap((machine) =>
      ["4.1", "4.0"].map((api) => join(libraries, machine, `webkit2gtk-${api}/MiniBrowser`)),
    )
    .find((path) => existsSync(path));
}

const miniBrowser = findMiniBrowser();

/** Makes a folder for the files of a browser. */
const newFolder = () => mkdtemp(join(tmpdir(), "zoom-pkce-console-"));

/** @param {string} folder */
const remove = (folder) => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });

/** @type {Record<EngineName, Console>} */
export const consoles = {
  // The texts of the DevTools protocol are those that the panel of the DevTools shows.
  Chromium: {
    isHere: Boolean(chromium),
    async open(url, onText) {
      const browser = await launchChromium();
      const page = await browser.newPage();
      const session = await page.context().newCDPSession(page);
      session.on("Runtime.consoleAPICalled", ({ args }) => {
        onText(args.map(({ description, value }) => description ?? value).join(" "));
      });
      session.on("Runtime.exceptionThrown", ({ exceptionDetails: { text, exception } }) => {
        onText(`${text} ${exception?.description}`);
      });
      await session.send("Runtime.enable");
      await page.goto(url);
      return () => browser.close();
    },
  },
  Firefox: {
    isHere: Boolean(firefox),
    async open(url, onText) {
      const folder = await newFolder();
      writeFileSync(join(folder, "user.js"), PREFERENCES);
      const args = ["-headless", "-no-remote", "-profile", folder, url];
      const { end } = start(firefox ?? "", args, { ...process.env, TMPDIR: folder }, onText);
      return async () => {
        await end();
        await remove(folder);
      };
    },
  },
  WebKit: {
    isHere: Boolean(miniBrowser && xvfb),
    async open(url, onText) {
      const display = await startDisplay(xvfb ?? "");
      // The private mode writes nothing, so its files go where they are removed.
      const folder = await newFolder();
      const home = { HOME: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder };
      const env = { ...process.env, ...home, DISPLAY: `:${display.number}`, GDK_BACKEND: "x11" };
      const args = ["--enable-write-console-messages-to-stdout=true", url];
      const { end } = start(miniBrowser ?? "", args, env, onText);
      return async () => {
        await end();
        await display.end();
        await remove(folder);
      };
    },
  },
};
