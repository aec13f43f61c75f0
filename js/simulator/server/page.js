// The pages of the simulated Zoom. They need no script, and look unlike Zoom's.

import { createHash } from "node:crypto";

import { PAGE_STYLE } from "./page-style.js";

const STYLE_HASH = createHash("sha256").update(PAGE_STYLE).digest("base64");

/**
 * Not `form-action`: Chromium applies it to every redirect after the form, and an app may send the
 * person anywhere.
 */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "img-src data:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": POLICY,
  "content-type": "text/html; charset=utf-8",
  // The URL of the page has the state of the sign-in.
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** HTML, as opposed to a text that must be escaped. */
class Html {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/** The element whose content has the hash of the policy. */
const STYLE = new Html(`<style>${PAGE_STYLE}</style>`);

/** @typedef {string | Html | ReadonlyArray<Html>} Content */

/** @param {Content} content @returns {string} */
function toHtml(content) {
  if (content instanceof Html) return content.text;
  if (Array.isArray(content)) return content.map(toHtml).join("");
  return String(content).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/**
 * A template literal for HTML: texts in it are escaped.
 *
 * @param {TemplateStringsArray} strings
 * @param {...Content} contents
 */
export const html = (strings, ...contents) =>
  new Html(String.raw({ raw: strings }, ...contents.map((content) => toHtml(content))));

/**
 * Creates the answer with a page.
 *
 * @param {number} status
 * @param {{ title: string, content: Html }} page The title, also the page's heading, and the content
 *   below it.
 * @returns {Response}
 */
export function page(status, { title, content }) {
  const text = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} (simulated Zoom)</title>
        <link rel="icon" href="data:," />
        ${STYLE}
      </head>
      <body>
        <header>
          <p>
            <strong>This is not Zoom.</strong> zoom-pkce-simulator stands in for it, for development and
            tests. Nothing reaches Zoom. Enter no password.
          </p>
        </header>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html> `;
  return new Response(text.text, { status, headers: HEADERS });
}
