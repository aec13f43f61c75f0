// The browsers and drivers that the tests run in. On Debian, as root, what is missing is installed.

import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { command } from "./command.js";
import { say, Stop } from "./report.js";
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
  const isDebian = existsSync("/etc/debian_version");
  const isRoot = process.getuid?.() === 0;
  if (absent.length > 0 && isDebian && isRoot) {
    await attempt("Updating Debian's list of packages", "apt-get", ["update", "-qq"]);
    // One by one: of a package that is nowhere to be had, only its own engine suffers.
    for (const engine of absent) {
      const { packages } = NEEDED[engine];
      const install = ["install", "-y", "-qq", "--no-install-recommends", ...packages];
      await attempt(`Installing ${packages.join(", ")} (about a minute, once)`, "apt-get", install);
    }
  }

  /** @type {Map<Engine, string>} */
  const missing = new Map();
  for (const engine of engines) {
    if (!programsOf(engine)) missing.set(engine, howToGet(engine, { isDebian, isRoot }));
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

/**
 * How to get an engine that is still missing, as the end of a sentence.
 *
 * @param {Engine} engine
 * @param {{ isDebian: boolean, isRoot: boolean }} system
 */
export function howToGet(engine, { isDebian, isRoot }) {
  const { packages, programs } = NEEDED[engine];
  if (!isDebian) return `put these on the PATH: ${programs.map((names) => names.join(" or ")).join(", ")}`;
  const install = `apt-get install ${packages.join(" ")}`;
  return isRoot ? `make this work, which was tried and failed: ${install}` : `run this: sudo ${install}`;
}

/**
 * Runs an installer. When it fails, its output is shown, and something is missing; nothing ends.
 *
 * @param {string} doing
 * @param {string} program
 * @param {string[]} args
 */
async function attempt(doing, program, args) {
  await unlessStopped(() => command(doing, program, args, { env: { DEBIAN_FRONTEND: "noninteractive" } }));
}

/**
 * @template T
 * @param {() => Promise<T>} act
 * @returns {Promise<T | undefined>} nothing where it stopped, having said why
 */
async function unlessStopped(act) {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    return undefined;
  }
}

/** @returns {Promise<string | undefined>} its path, if it is there or can be installed */
async function ensureGeckodriver() {
  const folder = await unlessStopped(() =>
    ensureCargoTool("geckodriver", GECKODRIVER, "geckodriver", "about 2 minutes"),
  );
  // Where installing failed, another version may still be there.
  return folder ? join(folder, "geckodriver") : find("geckodriver");
}
