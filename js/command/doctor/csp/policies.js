// The Content-Security-Policies of a page. What it loads must be allowed by each of them.

import { createHash } from "node:crypto";

import parsePolicy from "content-security-policy-parser";

import { allowsUrl } from "./source-list.js";

/** @import { SourceList } from "./source-list.js" */

/** @typedef {ReadonlyMap<string, SourceList>} Policy */

/**
 * @param {string | undefined} header
 * @returns {Policy[]} One for each policy of a header, or of several that are joined by commas.
 */
export const readPolicies = (header) =>
  (header ?? "")
    .split(",")
    .map((text) => parsePolicy(text))
    .filter(({ size }) => size > 0);

/** The directives that take the place of one that is missing, in order. */
const FALLBACKS = /** @type {const} */ ({
  "connect-src": ["connect-src", "default-src"],
  "script-src": ["script-src", "default-src"],
  "script-src-elem": ["script-src-elem", "script-src", "default-src"],
  "frame-ancestors": ["frame-ancestors"],
});

/**
 * @param {Policy} policy
 * @param {keyof typeof FALLBACKS} directive
 * @returns {SourceList | undefined} `undefined` if everything is allowed.
 */
export function sourcesFor(policy, directive) {
  const name = FALLBACKS[directive].find((name) => policy.has(name));
  return name === undefined ? undefined : policy.get(name);
}

/**
 * @param {Policy[]} policies
 * @param {URL} url
 * @param {URL} page
 */
export const allowsConnection = (policies, url, page) =>
  policies.every((policy) => {
    const sources = sourcesFor(policy, "connect-src");
    return sources === undefined || allowsUrl(sources, url, page);
  });

/**
 * @typedef {object} Script
 * @property {URL | undefined} [url] `undefined` if it is inline.
 * @property {string} text Of an inline script.
 * @property {string | undefined} nonce
 */

/**
 * @param {Policy[]} policies
 * @param {Script} script
 * @param {URL} page
 */
export const allowsScript = (policies, script, page) =>
  policies.every((policy) => {
    const sources = sourcesFor(policy, "script-src-elem");
    return sources === undefined || allowsScriptBy(sources, script, page);
  });

/**
 * @param {SourceList} sources
 * @param {Script} script
 * @param {URL} page
 */
function allowsScriptBy(sources, { url, text, nonce }, page) {
  if (nonce && sources.includes(`'nonce-${nonce}'`)) return true;
  const isDynamic = sources.includes("'strict-dynamic'");
  // With 'strict-dynamic', only a nonce or a hash allows a script of the page itself.
  if (url !== undefined) return !isDynamic && allowsUrl(sources, url, page);
  const hashes = sources.filter((source) => /^'sha(256|384|512)-/i.test(source));
  if (hashes.some((source) => source === hashSource(source, text))) return true;
  const isInlineIgnored =
    isDynamic || hashes.length > 0 || sources.some((source) => /^'nonce-/i.test(source));
  return !isInlineIgnored && sources.includes("'unsafe-inline'");
}

/**
 * @param {string} like A source with a hash, whose algorithm is taken.
 * @param {string} text
 */
function hashSource(like, text) {
  const algorithm = like.slice(1, 7);
  return `'${algorithm}-${createHash(algorithm.toLowerCase()).update(text).digest("base64")}'`;
}

/** @param {Policy[]} policies @returns {boolean} Whether WebAssembly may be compiled. */
export const allowsWasm = (policies) =>
  policies.every((policy) => {
    const sources = sourcesFor(policy, "script-src");
    return sources === undefined || sources.some((source) => /^'(wasm-)?unsafe-eval'$/i.test(source));
  });
