// Which hosts the user has named.

/**
 * @param {(URL | undefined)[]} urls What the user has named.
 * @returns {(url: URL) => boolean} Whether requests may go to the host of a URL.
 */
export function namedHosts(urls) {
  const hosts = new Set(urls.map((url) => url?.hostname));
  return ({ protocol, hostname }) => ["http:", "https:"].includes(protocol) && hosts.has(hostname);
}
