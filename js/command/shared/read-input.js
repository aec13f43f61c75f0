// Reads what is piped in.

/** More than any error or thread has. What comes after it is not read. */
const MAX_CHARS = 1_000_000;

/**
 * @param {NodeJS.ReadStream} stream
 * @returns {Promise<string>}
 */
export async function readInput(stream) {
  let text = "";
  for await (const chunk of stream.setEncoding("utf8")) {
    text += chunk;
    if (text.length > MAX_CHARS) break;
  }
  return text.slice(0, MAX_CHARS);
}
