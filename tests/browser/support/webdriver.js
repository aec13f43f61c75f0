// Starts Chromium, Firefox or WebKit, and controls it by WebDriver
// (https://www.w3.org/TR/webdriver2/).

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { find } from "../../../scripts/process/command.js";
import { freePort } from "../../../scripts/process/server-process.js";
import { args as chromiumArgs, executablePath as chromium } from "./chromium.js";

/** The path of Firefox. */
export const firefox = find("firefox-esr") ?? find("firefox");
const chromedriver = find("chromedriver");
// scripts/test.js sets GECKODRIVER to the path of the driver that it has installed.
const geckodriver = process.env.GECKODRIVER || find("geckodriver");
const webkitDriver = find("WebKitWebDriver");
/** Xvfb. */
export const xvfb = find("Xvfb");

/** These time-outs have a margin for slow machines: a start takes a second or two. */
const START_MS = 30_000;
const COMMAND_MS = 60_000;
const MAX_STARTS = 3;

/**
 * @typedef {object} Engine
 * @property {string} driver
 * @property {boolean} isHere Whether the browser and its driver are installed. If not, the tests
 *   that need them are skipped.
 * @property {object} capabilities
 * @property {string | undefined} [display] The program that makes a display, if the browser needs one.
 */

/** @typedef {"Chromium" | "Firefox" | "WebKit"} EngineName */

/** @type {Record<EngineName, Engine>} */
export const engines = {
  Chromium: {
    driver: chromedriver ?? "",
    isHere: Boolean(chromium && chromedriver),
    capabilities: {
      "goog:chromeOptions": {
        binary: chromium,
        args: ["--headless", "--disable-dev-shm-usage", ...chromiumArgs],
      },
    },
  },
  Firefox: {
    driver: geckodriver ?? "",
    isHere: Boolean(firefox && geckodriver),
    capabilities: { "moz:firefoxOptions": { binary: firefox, args: ["-headless"] } },
  },
  // The driver starts WebKit's own MiniBrowser.
  WebKit: {
    driver: webkitDriver ?? "",
    isHere: Boolean(webkitDriver && xvfb),
    capabilities: {},
    display: xvfb,
  },
};

/**
 * Starts a browser with one empty page.
 *
 * @param {Engine} engine
 */
