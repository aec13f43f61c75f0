// Chromium, Firefox and WebKit, each driven by its own driver in plain WebDriver (https://www.w3.org/TR/webdriver2/).

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { find } from "../../../scripts/process/command.js";
import { freePort } from "../../../scripts/process/server-process.js";
import { args as chromiumArgs, executablePath as chromium } from "./chromium.js";

const firefox = find("firefox-esr") ?? find("firefox");
const chromedriver = find("chromedriver");
// scripts/test.js says where it has installed it.
const geckodriver = process.env.GECKODRIVER || find("geckodriver");
const webkitDriver = find("WebKitWebDriver");
const xvfb = find("Xvfb");

/** Waits are for slow machines: what goes well takes a second or two. */
const START_MS = 30_000;
const COMMAND_MS = 60_000;
const TRIES = 3;

/**
 * @typedef {object} Engine
 * @property {string} driver
 * @property {boolean} isHere Whether its programs are; tests that need it are skipped where they are not.
 * @property {object} capabilities
 * @property {string} [display] The program that makes a display, where the browser needs one.
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
  // It runs the MiniBrowser that it comes with.
  WebKit: {
    driver: webkitDriver ?? "",
    isHere: Boolean(webkitDriver && xvfb),
    capabilities: {},
    display: xvfb,
  },
};

/**
 * A browser with one empty page.
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
    // Browsers and drivers leave files behind.
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
      /** To the page before, by the browser's history. */
      back: () => command("POST", `${session}/back`, {}),
      /**
       * Where `execute` runs from now on.
       *
       * @param {number | null} frame The frame of that number in the page it runs in; `null` for the page itself.
       */
      enter: (frame) => command("POST", `${session}/frame`, { id: frame }),
      /**
       * @param {string} script The body of a function whose last argument is to be called with the result.
       * @param {unknown[]} args
       */
      execute: (script, ...args) => command("POST", `${session}/execute/async`, { script, args }),
      /**
       * A command of the DevTools protocol, in Chromium only.
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
 * @param {"GET" | "POST" | "DELETE"} method
 * @param {string} url
 * @param {object} [body]
 * @returns {Promise<any>}
 */
async function command(method, url, body) {
  const response = await fetch(url, {
    method,
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
    // The driver's own time-outs come first: they say more.
    signal: AbortSignal.timeout(COMMAND_MS + 10_000),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value.error}: ${value.message}`);
  return value;
}

/** @param {string} program */
async function startDisplay(program) {
  // It takes a number that is free and writes it, with a line feed, to that file descriptor.
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
 * Starts a driver on a port that is free, and on another one where it was taken meanwhile.
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
    if (tries === TRIES) throw new Error(`${program} does not start`);
  }
}

/**
 * Starts a program in a process group of its own, so that `end` takes all that it has started with it.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function start(program, args, env) {
  const child = spawn(program, args, { env, detached: true, stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const signal = (/** @type {NodeJS.Signals} */ name) => {
    try {
      if (child.pid) process.kill(-child.pid, name);
    } catch {
      // All of the group have ended.
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
