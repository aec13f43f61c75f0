// Compares a manifest that was exported from the Marketplace with the one that fits.

import { printableText, printableUrl } from "../../shared/printable.js";
import { PAGES } from "../shared/pages.js";
import { fault, ok, warning } from "../shared/finding.js";

/** @import { Finding } from "../shared/finding.js" */
/** @import { Manifest } from "./build.js" */

/**
 * @typedef {object} List
 * @property {string} id
 * @property {string} name
 * @property {(manifest: any) => unknown} read
 * @property {string} missing What happens without an item.
 * @property {string} extra Why an item may be too much.
 * @property {boolean} [isUrl]
 */

/** @param {unknown} items @param {string} member */
const members = (items, member) => (Array.isArray(items) ? items.map((item) => item?.[member]) : undefined);

/** @type {List[]} */
const LISTS = [
  {
    id: "oauth_allow_list",
    name: "oauth_allow_list",
    read: ({ oauth_information: oauth }) => oauth?.oauth_allow_list,
    missing:
      "Zoom refuses a redirect URI that is not on the list: the client sends no event, and authorize ends in timeout.",
    extra: "Whoever has that URL can receive codes of this app.",
    isUrl: true,
  },
  {
    id: "domain_allow_list",
    name: "domain_allow_list",
    read: ({ features }) => members(features?.domain_allow_list, "domain"),
    missing:
      "Zoom's clients do not load anything of a domain that is not on the list: the panel stays blank.",
    extra: "Zoom's review asks for the reason of each domain.",
  },
  {
    id: "scopes",
    name: "scopes",
    read: ({ oauth_information: oauth }) => members(oauth?.scopes, "scope"),
    missing: "The client refuses authorize, or the API answers that the token does not contain the scope.",
    extra: "People are asked for more than the app needs.",
  },
  {
    id: "zoom_app_apis",
    name: "zoom_app_apis",
    read: ({ features }) => features?.in_client_feature?.zoom_app_api?.zoom_app_apis,
    missing: "The client refuses the API with 80004, app_not_support.",
    extra: "The page does not ask for it in zoomSdk.config, as far as was given.",
  },
  {
    id: "products",
    name: "products",
    read: ({ features }) => features?.products,
    missing: "The app is not shown in that product.",
    extra: "The app is shown in a product that was not named.",
  },
];

/**
 * @typedef {object} Switch
 * @property {string} id
 * @property {(manifest: any) => unknown} read
 * @property {string} off What happens if it is off and should be on.
 * @property {string} on What happens if it is on and should be off.
 */

/** @type {Switch[]} */
const SWITCHES = [
  {
    id: "in_client_oauth.enable",
    read: ({ features }) => features?.in_client_feature?.in_client_oauth?.enable,
    off: "zoomSdk.authorize is not available in the client.",
    on: "",
  },
  {
    id: "zoom_app_api.enable",
    read: ({ features }) => features?.in_client_feature?.zoom_app_api?.enable,
    off: "The app may use no API of the SDK.",
    on: "",
  },
  {
    id: "guest_mode.enable",
    read: ({ features }) => features?.in_client_feature?.guest_mode?.enable,
    off: "People who have not added the app cannot open it.",
    on: "People who have not added the app can open it, and authorize ends in guest_mode for them: pass --guest-mode if that is meant.",
  },
  {
    id: "enable_public_pkce_client",
    read: ({ oauth_information: oauth }) => oauth?.enable_public_pkce_client,
    off: "The app has no client ID without a secret.",
    on: "The app has a second client ID, without a secret: pass --public-client if that is meant.",
  },
];

const page = PAGES.manifest;

/**
 * @param {Manifest} wanted
 * @param {unknown} exported Parsed JSON: a manifest, or the answer of Zoom's API around it.
 * @returns {Finding[]}
 */
export function compareManifests(wanted, exported) {
  const given = /** @type {any} */ (exported)?.manifest ?? exported ?? {};
  return [
    ...LISTS.flatMap((list) => compareList(list, wanted, given)),
    ...SWITCHES.flatMap((each) => compareSwitch(each, wanted, given)),
    ...compareHome(wanted, given),
  ];
}

/**
 * @param {List} list
 * @param {Manifest} wanted
 * @param {unknown} given
 * @returns {Finding[]}
 */
function compareList({ id, name, read, missing, extra, isUrl }, wanted, given) {
  const expected = texts(read(wanted));
  const found = texts(read(given));
  const show = isUrl ? printableUrl : printableText;
  const lacking = expected.filter((item) => !found.includes(item));
  const surplus = found.filter((item) => !expected.includes(item));
  const findings = [];
  if (lacking.length > 0) {
    findings.push(
      fault(`${id}_missing`, {
        title: `${name} lacks ${lacking.map(show).join(", ")}`,
        cause: missing,
        remedy: "Add it in the Marketplace, or to the manifest.",
        page,
      }),
    );
  }
  if (surplus.length > 0) {
    findings.push(
      warning(`${id}_extra`, {
        title: `${name} has more: ${surplus.map(show).join(", ")}`,
        cause: extra,
        remedy: "Remove it, or give it to this command if the app needs it.",
        page,
      }),
    );
  }
  return findings.length > 0 ? findings : [ok(id, name)];
}

/** @param {unknown} value @returns {string[]} */
const texts = (value) => (Array.isArray(value) ? value.filter((item) => typeof item === "string") : []);

/**
 * @param {Switch} each
 * @param {Manifest} wanted
 * @param {unknown} given
 * @returns {Finding[]}
 */
function compareSwitch({ id, read, off, on }, wanted, given) {
  const isWanted = read(wanted) === true;
  const isOn = read(given) === true;
  const name = id.replace(".", "_");
  if (isWanted === isOn) return isOn ? [ok(name, id)] : [];
  return isWanted
    ? [
        fault(`${name}_off`, {
          title: `${id} is off`,
          cause: off,
          remedy: "Turn it on in the Marketplace.",
          page,
        }),
      ]
    : [
        warning(`${name}_on`, {
          title: `${id} is on`,
          cause: on,
          remedy: "Turn it off, if it is not meant.",
          page,
        }),
      ];
}

/**
 * @param {Manifest} wanted
 * @param {any} given
 * @returns {Finding[]}
 */
function compareHome({ features: { development_home_uri: home } }, given) {
  const found = [given.features?.development_home_uri, given.features?.production_home_uri];
  if (found.includes(home)) return [ok("home_uri", "the Home URL")];
  return [
    fault("home_uri_other", {
      title: `Neither Home URL is ${printableUrl(home)}`,
      cause: "Zoom opens another page.",
      remedy: "Correct the Home URL in the Marketplace, or --home-url.",
      page,
    }),
  ];
}
