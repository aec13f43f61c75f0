// Bytes out of a string. `scripts/lib/encode.js` is the other half.

/**
 * Which bytes are written as one character: the 91 that a small wasm is mostly made of, small numbers and letters. The
 * others take two.
 *
 * @param {number} byte
 */
const isShort = (byte) => byte < 53 || (byte > 64 && byte < 77) || (byte > 96 && byte < 123);

/** All bytes, those of one character first. */
export function order() {
  const bytes = [...Array(256).keys()];
  return [...bytes.filter(isShort), ...bytes.filter((byte) => !isShort(byte))];
}

/**
 * The wasm travels inside the JavaScript as a string of printable ASCII. Unlike base64 it leaves every byte where a
 * compressor finds it again, which makes the compressed package a quarter smaller.
 *
 * @param {string} text
 * @param {number} length How many bytes there are.
 */
export function decode(text, length) {
  const bytes = new Uint8Array(length);
  const byteAt = order();
  let at = 0;
  let page = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 35) page = code === 32 ? 91 : 182;
    else {
      bytes[at++] = byteAt[page + code - (code > 92 ? 36 : 35)];
      page = 0;
    }
  }
  return bytes;
}
