// The manifest of an app in the Zoom App Marketplace, by the pages "Manifest schema" of Zoom's
// documentation.

import { SDK_DOMAIN } from "../doctor/page/sdk.js";

/**
 * @typedef {object} ManifestOptions
 * @property {string} name
 * @property {string} homeUrl
 * @property {string[]} redirectUris At least one.
 * @property {string[]} domains
 * @property {string[]} products
 * @property {string[]} scopes
 * @property {string[]} capabilities
 * @property {boolean} isGuestMode
 * @property {boolean} isPublicClient
 */

/** The values of `features.products`. */
export const PRODUCTS = [
  "ZOOM_MEETING",
  "ZOOM_CHAT",
  "ZOOM_PHONE",
  "ZOOM_ROOM",
  "ZOOM_WEBINAR",
  "ZOOM_CONTACT_CENTER",
  "ZOOM_WHITEBOARD",
  "ZOOM_EVENTS",
];

/** The scopes that show an app in a product. Zoom's documentation names them for these two only. */
export const SCOPES_BY_PRODUCT = new Map([
  ["ZOOM_MEETING", "zoomapp:inmeeting"],
  ["ZOOM_WEBINAR", "zoomapp:inwebinar"],
]);

/** What a sign-in needs of the SDK, and what guests need besides. */
export const SIGN_IN_CAPABILITIES = ["authorize", "onAuthorized"];
export const GUEST_CAPABILITIES = ["getUserContext", "promptAuthorize", "onMyUserContextChange"];

/**
 * Makes a manifest with the settings that a sign-in in the client needs.
 *
 * @param {ManifestOptions} options
 */
export const makeManifest = (options) => ({
  display_information: { display_name: options.name },
  oauth_information: {
    usage: "USER_OPERATION",
    development_redirect_uri: options.redirectUris[0],
    production_redirect_uri: options.redirectUris[0],
    oauth_allow_list: options.redirectUris,
    strict_mode: true,
    subdomain_strict_mode: true,
    scopes: options.scopes.map((scope) => ({ scope, optional: false })),
    ...(options.isPublicClient && { enable_public_pkce_client: true }),
  },
  features: {
    products: options.products,
    development_home_uri: options.homeUrl,
    production_home_uri: options.homeUrl,
    domain_allow_list: options.domains.map((domain) => ({
      domain,
      explanation: domain === SDK_DOMAIN ? "Zoom's SDK" : "",
    })),
    in_client_feature: {
      zoom_app_api: { enable: true, zoom_app_apis: options.capabilities },
      guest_mode: { enable: options.isGuestMode, enable_test_guest_mode: options.isGuestMode },
      in_client_oauth: { enable: true },
    },
  },
});

/** @typedef {ReturnType<typeof makeManifest>} Manifest */
