/**
 * @typedef {"too_large" | "not_utf8" | "already_read"} BodyProblem
 * Why a body cannot be read. `already_read`: other code has read it, or has a reader on it.
 */

/** Thrown by {@link readLimitedText}. */
export class BodyError extends Error {
  /** @param {BodyProblem} problem */
  constructor(problem) {
    super(`the body cannot be read: ${problem}`);
    /** @readonly */
    this.problem = problem;
  }
}

/**
 * Reads a body as UTF-8. Stops as soon as it is too long, whatever its `content-length` claims.
 *
 * @param {Request | Response} message
 * @param {number} maxBytes The longest body to accept.
 * @returns {Promise<string>} The text; `""` if there is no body.
 * @throws {BodyError} If the body cannot be read as a text. An error of the stream itself is thrown
 *   as it is.
 */
export async function readLimitedText(message, maxBytes) {
  if (message.bodyUsed || message.body?.locked) throw new BodyError("already_read");
  if (message.body === null) return "";
  const reader = message.body.getReader();
  try {
    if (Number(message.headers.get("content-length")) > maxBytes) throw new BodyError("too_large");
    return await decode(reader, maxBytes);
  } catch (error) {
    // Not awaited: the other end may never stop sending.
    reader.cancel().catch(() => {});
    throw error;
  }
}

/**
 * @param {ReadableStreamDefaultReader<Uint8Array>} reader
 * @param {number} maxBytes
 * @returns {Promise<string>}
 */
async function decode(reader, maxBytes) {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decodeChunk = (/** @type {Uint8Array | undefined} */ chunk) => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new BodyError("not_utf8");
    }
  };
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decodeChunk(undefined);
    bytes += value.byteLength;
    if (bytes > maxBytes) throw new BodyError("too_large");
    text += decodeChunk(value);
  }
}
