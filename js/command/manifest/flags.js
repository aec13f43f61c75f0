// The flags of `zoom-pkce manifest`.

import { readFileSync } from "node:fs";

import { SDK_DOMAIN } from "../doctor/page/sdk.js";
import { parseFlags, refuseFlag } from "../shared/flags.js";
import { decodeText } from "../shared/read-input.js";
import { GUEST_CAPABILITIES, PRODUCTS, SCOPES_BY_PRODUCT, SIGN_IN_CAPABILITIES } from "./build.js";
import { readSources } from "./source.js";

/** @import { ManifestOptions } from "./build.js" */

const FLAGS = /** @type {const} */ ({
  "home-url": { type: "string" },
  name: { type: "string" },
  "redirect-uri": { type: "string", multiple: true },
  domain: { type: "string", multiple: true },
  product: { type: "string", multiple: true },
  scope: { type: "string", multiple: true },
  capability: { type: "string", multiple: true },
  source: { type: "string", multiple: true },
  "guest-mode": { type: "boolean" },
  "public-client": { type: "boolean" },
  compare: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
});

/** Zoom's limit. */
const MAX_NAME_CHARS = 49;

/** The name that the Marketplace shows, if none is given. */
const DEFAULT_NAME = "My Zoom App";

/**
 * @typedef {object} ManifestCommand
 * @property {ManifestOptions} options
 * @property {unknown} exported The manifest to compare, parsed. `undefined` without one.
 * @property {boolean} json
 */

/**
 * @param {string[]} args
 * @returns {ManifestCommand | undefined} `undefined` if help is asked for.
 * @throws {import("../shared/flags.js").FlagError}
 */
export function readManifestFlags(args) {
  const { values } = parseFlags(args, FLAGS);
  if (values.help) return undefined;
  const homeUrl = readUrl("--home-url", values["home-url"]);
  const redirectUris = values["redirect-uri"] ?? [homeUrl.href];
  for (const uri of redirectUris) readUrl("--redirect-uri", uri);
  const { name = DEFAULT_NAME } = values;
  if (name === "" || name.length > MAX_NAME_CHARS) {
    refuseFlag("--name", `must be a text of at most ${MAX_NAME_CHARS} characters`);
  }
  const products = values.product ?? ["ZOOM_MEETING"];
  const unknown = products.find((/** @type {string} */ product) => !PRODUCTS.includes(product));
  if (unknown !== undefined) refuseFlag("--product", `must be one of ${PRODUCTS.join(", ")}`);
  const source = values.source && readSources(values.source);
  const isGuestMode = Boolean(values["guest-mode"]);
  const scopes = products.flatMap((/** @type {string} */ product) => SCOPES_BY_PRODUCT.get(product) ?? []);
  return {
    options: {
      name,
      homeUrl: homeUrl.href,
      redirectUris: unique(redirectUris),
      domains: unique([
        homeUrl.hostname,
        ...(source?.hasScriptTag ? [SDK_DOMAIN] : []),
        ...(values.domain ?? []),
      ]),
      products: unique(products),
      scopes: unique([...scopes, ...(values.scope ?? [])]),
      capabilities: unique([
        ...SIGN_IN_CAPABILITIES,
        ...(isGuestMode ? GUEST_CAPABILITIES : []),
        ...(source?.capabilities ?? []),
        ...(values.capability ?? []),
      ]),
      isGuestMode,
      isPublicClient: Boolean(values["public-client"]),
    },
    exported: values.compare === undefined ? undefined : readJson(values.compare),
    json: Boolean(values.json),
  };
}

/** @param {string[]} items */
const unique = (items) => [...new Set(items)];

/**
 * @param {string} flag
 * @param {string} [text]
 */
function readUrl(flag, text = "") {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "https:") return url;
  return refuseFlag(flag, "must be an https URL, such as https://app.example.com/");
}

/** @param {string} file @returns {unknown} */
function readJson(file) {
  try {
    return JSON.parse(decodeText(readFileSync(file)));
  } catch {
    return refuseFlag("--compare", "must be a file with the JSON of a manifest");
  }
}
