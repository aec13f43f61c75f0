// A `ZoomPkceError` as a console, a log or JSON shows it.

import { BROWSER_ERROR_TEXTS } from "../../browser/error-texts.js";
import { errorPage } from "../shared/pages.js";
import { CLIENT_ERROR_TEXTS } from "./client-error-texts.js";

/** @import { ErrorText } from "../../error-texts.js" */
/** @import { Explanation } from "./explanation.js" */

/** The texts of js/wasm.js and js/without-wasm.js say the two cases; this says both. */
const WASM_LOAD_FAILED = {
  message:
    "neither the WebAssembly nor the JavaScript that replaces it could be loaded, or a synchronous function was called too early",
  hint: "Serve every file of the build, call await init() before generatePkcePair and the other synchronous functions, and give zoom-pkce/slim the wasm of its own version.",
  retryable: false,
};

const ANYWHERE = { ...BROWSER_ERROR_TEXTS, ...CLIENT_ERROR_TEXTS, wasm_load_failed: WASM_LOAD_FAILED };

/** Whether the text is of `zoom-pkce/browser`, where some codes have other causes. */
const IN_BROWSER = /\b(zoom-pkce\/browser|authorizeInBrowser|completeAuthorization)\b/;

/** @param {string} text */
export const isOfBrowser = (text) => IN_BROWSER.test(text);

/**
 * @param {string} text
 * @returns {Explanation | undefined}
 */
export function recognizePrintedError(text) {
  const texts = /** @type {Record<string, ErrorText>} */ (
    isOfBrowser(text) ? { ...ANYWHERE, ...BROWSER_ERROR_TEXTS } : ANYWHERE
  );
  const found = Object.entries(texts).find(([name]) => isPrinted(name, text));
  if (found === undefined) return undefined;
  const [code, { message, hint }] = found;
  const cause = `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
  return { id: code, title: `ZoomPkceError: ${code}`, cause, remedy: hint, page: errorPage(code) };
}

/**
 * @param {string} code
 * @param {string} text
 * @returns {boolean} Whether a text has an error code: in the message of an error, as the member
 *   `code`, alone, or as a word that nothing else uses.
 */
function isPrinted(code, text) {
  if (code.includes("_")) return new RegExp(`\\b${code}\\b`).test(text);
  const asCode = `\\(${code}\\)\\.|\\bcode\\b["'‘’“”]?\\s*[:=]\\s*["'‘’“”]?${code}\\b|^\\s*${code}\\s*$`;
  return new RegExp(asCode).test(text);
}
