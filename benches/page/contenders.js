// The functions that are compared.

import { generatePkcePair, init } from "zoom-pkce";

import { peers } from "../peers/peers.js";

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {boolean} isAsync Whether `make` returns a promise.
 * @property {() => any} make
 * @property {(made: any) => [codeVerifier: string, codeChallenge: string]} [read] Missing if `make`
 *   does not make a pair.
 */

const encoder = new TextEncoder();

/** @param {Uint8Array | ArrayBuffer} bytes */
const base64url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

async function makeByHand() {
  const codeVerifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  return [codeVerifier, base64url(await crypto.subtle.digest("SHA-256", encoder.encode(codeVerifier)))];
}

/** The same array each time, so that only the call is measured. */
const octets = new Uint8Array(32);

/** The octets of a code verifier, as they lie in the memory of the wasm. */
const memory = encoder.encode("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".padEnd(1024));
const decoder = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

/** Makes the calls of the platform that a pair needs, if wasm-bindgen returns it. */
function drawAndDecode() {
  crypto.getRandomValues(octets);
  const codeVerifier = decoder.decode(memory.subarray(0, 43));
  const codeChallenge = decoder.decode(memory.subarray(0, 43));
  return { codeVerifier, codeChallenge };
}

/** @type {Contender[]} */
export const contenders = [
  {
    name: "zoom-pkce",
    isAsync: false,
    make: () => generatePkcePair(),
    read: ({ codeVerifier, codeChallenge }) => [codeVerifier, codeChallenge],
  },
  ...peers,
  { name: "WebCrypto by hand", isAsync: true, make: makeByHand, read: (pair) => pair },
  { name: "random octets and two texts", isAsync: false, make: drawAndDecode },
  { name: "random octets", isAsync: false, make: () => crypto.getRandomValues(octets) },
];

/** Loads the wasm, and checks that each contender makes valid pairs. */
export async function prepare() {
  await init();
  for (const { name, make, read } of contenders) {
    const made = await make();
    if (!read) continue;
    const [codeVerifier, codeChallenge] = read(made);
    const digest = await crypto.subtle.digest("SHA-256", encoder.encode(codeVerifier));
    if (codeVerifier.length < 43 || base64url(digest) !== codeChallenge) {
      throw new Error(`${name} made an invalid pair: ${codeVerifier} ${codeChallenge}`);
    }
  }
}
