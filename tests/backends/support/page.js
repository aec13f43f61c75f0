// What tests do in the page of tests/backends/page.

/** @import { BrowserContext, Page } from "playwright-core" */
/** @import { Trouble } from "./zoom.js" */

/**
 * @typedef {object} PageOptions
 * @property {Trouble} [trouble] the failure of Zoom; "none" by default
 * @property {string} [person] what the simulated person does; "approve" by default
 * @property {string} [url] the page; that of the redirect URI by default
 */

/** @typedef {(page: Page, context: BrowserContext) => Promise<void>} UsePage */

/** What a backend answers about the simulated person. */
export const NAME = { name: "Simulated User" };

/**
 * Returns the value of the header `Cookie` that a browser sends.
 *
 * @param {BrowserContext} context
 */
export const cookieOf = async (context) =>
  (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");

/**
 * Calls a function of the page (`tests/backends/page/page.js`).
 *
 * @param {Page} page
 * @param {"startZoom" | "signIn" | "forwardEach" | "fieldsOf" | "user"} name
 * @param {unknown[]} args
 * @returns {Promise<any>}
 */
export function call(page, name, ...args) {
  return page.evaluate(
    (/** @type {{ name: string, args: unknown[] }} */ { name, args }) =>
      /** @type {any} */ (globalThis)[name](...args),
    { name, args },
  );
}

/**
 * Sends a request from the page.
 *
 * @param {Page} page
 * @param {string} path
 * @param {string} body
 */
export function post(page, path, body) {
  return page.evaluate(
    async ([path, body]) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(path, { method: "POST", headers, body });
      return { status: response.status, body: await response.json() };
    },
    [path, body],
  );
}
