/**
 * A map whose entries end by themselves, and that never holds more than `maxEntries`: the oldest leave first. All entries
 * of one map live equally long, so insertion order is the order in which they end.
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

  /** How many entries are held, ended ones that nothing has pushed out yet among them. */
  get size() {
    return this.#entries.size;
  }

  /**
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
   * @returns {V | undefined} ended ones too, as long as they are there: whoever asks compares `endsAt`
   */
  get(key) {
    return this.#entries.get(key);
  }

  /**
   * @param {string} key
   * @returns {boolean} whether it was there. Of two who delete the same key, one gets `true`
   */
  delete(key) {
    return this.#entries.delete(key);
  }

  /** @param {(value: V) => boolean} isOver */
  deleteWhere(isOver) {
    for (const [key, value] of this.#entries) if (isOver(value)) this.#entries.delete(key);
  }
}
