// Takes secrets out of what others wrote. Zoom's own refusal repeats the authorization code,
// backends pass it on, and what an error keeps may end in a log.

import { formEncoded, jsonEscaped, percentEncoded } from "./encodings.js";

const PLACEHOLDER = "[redacted]";

/** How deep a value may be nested. A deeper one would exhaust the stack. */
const MAX_DEPTH = 500;

/**
 * @typedef {{ (text: string): string, (value: unknown): any }} Redact
 * Takes a text, or a value as `JSON.parse` returns it, and returns a copy in which `[redacted]`
 * stands for each secret. Objects are searched in their keys and values. A value that is nested
 * more than 500 levels deep becomes `undefined`.
 */

/**
 * Creates a function that takes secrets out of texts and parsed JSON. A secret is found as it is,
 * form-encoded, percent-encoded and escaped for JSON, in upper and lower case.
 *
 * @param {ReadonlyArray<string | undefined>} secrets What must not be shown. `undefined` and `""`
 *   are ignored.
 * @returns {Redact}
 */
export function createRedactor(secrets) {
  const forms = secrets.flatMap((secret) =>
    secret ? [secret, formEncoded(secret), percentEncoded(secret), jsonEscaped(secret)] : [],
  );
  // The longest form is tried first: no rest of a longer secret stays behind a shorter one.
  forms.sort((a, b) => b.length - a.length);
  const pattern = new RegExp(forms.map((form) => form.replace(/\W/g, "\\$&")).join("|"), "gi");

  /** @param {string} text */
  const redactText = (text) => (forms.length > 0 ? text.replace(pattern, PLACEHOLDER) : text);

  /** @type {(value: any) => any} */
  const redactValue = (value) => {
    if (typeof value === "string") return redactText(value);
    if (Array.isArray(value)) return value.map(redactValue);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(redactValue));
  };

  return (/** @type {unknown} */ value) =>
    isNestedWithin(value, MAX_DEPTH) ? redactValue(value) : undefined;
}

/**
 * @param {unknown} value
 * @returns {value is object}
 */
const isObject = (value) => typeof value === "object" && value !== null;

/**
 * @param {unknown} value
 * @param {number} levels
 * @returns {boolean} Whether arrays and objects in the value are nested at most this many levels
 *   deep.
 */
const isNestedWithin = (value, levels) =>
  !isObject(value) || (levels > 0 && Object.values(value).every((item) => isNestedWithin(item, levels - 1)));
