/**
 * The secrets of a sign-in, which the page and the report show only shortened. The code challenge
 * is one of them: with `plain` it is the code verifier.
 */
export class Secrets {
  /** @type {Set<string>} */
  #values = new Set();

  /** @param {...(string | undefined)} values */
  add(...values) {
    for (const value of values) if (value) this.#values.add(value);
  }

  /**
   * Shortens every secret in a text. Zoom's error messages, for example, contain the code.
   *
   * @param {string} text
   */
  hide(text) {
    return this.#replace(text, shorten);
  }

  /**
   * Returns indented JSON. Every secret in it is shortened and followed by its length.
   *
   * @param {unknown} value
   */
  json(value) {
    const replacer = (/** @type {string} */ _, /** @type {unknown} */ inner) =>
      typeof inner === "string"
        ? this.#replace(inner, (secret) => `${shorten(secret)} (${secret.length} characters)`)
        : inner;
    return JSON.stringify(value, replacer, 2);
  }

  /**
   * @param {string} text
   * @param {(secret: string) => string} replacement
   */
  #replace(text, replacement) {
    for (const secret of this.#values) text = text.replaceAll(secret, () => replacement(secret));
    return text;
  }
}

/** @param {string} secret */
const shorten = (secret) => (secret.length < 16 ? "…" : `${secret.slice(0, 4)}…${secret.slice(-4)}`);
