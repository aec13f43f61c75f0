// The answer 502, in the place of an answer of the app's server.

import { PageAnswer } from "./answers.js";
import { printableText } from "../../shared/printable.js";

/** The codes of Node for a server that is not there. */
const UNREACHABLE = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"];
const CLOSED = ["ECONNRESET", "EPIPE"];

/** Node's and OpenSSL's codes for a certificate that is not trusted. */
const CERTIFICATE = /CERT|UNABLE_TO_VERIFY/;

/**
 * @param {string} app The origin of the app's server.
 * @param {NodeJS.ErrnoException} cause Why there is no answer of that server.
 * @returns {PageAnswer}
 */
export function appFailure(app, { code = "", message }) {
  if (UNREACHABLE.includes(code)) {
    return badGateway(
      "The server of the app cannot be reached.",
      `${app} does not answer (${code}); start the app's server, or correct the option app`,
    );
  }
  if (CLOSED.includes(code)) {
    return badGateway(
      "The server of the app closed the connection before it answered.",
      `${app} closed the connection (${code}); its own log may say why`,
    );
  }
  if (CERTIFICATE.test(code)) {
    return badGateway(
      "The certificate of the app's server is not trusted.",
      `Node does not trust the certificate of ${app} (${code}); set the environment variable NODE_EXTRA_CA_CERTS to the file of that certificate or of its issuer`,
    );
  }
  return badGateway(
    "The server of the app gave no answer that can be passed on.",
    `the request to ${app} failed: ${printableText(message)}`,
  );
}

/**
 * @param {string} reason
 * @param {string} explanation
 */
const badGateway = (reason, explanation) => new PageAnswer(502, "bad_gateway", reason, { explanation });
