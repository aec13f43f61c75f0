// Opens one of the measured pages in a browser.

import { engines, launch } from "../../tests/browser/support/webdriver.js";

/** @typedef {Awaited<ReturnType<typeof openPage>>} Page */
/** @typedef {import("../../tests/browser/support/webdriver.js").EngineName} EngineName */

/** Calls a function of the page. Not every driver waits for the page's script, so this does. */
const CALL = `
  const [name, ...rest] = arguments;
  const done = rest.pop();
  const call = () => {
    if (!window.bench) return setTimeout(call, 10);
    Promise.resolve(window.bench[name](...rest)).then(
      (value) => done({ value }),
      (error) => done({ error: error + "\\n" + error.stack }),
    );
  };
  call();`;

/**
 * @param {EngineName} engine
 * @param {string} url
 */
export async function openPage(engine, url) {
  const browser = await launch(engines[engine]);
  try {
    await browser.goto(url);
  } catch (error) {
    await browser.close();
    throw error;
  }
  return {
    version: browser.version,
    devtools: browser.devtools,
    close: browser.close,
    /**
     * @param {string} name
     * @param {unknown[]} args
     */
    async call(name, ...args) {
      const { value, error } = await browser.execute(CALL, name, ...args);
      if (error) throw new Error(`${engine}: ${error}`);
      return value;
    },
  };
}
