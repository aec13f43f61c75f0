// Whether a list of sources of a Content-Security-Policy allows a URL (CSP Level 3, section 6.7.2).

/** @typedef {readonly string[]} SourceList */

const HOST_SOURCE =
  /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|(?:\*\.)?[\w-]+(?:\.[\w-]+)*|\[[\d:.a-f]+\])(?::(\d+|\*))?(\/[^?#]*)?$/i;

/** @type {Readonly<Record<string, string>>} */
const DEFAULT_PORTS = { "http:": "80", "https:": "443", "ws:": "80", "wss:": "443" };

/**
 * @param {SourceList} list
 * @param {URL} url
 * @param {URL} self The page.
 * @returns {boolean}
 */
export const allowsUrl = (list, url, self) => list.some((source) => matches(source, url, self));

/**
 * @param {string} source
 * @param {URL} url
 * @param {URL} self
 * @returns {boolean}
 */
function matches(source, url, self) {
  const lower = source.toLowerCase();
  if (lower === "*") return ["http:", "https:", "ws:", "wss:", self.protocol].includes(url.protocol);
  if (lower === "'self'") return isSelf(url, self);
  if (/^[a-z][a-z\d+.-]*:$/.test(lower)) return schemeMatches(lower, url.protocol);
  const [, scheme, host = "", port, path] = HOST_SOURCE.exec(source) ?? [];
  if (host === "") return false;
  return (
    schemeMatches(scheme === undefined ? self.protocol : `${scheme.toLowerCase()}:`, url.protocol) &&
    hostMatches(host.toLowerCase(), url.hostname) &&
    portMatches(port, url) &&
    pathMatches(path, url.pathname)
  );
}

/**
 * @param {URL} url
 * @param {URL} self
 */
const isSelf = (url, self) =>
  url.origin === self.origin ||
  (url.hostname === self.hostname &&
    schemeMatches(self.protocol, url.protocol) &&
    (url.port === self.port || (url.port === "" && self.port === "")));

/**
 * @param {string} expected
 * @param {string} given
 */
const schemeMatches = (expected, given) =>
  expected === given ||
  (expected === "http:" && ["https:", "ws:", "wss:"].includes(given)) ||
  (expected === "ws:" && ["wss:", "http:", "https:"].includes(given)) ||
  (expected === "https:" && given === "wss:") ||
  (expected === "wss:" && given === "https:");

/**
 * @param {string} pattern
 * @param {string} host
 */
function hostMatches(pattern, host) {
  if (pattern === "*") return true;
  return pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : host === pattern;
}

/**
 * @param {string | undefined} pattern
 * @param {URL} url
 */
function portMatches(pattern, { port, protocol }) {
  if (pattern === "*") return true;
  const given = port || DEFAULT_PORTS[protocol];
  if (pattern === undefined) return given === DEFAULT_PORTS[protocol];
  // A source for http also allows https, at its own port.
  return pattern === given || (pattern === "80" && given === "443");
}

/**
 * @param {string | undefined} pattern
 * @param {string} path
 */
function pathMatches(pattern, path) {
  if (pattern === undefined) return true;
  return pattern.endsWith("/") ? path.startsWith(pattern) : path === pattern;
}
