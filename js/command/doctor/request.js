// A request as a browser makes it, with what Node's fetch does not show: each header by itself, and what
// is wrong with a certificate.

import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { TLSSocket } from "node:tls";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

/** The largest answer that is read. Bundles of pages are smaller. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Some servers compress what was not asked for. @type {Readonly<Record<string, typeof gunzipSync>>} */
const DECODERS = { br: brotliDecompressSync, deflate: inflateSync, gzip: gunzipSync };

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
 * @property {number} timeoutMs For the whole answer.
 * @property {string} [method] GET by default.
 * @property {Record<string, string>} [headers]
 * @property {string} [body]
 */

/** No answer came. `code` is Node's, or `ETIMEDOUT` if the time was over. */
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
export function request(url, { timeoutMs, method = "GET", headers = {}, body }) {
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const fail = (/** @type {unknown} */ error) => reject(new NoAnswer(error));
    const sent = send(url, {
      method,
      headers: { "user-agent": "zoom-pkce doctor", "accept-encoding": "identity", ...headers },
      rejectUnauthorized: false,
      agent: false,
    });
    const timer = setTimeout(() => {
      sent.destroy(Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" }));
    }, timeoutMs);
    sent.on("close", () => clearTimeout(timer));
    sent.on("error", fail);
    sent.on("response", (response) => {
      const certificate = readCertificate(response.socket);
      /** @type {Buffer[]} */
      const chunks = [];
      let bytes = 0;
      response.on("error", fail);
      response.on("data", (chunk) => {
        bytes += chunk.length;
        if (bytes > MAX_BYTES) response.destroy(new Error("the answer is too long"));
        else chunks.push(chunk);
      });
      response.on("end", () => {
        const { statusCode: status = 0, headers, headersDistinct } = response;
        const bytes = decoded(Buffer.concat(chunks), headers["content-encoding"]);
        if (bytes === undefined) return fail(new Error("the answer is not what its Content-Encoding says"));
        resolve({
          url,
          status,
          header: (name) => headersDistinct[name]?.join(", "),
          cookies: headersDistinct["set-cookie"] ?? [],
          text: bytes.toString("utf8"),
          certificate,
        });
      });
    });
    sent.end(body);
  });
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

/**
 * @param {Buffer} bytes
 * @param {string} [encoding]
 * @returns {Buffer | undefined} `undefined` if they are malformed, or too many.
 */
function decoded(bytes, encoding = "identity") {
  const decode = DECODERS[encoding.trim().toLowerCase()];
  if (decode === undefined || bytes.length === 0) return bytes;
  try {
    return decode(bytes, { maxOutputLength: MAX_BYTES });
  } catch {
    return undefined;
  }
}
