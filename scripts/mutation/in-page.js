// Preloaded by tests that drive pages: the code that is broken runs in the page, and there Stryker's choice must be known too.
// And what a page of broken code is waited for is mostly what never comes.

import { chromium } from "playwright-core";

/** Milliseconds, in the place of 30 000; also where nothing is broken yet, for that shows whether it is enough. */
const PATIENCE = 10_000;

const activeMutant = process.env.__STRYKER_ACTIVE_MUTANT__;
const content = `globalThis.__stryker__ = ${JSON.stringify({ activeMutant })};`;
const { launch } = chromium;
chromium.launch = async (options) => {
  const browser = await launch.call(chromium, options);
  const { newContext } = browser;
  browser.newContext = async (options) => {
    const context = await newContext.call(browser, options);
    if (activeMutant !== undefined) await context.addInitScript({ content });
    context.setDefaultTimeout(PATIENCE);
    return context;
  };
  return browser;
};
