// The flag --context: the fields of a context, one each.

/** @import { AppContextInput } from "../server/app-context.js" */

/** The fields that are numbers. All others are texts. */
const NUMBERS = ["ts", "exp"];

export const CONTEXT_RULE =
  "must be a field and its value, such as typ=meeting (without a value, the field is left out; ts and " +
  "exp are milliseconds)";

/**
 * Parses the values of the flag.
 *
 * @param {ReadonlyArray<string>} fields Each has the form `name=value`.
 * @returns {(AppContextInput & Record<string, unknown>) | undefined} `undefined` if one is
 *   malformed.
 */
export function readContext(fields) {
  /** @type {Record<string, unknown>} */
  const context = {};
  for (const field of fields) {
    const [, name, value] = /^(\w+)=([^]*)$/.exec(field) ?? [];
    if (name === undefined || value === undefined || Object.hasOwn(context, name)) return undefined;
    const isNumber = NUMBERS.includes(name) && value !== "";
    if (isNumber && !/^\d{1,15}$/.test(value)) return undefined;
    context[name] = value === "" ? undefined : isNumber ? Number(value) : value;
  }
  return context;
}
