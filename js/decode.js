// Bytes out of strings. `scripts/build/encode.js` is the other half.

/**
 * The wasm travels inside the JavaScript as printable ASCII. Unlike base64 it leaves every byte where a compressor finds it
 * again, which makes the compressed package a quarter smaller. Of the parts, every other one is text as it is, for which
 * compressors have a dictionary. In the others each character is a byte, or the second half of one: the small ones, which a
 * wasm is mostly made of, take one character.
 *
 * The constants of SHA-256 are made anew: they are what compresses worst, and a formula is shorter.
 *
 * @param {string[]} parts
 * @param {number} length How many bytes there are.
 * @param {number} constants Where those of SHA-256 are.
 */
export function decode(parts, length, constants) {
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
  bytes.set(sha256Constants(), constants);
  return bytes;
}

/**
 * The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, section 4.2.2), as they
 * lie in memory: what is before the point falls away where they become 32 bits. None is nearer to an integer than 0.02 then, so
 * that it does not matter how an engine rounds the root.
 */
export function sha256Constants() {
  const view = new DataView(new ArrayBuffer(256));
  for (let number = 2, at = 0; at < 256; number++) {
    let divisor = 2;
    while (number % divisor) divisor++;
    if (divisor === number) {
      view.setUint32(at, Math.cbrt(number) * 2 ** 32, true);
      at += 4;
    }
  }
  return new Uint8Array(view.buffer);
}
