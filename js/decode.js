// Bytes out of strings. `scripts/lib/encode.js` is the other half.

/**
 * The wasm travels inside the JavaScript as printable ASCII. Unlike base64 it leaves every byte where a compressor finds it
 * again, which makes the compressed package a quarter smaller. Of the parts, every other one is text as it is, for which
 * compressors have a dictionary. In the others each character is a byte, or the second half of one: the small ones, which a
 * wasm is mostly made of, take one character.
 *
 * @param {string[]} parts
 * @param {number} length How many bytes there are.
 */
export function decode(parts, length) {
  const bytes = new Uint8Array(length);
  let at = 0;
  let page = 0;
  parts.forEach((part, index) => {
    for (let i = 0; i < part.length; i++) {
      const code = part.charCodeAt(i);
      if (index % 2) bytes[at++] = code;
      else if (code < 35) page = code === 32 ? 91 : 182;
      else {
        bytes[at++] = page + code - (code > 92 ? 36 : 35);
        page = 0;
      }
    }
  });
  return bytes;
}
