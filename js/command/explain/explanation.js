// What the recognizers of `zoom-pkce explain` find.

/**
 * @typedef {object} Explanation
 * @property {string} id A stable name, for programs.
 * @property {string} title What was recognized, in a few words.
 * @property {string} cause What went wrong.
 * @property {string} remedy What to do about it.
 * @property {string} page The document in the package, with the heading: `docs/errors.md#timeout`.
 */

/**
 * @typedef {(text: string) => Explanation | undefined} Recognizer
 * Looks for one kind of error in a text without secrets.
 */

export {};
