// The globals of a page that zoom-pkce/browser uses, as far as it uses them.

import assert from "node:assert/strict";

/** A Storage: its own keys are the stored ones. */
class FakeStorage {
  /** @param {string} key @returns {string | null} */
  getItem(key) {
    return /** @type {any} */ (this)[key] ?? null;
  }
  /** @param {string} key @param {string} value */
  setItem(key, value) {
    /** @type {any} */ (this)[key] = value;
  }
  /** @param {string} key */
  removeItem(key) {
    delete (/** @type {any} */ (this)[key]);
  }
}

/**
 * Defines the globals for one test.
 *
 * @param {import("node:test").TestContext} t
 * @param {string} url
 */
export function openPage(t, url) {
  const page = {
    url: new URL(url),
    /** @type {any} */
    state: null,
    /** The URLs that the page has gone to. @type {string[]} */
    left: [],
    /** @type {any} */
    storage: new FakeStorage(),
    /** The bodies of the requests to the backend. @type {any[]} */
    posted: [],
    answer: () => Response.json({ name: "Simulated User" }),
  };
  const location = {
    get href() {
      return page.url.href;
    },
    get origin() {
      return page.url.origin;
    },
    get pathname() {
      return page.url.pathname;
    },
    get search() {
      return page.url.search;
    },
    get hash() {
      return page.url.hash;
    },
    assign: (/** @type {string} */ href) => void page.left.push(href),
  };
  const history = {
    get state() {
      return page.state;
    },
    replaceState(/** @type {any} */ state, /** @type {string} */ unused, /** @type {string} */ href) {
      // The HTML standard keeps this argument for history, and asks for an empty string.
      assert.equal(unused, "");
      page.state = state;
      page.url = new URL(href, page.url);
    },
  };
  const globals = {
    window: globalThis,
    location,
    history,
    sessionStorage: page.storage,
    fetch: async (/** @type {string} */ _, /** @type {any} */ { body }) => {
      page.posted.push(JSON.parse(body));
      return page.answer();
    },
  };
  for (const [name, value] of Object.entries(globals)) {
    const real = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
    t.after(() => {
      if (real) Object.defineProperty(globalThis, name, real);
      else Reflect.deleteProperty(globalThis, name);
    });
  }
  return page;
}
