// Bytes out of a string. `scripts/lib/encode.js` is the other half.

/**
 * The wasm travels inside the JavaScript as a string of printable ASCII: a character for each of the 91 bytes that are
 * the most frequent, two for the others. Unlike base64 it leaves every byte where a compressor finds it again, which
 * makes the compressed package a quarter smaller.
 *
 * @param {string} text
 * @param {string} frequentBytes The frequent bytes, two hexadecimal digits each.
 * @param {number} length How many bytes there are.
 */
export function decode(text, frequentBytes, length) {
  const order = (frequentBytes.match(/../g) ?? []).map((digits) => parseInt(digits, 16));
  for (let byte = 0; byte < 256; byte++) if (!order.includes(byte)) order.push(byte);
  const bytes = new Uint8Array(length);
  let at = 0;
  let page = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 35) page = code === 32 ? 91 : 182;
    else {
      bytes[at++] = order[page + code - (code > 92 ? 36 : 35)];
      page = 0;
    }
  }
  return bytes;
}
