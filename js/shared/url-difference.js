// In what two URLs differ, in words that repeat no part of either: a query or a fragment may carry a
// secret.

/** The parts in front of the path, by their names in `URL` and in a sentence. */
const PARTS_BEFORE_PATH = /** @type {const} */ ([
  ["protocol", "scheme"],
  ["hostname", "host"],
  ["port", "port"],
  ["username", "user name"],
  ["password", "password"],
]);

/** @param {string} path */
const withoutEndSlash = (path) => path.replace(/\/$/, "");

/**
 * @param {string} given
 * @param {string} expected
 * @returns {string | undefined}
 */
function pathDifference(given, expected) {
  if (given === expected) return undefined;
  if (withoutEndSlash(given) === withoutEndSlash(expected)) {
    return given.endsWith("/")
      ? "an additional slash at the end of its path"
      : "no slash at the end of its path";
  }
  if (given.toLowerCase() === expected.toLowerCase()) return "another upper or lower case in its path";
  return "another path";
}

/**
 * @param {string} name
 * @param {string} given Empty if the URL has no such part.
 * @param {string} expected
 * @returns {string | undefined}
 */
function optionalDifference(name, given, expected) {
  if (given === expected) return undefined;
  if (given === "") return `no ${name}`;
  return expected === "" ? `an additional ${name}` : `another ${name}`;
}

/**
 * Lists in what a URL differs from the expected one. Each item completes the sentence "it has …".
 *
 * @param {string} given Any text.
 * @param {string} expected An absolute URL.
 * @returns {string[]} Empty if both are the same text.
 */
export function urlDifferences(given, expected) {
  if (given === expected) return [];
  if (!URL.canParse(given)) return ["not the form of an absolute URL"];
  const [a, b] = [new URL(given), new URL(expected)];
  const differences = [
    ...PARTS_BEFORE_PATH.map(([part, name]) => (a[part] === b[part] ? undefined : `another ${name}`)),
    pathDifference(a.pathname, b.pathname),
    optionalDifference("query", a.search, b.search),
    optionalDifference("fragment", a.hash, b.hash),
  ].filter((difference) => difference !== undefined);
  // The same URL, written in two ways: `HTTP://Host` and `http://host/`.
  return differences.length > 0 ? differences : ["another spelling of the same URL"];
}

/**
 * Finds the URL of a list that is most like a given one.
 *
 * @param {string} given Any text.
 * @param {ReadonlyArray<string>} urls Absolute URLs, at least one.
 * @returns {string} The first of those with the fewest differences.
 */
export function closestUrl(given, urls) {
  const count = (/** @type {string} */ url) => urlDifferences(given, url).length;
  return urls.reduce((best, next) => (count(next) < count(best) ? next : best));
}
