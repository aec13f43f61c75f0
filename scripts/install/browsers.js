// The browsers and drivers for the tests. On Debian, as root, missing ones are installed.

import { join } from "node:path";

import { find } from "../process/command.js";
import { say } from "../process/report.js";
import { howToGet, installPackages, withoutUserErrors } from "./debian.js";
import { ensureCargoTool } from "./tools.js";

const GECKODRIVER = "0.37.1";

/** @typedef {"Chromium" | "Firefox" | "WebKit"} Engine */

/**
 * For each engine, its Debian packages and the programs that it needs. Each program is a list of
 * the names it may have.
 *
 * @type {Record<Engine, { packages: string[], programs: string[][] }>}
 */
const REQUIREMENTS = {
  Chromium: {
    packages: ["chromium", "chromium-driver", "chromium-headless-shell"],
    programs: [["chromium", "google-chrome", "google-chrome-stable"], ["chromedriver"]],
  },
  Firefox: { packages: ["firefox-esr"], programs: [["firefox-esr", "firefox"]] },
  WebKit: {
    packages: ["webkit2gtk-driver", "xvfb", "xauth"],
    programs: [["WebKitWebDriver"], ["xvfb-run"], ["xauth"]],
  },
};

/**
 * Looks the programs of an engine up.
 *
 * @param {Engine} engine
 * @returns {string[] | undefined} their paths, or `undefined` if one is missing
 */
function programsOf(engine) {
  const paths = REQUIREMENTS[engine].programs.map((names) => names.map(find).find(Boolean));
  return paths.every((path) => path !== undefined) ? /** @type {string[]} */ (paths) : undefined;
}

/**
 * @typedef {object} Browsers The paths of the programs of each engine. An engine that misses a
 *   program or is not wanted is `undefined`.
 *
 * @property {{ browser: string, driver: string } | undefined} Chromium
 * @property {{ browser: string, driver: string } | undefined} Firefox
 * @property {{ driver: string, xvfb: string } | undefined} WebKit
 * @property {Map<Engine, string>} missing the missing engines, each with a sentence that says how
 *   to install it
 */

/**
 * Installs missing browsers and drivers if possible.
 *
 * @param {Engine[]} [engines] the wanted ones; all by default
 * @returns {Promise<Browsers>}
 */
export async function ensureBrowsers(engines = ["Chromium", "Firefox", "WebKit"]) {
  const notInstalled = engines.filter((engine) => !programsOf(engine));
  await installPackages(notInstalled.map((engine) => REQUIREMENTS[engine].packages));

  /** @type {Map<Engine, string>} */
  const missing = new Map();
  for (const engine of engines) {
    const { packages, programs } = REQUIREMENTS[engine];
    if (!programsOf(engine)) missing.set(engine, howToGet(packages, programs));
  }
  const wanted = (/** @type {Engine} */ engine) => (engines.includes(engine) && programsOf(engine)) || [];
  const [chromium, chromedriver] = wanted("Chromium");
  const [firefox] = wanted("Firefox");
  const [webkitDriver, xvfb] = wanted("WebKit");
  const geckodriver = firefox && (await ensureGeckodriver());
  if (firefox && !geckodriver) {
    missing.set("Firefox", `Put geckodriver on the PATH: cargo install geckodriver --version ${GECKODRIVER}`);
  }
  for (const [engine, how] of missing) say(`${engine} is missing. ${how}`);
  return {
    Chromium: chromium && chromedriver ? { browser: chromium, driver: chromedriver } : undefined,
    Firefox: firefox && geckodriver ? { browser: firefox, driver: geckodriver } : undefined,
    WebKit: webkitDriver && xvfb ? { driver: webkitDriver, xvfb } : undefined,
    missing,
  };
}

/**
 * Installs geckodriver if it is missing.
 *
 * @returns {Promise<string | undefined>} its path, or `undefined` if it can't be installed
 */
async function ensureGeckodriver() {
  const folder = await withoutUserErrors(() =>
    ensureCargoTool("geckodriver", GECKODRIVER, "geckodriver", "about 2 minutes"),
  );
  // If the installation fails, the PATH may still have another version.
  return folder ? join(folder, "geckodriver") : find("geckodriver");
}
