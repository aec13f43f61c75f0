// The browsers and drivers that the tests run in. On Debian, as root, what is missing is installed.

import { join } from "node:path";

import { find } from "../process/command.js";
import { howToGet, installPackages, unlessStopped } from "./debian.js";
import { say } from "../process/report.js";
import { ensureCargoTool } from "./tools.js";

const GECKODRIVER = "0.37.1";

/** @typedef {"Chromium" | "Firefox" | "WebKit"} Engine */

/** @type {Record<Engine, { packages: string[], programs: string[][] }>} */
const NEEDED = {
  Chromium: {
    packages: ["chromium", "chromium-driver"],
    programs: [["chromium", "google-chrome", "google-chrome-stable"], ["chromedriver"]],
  },
  Firefox: { packages: ["firefox-esr"], programs: [["firefox-esr", "firefox"]] },
  WebKit: {
    packages: ["webkit2gtk-driver", "xvfb", "xauth"],
    programs: [["WebKitWebDriver"], ["xvfb-run"], ["xauth"]],
  },
};

/** @param {Engine} engine @returns {string[] | undefined} the paths of its programs, if all are there */
function programsOf(engine) {
  const paths = NEEDED[engine].programs.map((names) => names.map(find).find(Boolean));
  return paths.every((path) => path !== undefined) ? /** @type {string[]} */ (paths) : undefined;
}

/**
 * @typedef {object} Browsers
 * @property {{ browser: string, driver: string } | undefined} Chromium
 * @property {{ browser: string, driver: string } | undefined} Firefox
 * @property {{ driver: string, xvfb: string } | undefined} WebKit
 * @property {Map<Engine, string>} missing How to get what is not there.
 */

/** @returns {Promise<Browsers>} */
export async function ensureBrowsers() {
  const engines = /** @type {Engine[]} */ (Object.keys(NEEDED));
  await installPackages(
    engines.filter((engine) => !programsOf(engine)).map((engine) => NEEDED[engine].packages),
  );

  /** @type {Map<Engine, string>} */
  const missing = new Map();
  for (const engine of engines) {
    if (!programsOf(engine)) missing.set(engine, howToGet(NEEDED[engine].packages, NEEDED[engine].programs));
  }
  const [chromium, chromedriver] = programsOf("Chromium") ?? [];
  const [firefox] = programsOf("Firefox") ?? [];
  const [webkitDriver, xvfb] = programsOf("WebKit") ?? [];
  const geckodriver = firefox && (await ensureGeckodriver());
  if (firefox && !geckodriver) {
    missing.set("Firefox", `put geckodriver on the PATH: cargo install geckodriver --version ${GECKODRIVER}`);
  }
  for (const [engine, how] of missing) say(`${engine} is not here; ${how}`);
  return {
    Chromium: chromium && chromedriver ? { browser: chromium, driver: chromedriver } : undefined,
    Firefox: firefox && geckodriver ? { browser: firefox, driver: geckodriver } : undefined,
    WebKit: webkitDriver && xvfb ? { driver: webkitDriver, xvfb } : undefined,
    missing,
  };
}

/** @returns {Promise<string | undefined>} its path, if it is there or can be installed */
async function ensureGeckodriver() {
  const folder = await unlessStopped(() =>
    ensureCargoTool("geckodriver", GECKODRIVER, "geckodriver", "about 2 minutes"),
  );
  // Where installing failed, another version may still be there.
  return folder ? join(folder, "geckodriver") : find("geckodriver");
}
