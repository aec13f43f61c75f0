// The browsers and drivers that the tests run in. On Debian, as root, what is missing is installed.

import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { command } from "./command.js";
import { say } from "./report.js";
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

/** @param {string} program @returns {string | undefined} its path, if it is on the PATH */
export function find(program) {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

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
  const absent = engines.filter((engine) => !programsOf(engine));
  const packages = absent.flatMap((engine) => NEEDED[engine].packages);
  const canInstall = existsSync("/etc/debian_version") && process.getuid?.() === 0;
  if (packages.length > 0 && canInstall) {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await command("Updating Debian's list of packages", "apt-get", ["update", "-qq"], {
      env,
      allowFailure: true,
    });
    const install = ["install", "-y", "-qq", "--no-install-recommends", ...packages];
    const installing = `Installing ${packages.join(", ")} (about 3 minutes, once)`;
    await command(installing, "apt-get", install, { env, allowFailure: true });
  }

  /** @type {Map<Engine, string>} */
  const missing = new Map();
  for (const engine of engines) {
    if (programsOf(engine)) continue;
    missing.set(engine, `on Debian, as root: apt-get install ${NEEDED[engine].packages.join(" ")}`);
  }
  const [chromium, chromedriver] = programsOf("Chromium") ?? [];
  const [firefox] = programsOf("Firefox") ?? [];
  const [webkitDriver, xvfb] = programsOf("WebKit") ?? [];
  const geckodriver = firefox && (await ensureGeckodriver());
  for (const [engine, how] of missing) say(`${engine} is not here; ${how}`);
  return {
    Chromium: chromium && chromedriver ? { browser: chromium, driver: chromedriver } : undefined,
    Firefox: firefox && geckodriver ? { browser: firefox, driver: geckodriver } : undefined,
    WebKit: webkitDriver && xvfb ? { driver: webkitDriver, xvfb } : undefined,
    missing,
  };
}

async function ensureGeckodriver() {
  const folder = await ensureCargoTool("geckodriver", GECKODRIVER, "geckodriver", "about 2 minutes");
  return folder ? join(folder, "geckodriver") : find("geckodriver");
}
