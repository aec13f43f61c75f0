/**
 * A map with a limited number of entries, each of which has an end. All entries of one map must
 * live equally long: then their insertion order is the order in which they end.
 *
 * @template {{ endsAt: Date }} V
 */
export class ExpiringMap {
  /** @type {Map<string, V>} */
  #entries = new Map();
  #maxEntries;

  /** @param {number} [maxEntries] */
  constructor(maxEntries = 10_000) {
    this.#maxEntries = maxEntries;
  }

  /** The number of entries, including ended ones that `set` has not removed yet. */
  get size() {
    return this.#entries.size;
  }

  /**
   * Adds an entry. Removes ended entries first and, if the map is full, the oldest one.
   *
   * @param {string} key
   * @param {V} value
   */
  set(key, value) {
    const now = Date.now();
    for (const [oldKey, { endsAt }] of this.#entries) {
      if (endsAt.getTime() > now && this.#entries.size < this.#maxEntries) break;
      this.#entries.delete(oldKey);
    }
    this.#entries.set(key, value);
  }

  /**
   * @param {string} key
   * @returns {V | undefined} Possibly an ended entry: compare its `endsAt`.
   */
  get(key) {
    return this.#entries.get(key);
  }

  /**
   * @param {string} key
   * @returns {boolean} Whether there was such an entry. Of two calls with the same key, only the
   *   first returns `true`.
   */
  delete(key) {
    return this.#entries.delete(key);
  }

  /** @param {(value: V) => boolean} predicate */
  deleteWhere(predicate) {
    for (const [key, value] of this.#entries) if (predicate(value)) this.#entries.delete(key);
  }
}
