// Uses the package in a page and returns the results.

import appsSdk from "@zoom/appssdk";
import {
  authorizeWithBackend,
  generateCodeChallenge,
  generatePkcePair,
  init,
  verifyCodeChallenge,
  ZoomPkceError,
} from "zoom-pkce";
import { startSimulator } from "zoom-pkce/simulator";

// Under Node's resolution, TypeScript reads the SDK's types as those of a CommonJS module.
const zoomSdk = /** @type {typeof appsSdk.default} */ (/** @type {unknown} */ (appsSdk));

/** @param {() => unknown} act */
async function errorOf(act) {
  try {
    await act();
  } catch (error) {
    if (error instanceof ZoomPkceError) return { code: error.code, hint: error.hint };
    throw error;
  }
  throw new Error("the call did not throw");
}

/**
 * @param {string} zoomUrl
 * @param {string} [backend]
 * @param {string} [wasm] The URL of the wasm, for zoom-pkce/slim.
 */
export async function run(zoomUrl, backend = "/token", wasm) {
  await /** @type {(source?: string) => Promise<void>} */ (init)(wasm);
  const { codeVerifier, codeChallenge } = generatePkcePair();
  const results = {
    challenge: generateCodeChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
    verifies: verifyCodeChallenge(codeVerifier, codeChallenge),
    badLength: await errorOf(() => generatePkcePair({ length: 42 })),
  };
  startSimulator({ server: zoomUrl });
  await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
  return {
    ...results,
    user: await authorizeWithBackend(zoomSdk, { backend }),
    refused: await errorOf(() => authorizeWithBackend(zoomSdk, { backend, codeChallengeMethod: "S256" })),
  };
}
