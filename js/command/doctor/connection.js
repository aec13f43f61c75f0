// Whether a server was reached, over https and with a certificate that browsers trust.

import { printableUrl } from "../../shared/printable.js";
import { PAGES } from "../shared/pages.js";
import { fault, ok, warning } from "../shared/finding.js";
import { isLoopback } from "../../forward/target.js";

/** @import { Finding } from "../shared/finding.js" */
/** @import { Answer, Certificate, NoAnswer } from "./request.js" */

const ROTATE = "Serve a certificate of a public authority for this host, and renew it in time.";

/**
 * By the names that Node gives to what is wrong with a certificate.
 *
 * @type {ReadonlyMap<string, { id: string, title: string, cause: string, remedy: string }>}
 */
const CERTIFICATE_PROBLEMS = new Map([
  [
    "CERT_HAS_EXPIRED",
    {
      id: "certificate_expired",
      title: "The certificate has expired",
      cause: "No browser and no Zoom client opens a page with an expired certificate.",
      remedy: ROTATE,
    },
  ],
  [
    "CERT_NOT_YET_VALID",
    {
      id: "certificate_not_yet_valid",
      title: "The certificate is not valid yet",
      cause: "Its first day is in the future, or the clock of this machine is wrong.",
      remedy: "Correct the clock, or wait for that day.",
    },
  ],
  [
    "ERR_TLS_CERT_ALTNAME_INVALID",
    {
      id: "certificate_other_host",
      title: "The certificate is for another host",
      cause: "Its names do not contain the host of the URL.",
      remedy: "Get a certificate that names this host, or use the host that it names.",
    },
  ],
  [
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    {
      id: "certificate_self_signed",
      title: "The certificate is self-signed",
      cause: "Zoom's clients and browsers trust only certificates of public authorities.",
      remedy:
        "Use a tunnel or a host with a certificate of a public authority. On this machine the simulator needs no https.",
    },
  ],
  [
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    {
      id: "certificate_incomplete",
      title: "The certificate comes without its issuer's",
      cause:
        "The server sends its own certificate only, or one of an authority that Node does not know. Some browsers find the rest by themselves, and Zoom's clients may not.",
      remedy: "Let the server send the full chain: the certificate, then the intermediate ones.",
    },
  ],
]);

const UNKNOWN_AUTHORITY = {
  id: "certificate_unknown_authority",
  title: "The certificate is of an authority that is not public",
  cause: "Node does not know the authority that signed it; people's machines do not know it either.",
  remedy:
    "Use a certificate of a public authority. For a company's own, set NODE_EXTRA_CA_CERTS to its file.",
};

/**
 * @param {Answer} answer
 * @param {string} page The document to name.
 * @returns {Finding[]}
 */
export function checkConnection({ url, certificate }, page) {
  if (certificate !== undefined) return [checkCertificate(url, certificate, page)];
  if (isLoopback(url.hostname)) {
    return [ok("loopback", "http on this machine: for development, with the simulator. Zoom needs https")];
  }
  return [
    fault("no_https", {
      title: `${printableUrl(url.href)} is not https`,
      cause:
        "Zoom's clients open pages over https only, and code and code verifier would be readable on the way.",
      remedy: "Serve it over https.",
      page,
    }),
  ];
}

/**
 * @param {URL} url
 * @param {Certificate} certificate
 * @param {string} page
 * @returns {Finding}
 */
function checkCertificate(url, { problem, validTo }, page) {
  if (problem === undefined) {
    return ok(
      "certificate",
      `https, with a certificate that is valid until ${validTo.toISOString().slice(0, 10)}`,
    );
  }
  const { id, ...advice } = CERTIFICATE_PROBLEMS.get(problem) ?? UNKNOWN_AUTHORITY;
  const isExpected =
    isLoopback(url.hostname) && !["certificate_expired", "certificate_not_yet_valid"].includes(id);
  if (!isExpected) return fault(id, { ...advice, page });
  return warning(id, { ...advice, title: `${advice.title}, on this machine`, page });
}

/** @type {Readonly<Record<string, [id: string, cause: string, remedy: string]>>} */
const FAILURES = {
  ENOTFOUND: [
    "host_unknown",
    "The host has no address.",
    "Check the spelling of the host, and its DNS records.",
  ],
  EAI_AGAIN: [
    "host_unknown",
    "The host's address was not found.",
    "Check the network, and the spelling of the host.",
  ],
  ECONNREFUSED: [
    "refused",
    "Nothing listens at this host and port.",
    "Start the server, and check the port.",
  ],
  ABORT_ERR: [
    "timeout",
    "No complete answer came in time.",
    "Look at the server's log, and at what is in front of it. --timeout sets another time.",
  ],
  ERR_BUFFER_TOO_LARGE: [
    "too_long",
    "The answer has more than 8 MiB, or does not end.",
    "Check the path: this is no page and no answer of a sign-in.",
  ],
  ENCODING: [
    "encoding",
    "The body is not what its Content-Encoding says.",
    "Let one server compress it, and name the encoding that it used.",
  ],
  NO_TLS: [
    "no_tls",
    "The server does not speak TLS there.",
    "Use the port of https, or http: for a server without it on this machine.",
  ],
  TLS: [
    "tls_failed",
    "The server ends the TLS handshake: it does not know this host, has only old versions of TLS, or asks for a certificate of the client.",
    "Set up the host and its certificate where TLS ends, with TLS 1.2 or 1.3.",
  ],
};

/**
 * @param {string} area What was asked, as the beginning of the id.
 * @param {URL} url
 * @param {NoAnswer} error
 * @param {string} [page]
 * @returns {Finding}
 */
export function unreachable(area, url, { code, message }, page = PAGES.homeUrl) {
  // A server without TLS answers in plain text.
  const isPlain = /wrong.version.number|packet.length.too.long/i.test(`${code} ${message}`);
  const isTls = code === "EPROTO" || code.startsWith("ERR_SSL");
  const [name, cause, remedy] = FAILURES[isPlain ? "NO_TLS" : isTls ? "TLS" : code] ?? [
    "unreachable",
    "The connection ended before an answer came.",
    "Look at the server's log, and at what is in front of it.",
  ];
  return fault(`${area}_${name}`, {
    title: `${printableUrl(url.href)} gives no answer`,
    cause,
    remedy,
    page,
  });
}
