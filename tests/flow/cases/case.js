// What a case is.

/** @typedef {import("../page/context.js").Context} Context */

/** @typedef {(context: Context, carried?: any) => unknown} Step */

/**
 * A case of the flow. Its name begins with its number in the list of cases.
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {Step[]} steps Each in a page of its own: the app is left and opened again between them. What one gives, as
 *   JSON, the next one gets.
 * @property {(where: { engine: string, bridge: string }) => boolean} isFor Where it runs; everywhere by default.
 * @property {"open" | "back"} comeBack How the app is opened again: by its address, or by the browser's history.
 */

/**
 * @param {string} name
 * @param {Step | Step[]} steps
 * @param {Partial<Pick<Case, "isFor" | "comeBack">>} [options]
 * @returns {Case}
 */
export const newCase = (name, steps, { isFor = () => true, comeBack = "open" } = {}) => ({
  name,
  steps: [steps].flat(),
  isFor,
  comeBack,
});
