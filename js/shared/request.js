// The parts of a request that the global `fetch` accepts. Under jsdom, `AbortController` is jsdom's and
// `fetch` is Node's, which refuses signals of another realm.

/**
 * Checks the parts of a request before it is sent, so that a refusal of them is not taken for an
 * error of the network. Leaves the signal out if it alone is refused: then the request is not ended
 * early, but its answer is not waited for either.
 *
 * @param {string} url
 * @param {RequestInit} init
 * @returns {RequestInit} The parts that `fetch` takes.
 * @throws {TypeError} The refusal of any other part.
 */
export function acceptedParts(url, init) {
  // Nothing can be checked.
  if (!globalThis.Request) return init;
  try {
    new Request(url, init);
    return init;
  } catch {
    const { signal: _, ...rest } = init;
    new Request(url, rest);
    return rest;
  }
}
