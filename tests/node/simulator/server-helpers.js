import assert from "node:assert/strict";
import { createDecipheriv, createHash, randomBytes } from "node:crypto";
import { startSimulatedZoom } from "../../../js/simulator/server/index.js";

export const CLIENT_ID = "simulated-client-id";
export const CLIENT_SECRET = "simulated-client-secret";
export const REDIRECT_URI = "https://app.example.com/page?lang=en#top";
export const OTHER_REDIRECT_URI = "https://app.example.com/other";

export const newVerifier = () => randomBytes(32).toString("base64url");

/** @param {string} verifier */
export const s256 = (verifier) => createHash("sha256").update(verifier).digest("base64url");

/**
 * @param {string} [id]
 * @param {string} [secret]
 */
export const basic = (id = CLIENT_ID, secret = CLIENT_SECRET) =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;

/**
 * Decrypts a header `x-zoom-app-context`, by the layout that Zoom documents.
 *
 * @param {string} header
 * @param {string} [clientSecret]
 */
export function decryptContext(header, clientSecret = CLIENT_SECRET) {
  const bytes = Buffer.from(header, "base64");
  assert.equal(bytes.toString("base64"), header);
  let at = 0;
  const take = (/** @type {number} */ length) => {
    at += length;
    assert.ok(at <= bytes.length, "the header ends early");
    return bytes.subarray(at - length, at);
  };
  const iv = take(take(1).readUInt8());
  const aad = take(take(2).readUInt16LE());
  const ciphertext = take(take(4).readUInt32LE());
  const tag = take(16);
  assert.equal(at, bytes.length);
  const key = createHash("sha256").update(clientSecret).digest();
  const decipher = createDecipheriv("aes-256-gcm", key, iv).setAAD(aad).setAuthTag(tag);
  const text = Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString("utf8");
  return { iv, aad: aad.toString(), context: JSON.parse(text) };
}

/**
 * Starts a simulated Zoom, and closes it when the test ends.
 *
 * @param {import("node:test").TestContext} t
 * @param {Partial<import("../../../js/simulator/server/index.js").StartSimulatedZoomOptions>} [options]
 */
export async function startZoom(t, options = {}) {
  const { url, zoom, close } = await startSimulatedZoom({
    redirectUris: [REDIRECT_URI, OTHER_REDIRECT_URI],
    ...options,
  });
  t.after(close);

  /** @param {Record<string, string>} form */
  async function authorize(form) {
    const response = await fetch(`${url}/oauth/authorize`, {
      method: "POST",
      body: new URLSearchParams({
        response_type: "code",
        client_id: CLIENT_ID,
        redirect_uri: REDIRECT_URI,
        ...form,
      }),
    });
    return { response, body: await response.json() };
  }

  return {
    url,
    zoom,
    close,
    tokenUrl: `${url}/oauth/token`,
    authorize,

    /**
     * @param {string} challenge
     * @param {string} [method]
     * @returns {Promise<string>} a code
     */
    async code(challenge, method) {
      const { body } = await authorize({
        code_challenge: challenge,
        ...(method && { code_challenge_method: method }),
      });
      return body.code;
    },

    /**
     * @param {Record<string, string>} form
     * @param {{ authorization?: string, query?: string, contentType?: string }} [how]
     */
    async token(form, { authorization = basic(), query = "", contentType } = {}) {
      const response = await fetch(`${url}/oauth/token${query}`, {
        method: "POST",
        headers: {
          ...(authorization && { authorization }),
          "content-type": contentType ?? "application/x-www-form-urlencoded",
        },
        body: new URLSearchParams(form).toString(),
      });
      return { response, body: await response.json() };
    },
  };
}
