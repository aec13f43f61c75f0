// A request as a browser makes it, with what Node's fetch does not show: each header by itself, and what
// is wrong with a certificate.

import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { TLSSocket } from "node:tls";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

/** The largest answer that is read. Bundles of pages are smaller. */
const MAX_BYTES = 8 * 1024 * 1024;

/** By Content-Encoding. Some servers compress without being asked. */
const DECODERS = new Map([
  ["gzip", gunzipSync],
  ["deflate", inflateSync],
  ["br", brotliDecompressSync],
]);

/**
 * @typedef {object} Answer
 * @property {URL} url Of the request.
 * @property {number} status
 * @property {(name: string) => string | undefined} header The value of a header; of several with the
 *   same name, all of them joined by commas.
 * @property {string[]} cookies The values of `Set-Cookie`.
 * @property {string} text The body.
 * @property {Certificate | undefined} certificate Of the server. `undefined` with http.
 *
 * @typedef {object} Certificate
 * @property {string | undefined} problem OpenSSL's or Node's name for what is wrong. `undefined` if
 *   Node trusts it.
 * @property {Date} validTo
 *
 * @typedef {object} RequestOptions
 * @property {AbortSignal} signal Aborted when the time is over.
 * @property {string} [method] GET by default.
 * @property {Record<string, string>} [headers]
 * @property {string} [body]
 */

/** No answer came. `code` is Node's: `ABORT_ERR` if the time was over. */
export class NoAnswer extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    const { code = "unknown", message } = /** @type {NodeJS.ErrnoException} */ (cause);
    super(message);
    this.code = code;
  }
}

/**
 * Requests a URL. Redirects are not followed. A certificate that is not trusted is reported, and the
 * answer is read all the same: nothing secret is sent.
 *
 * @param {URL} url
 * @param {RequestOptions} options
 * @returns {Promise<Answer>}
 * @throws {NoAnswer}
 */
export async function request(url, options) {
  try {
    return await send(url, options);
  } catch (error) {
    throw new NoAnswer(error);
  }
}

/**
 * @param {URL} url
 * @param {RequestOptions} options
 * @returns {Promise<Answer>}
 */
function send(url, { signal, method = "GET", headers = {}, body }) {
  const start = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = start(url, {
      method,
      headers: { "user-agent": "zoom-pkce doctor", "accept-encoding": "identity", ...headers },
      rejectUnauthorized: false,
      agent: false,
      signal,
    });
    sent.on("error", reject);
    sent.on("upgrade", (_, socket) => {
      socket.destroy();
      reject(new Error("the server changes the protocol"));
    });
    sent.on("response", (response) => {
      const certificate = readCertificate(response.socket);
      /** @type {Buffer[]} */
      const chunks = [];
      let bytes = 0;
      response.on("error", reject);
      response.on("data", (chunk) => {
        bytes += chunk.length;
        if (bytes > MAX_BYTES) response.destroy(tooLong());
        else chunks.push(chunk);
      });
      response.on("end", () => {
        const { statusCode: status = 0, headersDistinct } = response;
        /** @type {string} */
        let text;
        try {
          text = decode(Buffer.concat(chunks), response.headers["content-encoding"]);
        } catch (error) {
          const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
          // The names of what else is wrong differ between the encodings.
          const isLong = code === "ERR_BUFFER_TOO_LARGE";
          return reject(isLong ? error : Object.assign(new Error(message), { code: "ENCODING" }));
        }
        resolve({
          url,
          status,
          header: (name) => headersDistinct[name]?.join(", "),
          cookies: headersDistinct["set-cookie"] ?? [],
          text,
          certificate,
        });
      });
    });
    sent.end(body);
  });
}

const tooLong = () => Object.assign(new Error("the answer is too long"), { code: "ERR_BUFFER_TOO_LARGE" });

/**
 * @param {Buffer} body
 * @param {string} [encoding] The Content-Encoding.
 * @throws If the body is not what the encoding says, or has more than `MAX_BYTES`.
 */
function decode(body, encoding = "") {
  const decoder = DECODERS.get(encoding.trim().toLowerCase());
  const isEncoded = decoder !== undefined && body.length > 0;
  return (isEncoded ? decoder(body, { maxOutputLength: MAX_BYTES }) : body).toString("utf8");
}

/**
 * @param {import("node:net").Socket} socket
 * @returns {Certificate | undefined}
 */
function readCertificate(socket) {
  if (!(socket instanceof TLSSocket)) return undefined;
  return {
    problem: socket.authorized ? undefined : String(socket.authorizationError),
    validTo: new Date(socket.getPeerCertificate().valid_to),
  };
}
