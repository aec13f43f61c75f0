// Texts of others, made fit for messages and logs: one line of printable ASCII without secrets.

const MAX_CHARS = 150;

/** Control characters of a terminal, of the direction of writing (in `Cf`), and line ends. */
const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Such a word may be a code or a token in the wrong place. */
const LONG_WORD = /[^\s/]{32,}/g;

/**
 * Puts a text on one line, shortens it and leaves out long words.
 *
 * @param {string} text
 * @returns {string} At most 153 characters.
 */
export function printableText(text) {
  const oneLine = text.replace(CONTROLS, " ");
  const printable = oneLine.replace(LONG_WORD, "...");
  return printable.length > MAX_CHARS ? `${printable.slice(0, MAX_CHARS)}...` : printable;
}

/**
 * Returns a URL without its query and fragment: they may contain secrets, such as the code of an
 * earlier sign-in.
 *
 * @param {string} url Any text.
 * @returns {string} ASCII without `"` and `\`, with `?...` and `#...` for the parts left out.
 */
export function printableUrl(url) {
  if (!URL.canParse(url)) return "no absolute URL";
  const { protocol, host, pathname, search, hash } = new URL(url);
  // The parts of other URLs have no limits and no rules that make them printable.
  if (!["http:", "https:"].includes(protocol)) return "no http or https URL";
  return `${protocol}//${printableText(host)}${printableText(pathname)}${search && "?..."}${hash && "#..."}`;
}
