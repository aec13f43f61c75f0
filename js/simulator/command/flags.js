// The flags of the command: parsing, and messages for wrong ones.

import { parseFlags, refuseFlag as fail } from "../../command/shared/flags.js";
import { CONTEXT_RULE, readContext } from "./context-flag.js";
import { DEFAULT_HOST, DEFAULT_REDIRECT_URI_MATCH } from "../server/defaults.js";
import { readOptions } from "../server/options.js";
import { checkHost, checkOtherServer, originOf } from "../server/start-simulated-zoom.js";

/** @import { AppContextInput, EncryptAppContextOptions } from "../server/app-context.js" */
/** @import { RedirectUriMatch } from "../server/allow-list.js" */
/** @import { StartSimulatedZoomOptions } from "../server/start-simulated-zoom.js" */

export const DEFAULT_PORT = 4010;

/** The addresses of common development servers. */
export const DEFAULT_REDIRECT_URIS = ["http://localhost:3000/", "http://localhost:5173/"];

const OPTIONS = /** @type {const} */ ({
  port: { type: "string" },
  host: { type: "string" },
  "redirect-uri": { type: "string", multiple: true },
  "redirect-uri-match": { type: "string" },
  "client-id": { type: "string" },
  "client-secret": { type: "string" },
  scope: { type: "string" },
  "user-name": { type: "string" },
  "user-email": { type: "string" },
  "code-lifetime": { type: "string" },
  "access-token-lifetime": { type: "string" },
  "refresh-token-lifetime": { type: "string" },
  app: { type: "string" },
  context: { type: "string", multiple: true },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
});

/** The flag for each option of the server whose rule the server's own functions check. */
const FLAG_BY_OPTION = new Map([
  ["host", "--host"],
  ["app", "--app"],
  ["redirectUriMatch", "--redirect-uri-match"],
  ["clientId", "--client-id"],
  ["clientSecret", "--client-secret"],
  ["scope", "--scope"],
  ["codeLifetimeSeconds", "--code-lifetime"],
  ["accessTokenLifetimeSeconds", "--access-token-lifetime"],
  ["refreshTokenLifetimeSeconds", "--refresh-token-lifetime"],
]);

/**
 * @typedef {{ action: "help" } | { action: "version" } | ContextCommand | ServeCommand} Command
 *
 * @typedef {object} ContextCommand
 * @property {"context"} action
 * @property {AppContextInput & Record<string, unknown>} context
 * @property {EncryptAppContextOptions} options
 *
 * @typedef {object} ServeCommand
 * @property {"serve"} action
 * @property {StartSimulatedZoomOptions} options
 * @property {boolean} byDefault Whether the redirect URIs are the defaults.
 */

/**
 * Parses the command line.
 *
 * @param {string[]} args The arguments after the name of the command.
 * @returns {Command}
 * @throws {FlagError} If a flag is unknown, invalid, repeated or without its value.
 */
export function readFlags(args) {
  const { values } = parseFlags(args, OPTIONS);
  // `parseFlags` has checked that these are strings.
  const given = /** @type {Record<string, string | undefined>} */ (values);
  const uris = /** @type {string[] | undefined} */ (values["redirect-uri"]);
  if (values.help) return { action: "help" };
  if (values.version) return { action: "version" };
  const options = readServerOptions(given, uris);
  const fields = /** @type {string[] | undefined} */ (values.context);
  const context = fields && (readContext(fields) ?? fail("--context", CONTEXT_RULE));
  if (context && given.app === undefined) {
    const { clientId, clientSecret } = options;
    return { action: "context", context, options: withoutUndefined({ clientId, clientSecret }) };
  }
  const serverOptions = withoutUndefined({ ...options, appContext: context });
  return { action: "serve", byDefault: uris === undefined, options: serverOptions };
}

