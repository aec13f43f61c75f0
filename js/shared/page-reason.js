// Reads the reason of a failure in an answer that is not JSON: an error page, or a plain text.
// src/browser/forward/page_reason.rs has the same rules; one table of pages tests both.

/** The elements of an error page with the reason: Express has `<pre>`, proxies the others. */
const ELEMENTS = ["pre", "h1", "title"];

/** @type {Record<string, any>} Without prototype: `&constructor;` is no character. */
const CHARACTERS = { __proto__: null, lt: "<", gt: ">", quot: '"', apos: "'", amp: "&", nbsp: " " };

/**
 * Returns the first line of the text in `<pre>`, `<h1>` or `<title>`, in this order, or the first line
 * of a text that is not a page.
 *
 * @param {string} page
 * @param {import("./redact.js").Redact} redact
 * @returns {string | undefined} `undefined` if it says nothing.
 */
export function pageReason(page, redact) {
  const texts = /^\s*</.test(page) ? ELEMENTS.map((element) => textIn(element, page)) : [page];
  return texts.map((text) => redact(text).trim().split("\n")[0]).find(Boolean);
}

/**
 * Returns the text in the first element of a name. `""` if there is none.
 *
 * @param {string} element
 * @param {string} page
 */
function textIn(element, page) {
  const [, content = ""] = page.split(new RegExp(`</?${element}\\b[^<>]*>`, "i"));
  return content.replace(
    /<(br\b)?[^<>]*>|&(?:#(x?[\da-f]+)|(\w+));/gi,
    (written, lineBreak, number, name) => {
      if (number) return String.fromCharCode(Number(`0${number}`));
      return name ? (CHARACTERS[name] ?? written) : lineBreak ? "\n" : "";
    },
  );
}
