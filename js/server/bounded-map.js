/**
 * A map that forgets its oldest entries, so that a process which runs for months does not fill up.
 *
 * @template K, V
 */
export class BoundedMap {
  /** In the order in which the keys were added. @type {Map<K, V>} */
  #entries = new Map();
  #maxEntries;

  /** @param {number} maxEntries How many entries are kept. */
  constructor(maxEntries) {
    this.#maxEntries = maxEntries;
  }

  /**
   * @param {K} key
   * @returns {V | undefined}
   */
  get(key) {
    return this.#entries.get(key);
  }

  /**
   * Sets an entry, and drops the oldest one if there are too many.
   *
   * @param {K} key
   * @param {V} value
   * @returns {void}
   */
  set(key, value) {
    this.#entries.set(key, value);
    const [oldest] = /** @type {Iterable<any>} */ (this.#entries.keys());
    if (this.#entries.size > this.#maxEntries) this.#entries.delete(oldest);
  }
}
