// Preloaded by tests that drive pages: the code that is broken runs in the page, and there Stryker's choice must be known too.

import { chromium } from "playwright-core";

const activeMutant = process.env.__STRYKER_ACTIVE_MUTANT__;

if (activeMutant !== undefined) {
  const content = `globalThis.__stryker__ = ${JSON.stringify({ activeMutant })};`;
  const { launch } = chromium;
  chromium.launch = async (options) => {
    const browser = await launch.call(chromium, options);
    const { newContext } = browser;
    browser.newContext = async (options) => {
      const context = await newContext.call(browser, options);
      await context.addInitScript({ content });
      return context;
    };
    return browser;
  };
}
