// Reads what is piped in, and what is in a file.

/** More than any error or thread has. What comes after it is not read. */
const MAX_CHARS = 1_000_000;

/**
 * @param {NodeJS.ReadStream} stream
 * @returns {Promise<string>}
 */
export async function readInput(stream) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_CHARS) break;
  }
  return decodeText(Buffer.concat(chunks)).slice(0, MAX_CHARS);
}

/**
 * Decodes UTF-8, or UTF-16 with a byte order mark, which Windows' own tools write.
 *
 * @param {Uint8Array} bytes
 * @returns {string} The text without the mark.
 */
export function decodeText(bytes) {
  const [first = 0, second = 0] = bytes;
  const mark = (first << 8) | second;
  const encoding = mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
