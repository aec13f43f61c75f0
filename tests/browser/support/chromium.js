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

export const launchChromium = () => chromium.launch({ args, ...(executablePath && { executablePath }) });
