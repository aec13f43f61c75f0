// Reads what a page loads: its scripts, and the policies in its <meta> elements.

import { parse } from "parse5";

import { readPolicies } from "../csp/policies.js";

/** @import { Policy, Script } from "../csp/policies.js" */
/** @import { DefaultTreeAdapterTypes } from "parse5" */

/**
 * @typedef {object} ScriptElement
 * @property {boolean} isModule
 * @property {boolean} isPreload Whether it is a `<link rel=modulepreload>`.
 * @property {boolean} hasCrossOrigin
 * @property {string | undefined} integrity
 *
 * @typedef {object} Page
 * @property {(Script & ScriptElement)[]} scripts
 * @property {Policy[]} metaPolicies
 */

/** The types of a script that a browser runs (or reads, as an import map). Others are data. */
const SCRIPT_TYPES = new Set(["", "module", "importmap", "text/javascript", "application/javascript"]);

/**
 * @param {string} text
 * @param {URL} url
 * @returns {Page}
 */
export function readPage(text, url) {
  const elements = elementsIn(parse(text));
  const base = elements.find(({ tagName }) => tagName === "base");
  const href = base && attribute(base, "href");
  const baseUrl = href && URL.canParse(href, url.href) ? new URL(href, url) : url;
  const metaPolicies = elements
    .filter(
      (element) =>
        element.tagName === "meta" &&
        attribute(element, "http-equiv")?.toLowerCase() === "content-security-policy",
    )
    .flatMap((element) => readPolicies(attribute(element, "content")));
  const scripts = elements.flatMap((element) => {
    const script = readScript(element, baseUrl);
    return script === undefined ? [] : [script];
  });
  return { scripts, metaPolicies };
}

/**
 * @param {DefaultTreeAdapterTypes.Element} element
 * @param {URL} base
 * @returns {(Script & ScriptElement) | undefined}
 */
function readScript(element, base) {
  const isPreload =
    element.tagName === "link" && /(^|\s)modulepreload(\s|$)/i.test(attribute(element, "rel") ?? "");
  const type = (attribute(element, "type") ?? "").trim().toLowerCase();
  if (!isPreload && !(element.tagName === "script" && SCRIPT_TYPES.has(type))) return undefined;
  // For browsers without modules: the second build of an app that has one for each.
  if (attribute(element, "nomodule") !== undefined) return undefined;
  const source = attribute(element, isPreload ? "href" : "src");
  if (source !== undefined && !URL.canParse(source, base.href)) return undefined;
  return {
    url: source === undefined ? undefined : new URL(source, base),
    text: element.childNodes.map((node) => ("value" in node ? node.value : "")).join(""),
    nonce: attribute(element, "nonce"),
    isModule: isPreload || type === "module",
    isPreload,
    hasCrossOrigin: attribute(element, "crossorigin") !== undefined,
    integrity: attribute(element, "integrity"),
  };
}

/**
 * @param {DefaultTreeAdapterTypes.Node} root
 * @returns {DefaultTreeAdapterTypes.Element[]} In the order of the document, at any depth.
 */
function elementsIn(root) {
  const elements = [];
  const rest = [root];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if ("tagName" in node) elements.push(node);
    if ("childNodes" in node) for (const child of [...node.childNodes].reverse()) rest.push(child);
  }
  return elements;
}

/**
 * @param {DefaultTreeAdapterTypes.Element} element
 * @param {string} name
 * @returns {string | undefined}
 */
const attribute = ({ attrs }, name) => attrs.find((attr) => attr.name === name)?.value;
