const MARK = "[redacted]";

/** @param {string} text */
const formEncoded = (text) => new URLSearchParams([["", text]]).toString().slice(1);

/** @param {string} text */
const percentEncoded = (text) =>
  // encodeURIComponent refuses a lone surrogate; other encoders replace it.
  encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"));

/**
 * Makes a function that takes secrets out of text that others wrote: raw, percent-encoded, form-urlencoded and as they
 * stand inside a JSON string.
 *
 * @param {ReadonlyArray<string | undefined>} secrets
 * @returns {(text: string) => string}
 */
export function redactor(secrets) {
  const forms = new Set();
  for (const secret of secrets) {
    if (!secret) continue;
    for (const form of [
      secret,
      percentEncoded(secret),
      formEncoded(secret),
      JSON.stringify(secret).slice(1, -1),
    ]) {
      forms.add(form);
    }
  }
  if (forms.size === 0) return (text) => text;
  // One pass and the longest first: nothing is searched for inside a mark, and no tail of a longer secret stays.
  const alternatives = [...forms]
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(alternatives.join("|"), "gi");
  return (text) => text.replace(pattern, MARK);
}

/** @param {unknown} value */
function textOf(value) {
  try {
    return String(value);
  } catch {
    return "a value that has no text"; // Object.create(null), for one.
  }
}

/**
 * A copy of an error that may be shown: name, `code` and message, secrets taken out, and the same of its causes. A copy,
 * because what a `fetch` of the caller throws may carry the whole request.
 *
 * @param {unknown} error
 * @param {(text: string) => string} redact
 * @param {number} [depth] how many causes deep to look
 * @returns {Error}
 */
export function redactedError(error, redact, depth = 3) {
  if (!(error instanceof Error)) return new Error(redact(textOf(error)));
  const copy = new Error(redact(textOf(error.message)));
  copy.name = error.name;
  delete copy.stack;
  if ("code" in error && typeof error.code === "string") Object.assign(copy, { code: redact(error.code) });
  if (error.cause !== undefined && depth > 0) copy.cause = redactedError(error.cause, redact, depth - 1);
  return copy;
}

/**
 * Takes secrets out of a value that was parsed from JSON: out of its texts and its keys.
 *
 * @param {any} value
 * @param {(text: string) => string} redact
 * @returns {any}
 */
export function redactedValue(value, redact) {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactedValue(item, redact));
  if (!value || typeof value !== "object") return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map((entry) => redactedValue(entry, redact)));
}
