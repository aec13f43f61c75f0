/**
 * Checks a rule of an option.
 *
 * @param {boolean} holds
 * @param {string} name
 * @param {string} rule
 * @returns {asserts holds}
 * @throws {TypeError} If the rule does not hold. The message is the name and the rule.
 */
export function check(holds, name, rule) {
  if (!holds) throw new TypeError(`${name} ${rule}`);
}

/** @param {unknown} value */
export const isRecord = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Promise);
