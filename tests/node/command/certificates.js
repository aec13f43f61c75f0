// Certificates for local servers, made with openssl.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";

export const isOpensslHere = spawnSync("openssl", ["version"]).status === 0;

/**
 * @typedef {object} Certificate
 * @property {string} key
 * @property {string} cert
 */

/**
 * Makes an authority, certificates of it, and others.
 *
 * @returns {{ authority: string, good: Certificate, expired: Certificate, otherHost: Certificate,
 *   selfSigned: Certificate, unknown: Certificate, close: () => void }} `authority` is the file of its own
 *   certificate, for `NODE_EXTRA_CA_CERTS`.
 */
function makeCertificates() {
  const folder = mkdtempSync(join(tmpdir(), "zoom-pkce-certificates-"));
  const path = (/** @type {string} */ name) => join(folder, name);
  const openssl = (/** @type {string[]} */ ...args) => {
    const { status, stderr } = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`openssl ${args.join(" ")}: ${stderr}`);
  };
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

  /** @param {string} name */
  const makeAuthority = (name) =>
    openssl(
      ...["req", "-x509", ...newKey, "-keyout", `${name}.key`, "-out", `${name}.pem`, "-days", "2"],
      ...["-subj", `/CN=${name}`, "-addext", "basicConstraints=critical,CA:TRUE"],
    );

  /**
   * @param {string} name
   * @param {string} authority
   * @param {string} names
   * @param {string[]} [lifetime]
   * @returns {Certificate}
   */
  function sign(name, authority, names, lifetime = ["-days", "2"]) {
    openssl("req", ...newKey, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`);
    writeFileSync(path(`${name}.ext`), `subjectAltName=${names}\n`);
    openssl(
      ...["x509", "-req", "-in", `${name}.csr`, "-out", `${name}.pem`, "-extfile", `${name}.ext`],
      ...["-CA", `${authority}.pem`, "-CAkey", `${authority}.key`, "-CAcreateserial", ...lifetime],
    );
    return read(name);
  }
  const read = (/** @type {string} */ name) => ({
    key: readFileSync(path(`${name}.key`), "utf8"),
    cert: readFileSync(path(`${name}.pem`), "utf8"),
  });

  const LOCAL = "DNS:localhost,IP:127.0.0.1";
  makeAuthority("authority");
  makeAuthority("stranger");
  openssl(
    ...["req", "-x509", ...newKey, "-keyout", "self.key", "-out", "self.pem", "-days", "2"],
    ...["-subj", "/CN=localhost", "-addext", `subjectAltName=${LOCAL}`],
  );
  return {
    authority: path("authority.pem"),
    good: sign("good", "authority", LOCAL),
    expired: sign("expired", "authority", LOCAL, ["-days", "-1"]),
    otherHost: sign("other", "authority", "DNS:other.example"),
    selfSigned: read("self"),
    unknown: sign("unknown", "stranger", LOCAL),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Makes the certificates before the tests of a suite, and removes them after it.
 *
 * @returns {() => ReturnType<typeof makeCertificates>} Gives them in a test.
 */
export function withCertificates() {
  /** @type {ReturnType<typeof makeCertificates>} */
  let certificates;
  before(() => {
    if (isOpensslHere) certificates = makeCertificates();
  });
  after(() => certificates?.close());
  return () => certificates;
}
