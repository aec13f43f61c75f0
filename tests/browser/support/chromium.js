// Debian's Chromium, driven by Playwright.

import { chromium } from "playwright-core";

import { find } from "../../../scripts/lib/browsers.js";

/** Whether Chromium is here; tests that need it are skipped where it is not. */
export const executablePath = ["chromium", "google-chrome", "google-chrome-stable"].map(find).find(Boolean);

/** Without these it talks to its maker's hosts at every start. */
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

export function launchChromium() {
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args: [...sandbox, ...QUIET, "--disable-quic"] });
}
