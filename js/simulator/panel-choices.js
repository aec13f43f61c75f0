// The choices that the person has made in the panel. They last as long as the tab, so that a page
// that is loaded again, as after each change of a file, goes on with them.

import { checkOption } from "./options.js";

/** @import { Choices } from "./options.js" */

const KEY = "zoom-pkce/simulator";

/**
 * Returns the remembered choices that are valid. None if the page has no storage.
 *
 * @returns {Partial<Choices>}
 */
export function rememberedChoices() {
  /** @type {[string, unknown][]} */
  let remembered = [];
  try {
    remembered = Object.entries(JSON.parse(sessionStorage.getItem(KEY) ?? "{}"));
  } catch {
    // Without a storage, the choices of the program count.
  }
  return Object.fromEntries(remembered.filter(([name, value]) => isValid(name, value)));
}

/**
 * Remembers a choice.
 *
 * @param {keyof Choices} name
 * @param {Choices[keyof Choices]} value
 */
export function rememberChoice(name, value) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...rememberedChoices(), [name]: value }));
  } catch {
    // The choice holds until the page is loaded again.
  }
}

/** @param {string} name @param {unknown} value */
function isValid(name, value) {
  try {
    checkOption(/** @type {keyof Choices} */ (name), value);
    return true;
  } catch {
    return false;
  }
}
