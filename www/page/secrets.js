/** What must not be read off a screen or a pasted report. Under `plain` the challenge is the verifier, so it counts too. */
export class Secrets {
  /** @type {Set<string>} */
  #values = new Set();

  /** @param {...(string | undefined)} values */
  add(...values) {
    for (const value of values) if (value) this.#values.add(value);
  }

  /**
   * The text with every secret in it shortened: it may be one, or quote one as Zoom's error messages do.
   * @param {string} text
   */
  hide(text) {
    return this.#replace(text, shorten);
  }

  /**
   * Indented JSON with every secret in it shortened, and its length told.
   * @param {unknown} value
   */
  json(value) {
    const hidden = (/** @type {string} */ _, /** @type {unknown} */ inner) =>
      typeof inner === "string"
        ? this.#replace(inner, (secret) => `${shorten(secret)} (${secret.length} characters)`)
        : inner;
    return JSON.stringify(value, hidden, 2);
  }

  /**
   * @param {string} text
   * @param {(secret: string) => string} shown
   */
  #replace(text, shown) {
    for (const secret of this.#values) text = text.replaceAll(secret, () => shown(secret));
    return text;
  }
}

/** @param {string} secret */
const shorten = (secret) => (secret.length < 16 ? "…" : `${secret.slice(0, 4)}…${secret.slice(-4)}`);