export async function launch({ driver, capabilities, display }) {
  /** @type {(() => Promise<void>)[]} */
  const started = [];
  const close = async () => {
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    // Browsers and drivers leave files in the folder for temporary files.
    const folder = await mkdtemp(join(tmpdir(), "zoom-pkce-browser-"));
    started.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...process.env, TMPDIR: folder };
    if (display) {
      const { number, end } = await startDisplay(display);
      started.push(end);
      Object.assign(env, { DISPLAY: `:${number}`, GDK_BACKEND: "x11" });
    }
    const { url, end } = await startDriver(driver, env);
    started.push(end);
    const timeouts = { pageLoad: COMMAND_MS, script: COMMAND_MS };
    const { sessionId, capabilities: actual } = await command("POST", `${url}/session`, {
      capabilities: { alwaysMatch: { ...capabilities, timeouts } },
    });
    const session = `${url}/session/${sessionId}`;
    started.push(() => command("DELETE", session).catch(() => {}));
    return {
      /** @type {string} */
      version: actual.browserVersion,
      /** @param {string} page */
      goto: (page) => command("POST", `${session}/url`, { url: page }),
      /** Goes back in the browser's history. */
      back: () => command("POST", `${session}/back`, {}),
      reload: () => command("POST", `${session}/refresh`, {}),
      /** @returns {Promise<string[]>} The handles of all windows and tabs. */
      windows: () => command("GET", `${session}/window/handles`),
      /** @returns {Promise<string>} The handle of the selected window. */
      window: () => command("GET", `${session}/window`),
      /** @param {string} handle Of the window that the other functions are to use. */
      select: (handle) => command("POST", `${session}/window`, { handle }),
      /** Opens a tab, without selecting it. @returns {Promise<string>} Its handle. */
      openTab: async () => (await command("POST", `${session}/window/new`, { type: "tab" })).handle,
      /** Closes the selected window. Another one must be selected then. */
      closeWindow: () => command("DELETE", `${session}/window`),
      /**
       * Clicks an element of the page, as a person does.
       *
       * @param {string} selector
       */
      async click(selector) {
        const found = await command("POST", `${session}/element`, { using: "css selector", value: selector });
        const [id] = Object.values(found);
        await command("POST", `${session}/element/${id}/click`, {});
      },
      /**
       * Selects the frame in which `execute` runs.
       *
       * @param {number | null} frame The index of a frame in the current page, or `null` for the
       *   page itself.
       */
      enter: (frame) => command("POST", `${session}/frame`, { id: frame }),
      /**
       * Runs a script in the page and returns its result.
       *
       * @param {string} script The body of a function. It calls its last argument with the result.
       * @param {unknown[]} args
       */
      execute: (script, ...args) => command("POST", `${session}/execute/async`, { script, args }),
      /**
       * Sends a command of the DevTools protocol, in Chromium only.
       *
       * @param {string} cmd
       * @param {object} params
       */
      devtools: (cmd, params) => command("POST", `${session}/goog/cdp/execute`, { cmd, params }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Sends a WebDriver command and returns its value.
 *
 * @param {"GET" | "POST" | "DELETE"} method
 * @param {string} url
 * @param {object} [body]
 * @returns {Promise<any>}
 */
async function command(method, url, body) {
  const response = await fetch(url, {
    method,
    headers: { "content-type": "application/json" },
    body: body ? JSON.stringify(body) : null,
    // Longer than the driver's own time-outs, whose errors say more.
    signal: AbortSignal.timeout(COMMAND_MS + 10_000),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value.error}: ${value.message}`);
  return value;
}

/** @param {string} program The path of Xvfb. */
export async function startDisplay(program) {
  // The program chooses a free number and writes it, with a line feed, to file descriptor 3.
  const { child, end } = start(program, ["-displayfd", "3", "-nolisten", "tcp"], process.env);
  const output = /** @type {import("node:stream").Readable} */ (child.stdio[3]);
  try {
    const [number] = await Promise.race([
      once(output, "data", { signal: AbortSignal.timeout(START_MS) }),
      once(child, "exit").then(() => Promise.reject(new Error(`${program} has ended`))),
    ]);
    return { number: Number(number), end };
  } catch (error) {
    await end();
    throw error;
  }
}

/**
 * Starts a driver on a free port. If the port was taken meanwhile, it tries another one.
 *
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 */
async function startDriver(program, env) {
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    const { child, end } = start(program, [`--port=${port}`], env);
    const url = `http://127.0.0.1:${port}`;
    const until = Date.now() + START_MS;
    while (child.exitCode === null && Date.now() < until) {
      const status = await command("GET", `${url}/status`).catch(() => undefined);
      if (status?.ready && child.exitCode === null) return { url, end };
      await sleep(50);
    }
    await end();
    if (tries === MAX_STARTS) throw new Error(`${program} does not start`);
  }
}

/**
 * Starts a program in its own process group, so that `end` also stops its child processes.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(text: string) => void} [onOutput] Gets what the program writes. Ignored by default.
 */
export function start(program, args, env, onOutput) {
  const output = onOutput ? "pipe" : "ignore";
  const child = spawn(program, args, { env, detached: true, stdio: ["ignore", output, output, "pipe"] });
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => onOutput?.(String(text)));
  const signal = (/** @type {NodeJS.Signals} */ name) => {
    try {
      if (child.pid) process.kill(-child.pid, name);
    } catch {
      // The group has no process any more.
    }
  };
  const kill = () => signal("SIGKILL");
  const stop = () => process.exit(1);
  process.on("exit", kill).on("SIGINT", stop).on("SIGTERM", stop);
  const ended = new Promise((resolve) => child.once("exit", resolve).once("error", resolve));
  return {
    child,
    async end() {
      signal("SIGTERM");
      await Promise.race([ended, sleep(5000, undefined, { ref: false })]);
      kill();
      process.off("exit", kill).off("SIGINT", stop).off("SIGTERM", stop);
    },
  };
}
