// Starts the installed Chromium, driven by Playwright.

import { chromium } from "playwright-core";

import { find } from "../../../scripts/process/command.js";

/** The path of Chromium. If it is undefined, the tests that need Chromium are skipped. */
export const executablePath = ["chromium", "google-chrome", "google-chrome-stable"].map(find).find(Boolean);

const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** Most of these arguments keep Chromium from connecting to its vendor's hosts at every start. */
export const args = [
  ...sandbox,
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** Chromium without the browser's own windows: a page opens three times as fast. */
const shellPath = find("chromium-headless-shell");

/** Starts Chromium for tests of pages. Popups and other windows need the whole browser, by WebDriver. */
export function launchChromium() {
  const path = shellPath ?? executablePath;
  // Without this argument, it sends no Accept-Language.
  return chromium.launch({ args: [...args, "--accept-lang=en-US"], ...(path && { executablePath: path }) });
}
