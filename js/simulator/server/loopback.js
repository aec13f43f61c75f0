/** The hosts that lead to this machine, as a URL has them. */
const LOOPBACK_HOST = /^(localhost|\[::1\]|0\.0\.0\.0|127(\.\d+){3})$/;

/** @param {URL} url */
const portOf = ({ port, protocol }) => port || (protocol === "https:" ? "443" : "80");

/**
 * Returns whether two URLs are of one server. All names of this machine count as one host.
 *
 * @param {URL} a
 * @param {URL} b
 */
export const isSameServer = (a, b) =>
  a.origin === b.origin ||
  (LOOPBACK_HOST.test(a.hostname) && LOOPBACK_HOST.test(b.hostname) && portOf(a) === portOf(b));