/**
 * Converts the flags to the options of `startSimulatedZoom`.
 *
 * @param {Record<string, string | undefined>} given The values by the name of the flag.
 * @param {string[]} [uris] The redirect URIs.
 * @returns {StartSimulatedZoomOptions}
 */
function readServerOptions(given, uris) {
  const { host, scope, app } = given;
  const port = readPort(given.port);
  if (app !== undefined && uris === undefined && port === 0) {
    fail(
      "--redirect-uri",
      "is needed with --app and --port 0: by default it is the URL of this server, whose port is not known yet",
    );
  }
  const redirectUris = uris ?? (app === undefined ? DEFAULT_REDIRECT_URIS : appUrls(port, host));
  const redirectUriMatch = given["redirect-uri-match"];
  for (const uri of redirectUris) checkRedirectUri(uri, redirectUriMatch);
  const options = withoutUndefined({
    app,
    redirectUris,
    redirectUriMatch: /** @type {RedirectUriMatch | undefined} */ (redirectUriMatch),
    clientId: given["client-id"],
    clientSecret: given["client-secret"],
    scope,
    user: readUser(given["user-name"], given["user-email"]),
    codeLifetimeSeconds: parseDecimal(given["code-lifetime"]),
    accessTokenLifetimeSeconds: parseDecimal(given["access-token-lifetime"]),
    refreshTokenLifetimeSeconds: parseDecimal(given["refresh-token-lifetime"]),
  });
  try {
    readOptions(options);
    if (host !== undefined) checkHost(host);
    if (app !== undefined) checkOtherServer(app, { host, port });
  } catch (error) {
    // The server's messages have the form "<option> <rule>".
    const [, name = "", rule = ""] = /^(\w+) (.*)$/.exec(/** @type {Error} */ (error).message) ?? [];
    fail(FLAG_BY_OPTION.get(name) ?? name, rule);
  }
  return withoutUndefined({ ...options, host, port });
}

/**
 * @template {object} T
 * @param {T} object
 * @returns {T} A copy without the members that are `undefined`.
 */
const withoutUndefined = (object) =>
  /** @type {T} */ (Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)));

/**
 * @param {string} [text]
 * @returns {number | undefined} `undefined` without a text, `NaN` if it is not a decimal number.
 */
function parseDecimal(text) {
  if (text === undefined) return undefined;
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
}

/** @param {string} [text] */
function readPort(text) {
  if (text === undefined) return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) fail("--port", "must be a whole number from 0 (any free port) to 65535");
  return port;
}

/**
 * Returns the URLs of the app's page at the simulated Zoom (`--app`). The first is the one to open.
 *
 * @param {number} port The port of the simulated Zoom.
 * @param {string} [host] Its host.
 */
export function appUrls(port, host = DEFAULT_HOST) {
  const names = host === DEFAULT_HOST ? ["localhost", host] : [host];
  return names.map((name) => new URL(originOf(name, port)).href);
}

/**
 * @param {string} uri
 * @param {string} [match] How the server compares it.
 */
function checkRedirectUri(uri, match = DEFAULT_REDIRECT_URI_MATCH) {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    fail("--redirect-uri", "must be the URL of a page, such as http://localhost:3000/");
  }
  // Compared character by character, the URL that a page sends must be written as the page does.
  if (match === "exact" && url.href !== uri) {
    fail("--redirect-uri", `must be the page's URL as location.href says it: ${url.href}`);
  }
}

/**
 * @param {string} [name]
 * @param {string} [email]
 */
function readUser(name, email) {
  if (name !== undefined && name.trim() === "") fail("--user-name", "must not be empty");
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email)) {
    fail("--user-email", "must be an e-mail address, such as ada@example.com");
  }
  const [first = "", ...others] = name?.trim().split(/\s+/) ?? [];
  return {
    ...(name !== undefined && {
      first_name: first,
      last_name: others.join(" "),
      display_name: [first, ...others].join(" "),
    }),
    ...(email !== undefined && { email }),
  };
}
