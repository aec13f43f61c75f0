// The current choices of a running simulation. The program and the panel set them; the client and
// the panel read them.

import { checkOption } from "./options.js";

/** @import { Choices } from "./options.js" */

/** Holds the choices and tells listeners of every change. */
export class Settings {
  /** @type {Choices} */
  #choices;
  /** @type {Set<(name: keyof Choices) => void>} */
  #listeners = new Set();

  /** @param {Choices} choices The initial values, already checked. */
  constructor(choices) {
    this.#choices = { ...choices };
  }

  /** A copy of the current choices. @returns {Choices} */
  get choices() {
    return { ...this.#choices };
  }

  /**
   * Sets one choice. Listeners are called only if the value is a new one.
   *
   * @template {keyof Choices} Name
   * @param {Name} name
   * @param {Choices[Name]} value
   * @throws {TypeError} If the value is invalid; the choice is unchanged then.
   */
  set(name, value) {
    checkOption(name, value);
    if (this.#choices[name] === value) return;
    this.#choices[name] = value;
    for (const listener of this.#listeners) listener(name);
  }

  /** @param {(name: keyof Choices) => void} listener Called after every change. */
  onChange(listener) {
    this.#listeners.add(listener);
  }
}
