// Copies of errors for a log.

/** How many causes deep an error is copied. */
const MAX_CAUSES = 3;

/**
 * Copies an error for a log: name, `code`, message and stack without secrets, and the same of its
 * causes. It is a copy because the errors of a caller's `fetch` may carry the whole request.
 *
 * @param {unknown} error What was thrown. Its text becomes the message if it is not an `Error`.
 * @param {(text: string) => string} redact Takes the secrets out of a text.
 * @param {number} [maxCauses] How many causes deep to copy.
 * @returns {Error}
 */
export function redactedError(error, redact, maxCauses = MAX_CAUSES) {
  if (!(error instanceof Error)) return new Error(redact(textOf(() => error)));
  const copy = new Error(redact(textOf(() => error.message)));
  copy.name = redact(textOf(() => error.name));
  // The copy's own stack would lead here.
  copy.stack = redact(textOf(() => error.stack ?? ""));
  if ("code" in error && typeof error.code === "string") Object.assign(copy, { code: redact(error.code) });
  if (error.cause !== undefined && maxCauses > 0) {
    copy.cause = redactedError(error.cause, redact, maxCauses - 1);
  }
  return copy;
}

/** @param {() => unknown} read Reads a value of the application, which may throw. */
function textOf(read) {
  try {
    return String(read());
  } catch {
    return "a value that has no text"; // Object.create(null), for one.
  }
}
