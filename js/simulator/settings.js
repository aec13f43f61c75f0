// The choices of a running simulation: set by the program and by the panel, followed by the client and the panel.

import { check } from "./options.js";

/** @import { Choices } from "./options.js" */

export class Settings {
  /** @type {Choices} */
  #choices;
  /** @type {Set<(name: keyof Choices) => void>} */
  #listeners = new Set();

  /** @param {Choices} choices Checked. */
  constructor(choices) {
    this.#choices = { ...choices };
  }

  /** All choices, as they are now. @returns {Choices} */
  get choices() {
    return { ...this.#choices };
  }

  /**
   * @template {keyof Choices} Name
   * @param {Name} name
   * @param {Choices[Name]} value
   * @throws {TypeError} Where the value breaks the option's rule.
   */
  set(name, value) {
    check(name, value);
    if (this.#choices[name] === value) return;
    this.#choices[name] = value;
    for (const listener of this.#listeners) listener(name);
  }

  /** @param {(name: keyof Choices) => void} listener Called after every change. */
  onChange(listener) {
    this.#listeners.add(listener);
  }
}
