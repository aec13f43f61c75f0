// The type of a case, and its constructor.

/** @typedef {import("../page/context.js").Context} Context */

/** @typedef {(context: Context, carried?: any) => unknown} Step */

/**
 * A case of the flow. Its name begins with the number of its topic, the one in the first line of
 * its file.
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {Step[]} steps Each step runs in a page of its own: between steps, the app is left and
 *   opened again. Each step gets the result of the previous one, as JSON.
 * @property {(where: { engine: string, bridge: string }) => boolean} isFor Whether the case runs in
 *   this engine and over this bridge. By default, it always does.
 * @property {"open" | "back"} comeBack How the app is opened again: by its address, or by the
 *   browser's history.
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
