// Preloaded into tests that drive pages. The mutated code runs in the page, so the page is told
// which mutation is active. Waiting is limited: a mutation often makes a page wait for an event
// that never comes.

import { chromium } from "playwright-core";

/**
 * Playwright's own limit is 30 seconds. This one also holds for the run without a mutation, which
 * shows that it is long enough.
 */
const PAGE_TIMEOUT_MS = 10_000;

const activeMutant = process.env.__STRYKER_ACTIVE_MUTANT__;
const content = `globalThis.__stryker__ = ${JSON.stringify({ activeMutant })};`;
const { launch } = chromium;
chromium.launch = async (options) => {
  const browser = await launch.call(chromium, options);
  const { newContext } = browser;
  browser.newContext = async (options) => {
    const context = await newContext.call(browser, options);
    if (activeMutant !== undefined) await context.addInitScript({ content });
    context.setDefaultTimeout(PAGE_TIMEOUT_MS);
    return context;
  };
  return browser;
};
