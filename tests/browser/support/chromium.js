// Debian's Chromium, driven by Playwright.

import { chromium } from "playwright-core";

import { find } from "../../../scripts/process/command.js";

/** Whether Chromium is here; tests that need it are skipped where it is not. */
export const executablePath = ["chromium", "google-chrome", "google-chrome-stable"].map(find).find(Boolean);

const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** Without most of these it talks to its maker's hosts at every start. */
export const args = [
  ...sandbox,
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

export const launchChromium = () => chromium.launch({ executablePath, args });
