// Faults of the client's credentials, the token endpoint and the redirect URI.

import { withFlag } from "./fault.js";

/** @import { Fault } from "./fault.js" */

/** @type {NonNullable<Fault["args"]>} */
const clientOnly = (args) => ["doctor", ...args.slice(args.indexOf("--client-id"))];

/** @type {(value: string) => NonNullable<Fault["args"]>} */
const withTokenPath = (path) => (args, origin) =>
  withFlag("--token-url", `${origin}${path}`)(clientOnly(args, origin), "");

/**
 * @param {number} status
 * @param {unknown} body
 * @returns {NonNullable<Fault["site"]>}
 */
const zoomAnswering = (status, body) => (site) => {
  site.intercept = async (request) =>
    new URL(request.url).pathname === "/oauth/token"
      ? new Response(typeof body === "string" ? body : JSON.stringify(body), { status })
      : undefined;
};

/** @type {Record<string, Fault>} */
export const CLIENT_FAULTS = {
  "a wrong client secret": {
    id: "client_credentials_wrong",
    secret: "another-client-secret",
    args: clientOnly,
    cause: /do not belong together/,
    remedy: /Marketplace/,
  },
  "a wrong client ID": {
    id: "client_credentials_wrong",
    args: (args, origin) => withFlag("--client-id", "another-id")(clientOnly(args, origin), origin),
    cause: /do not belong together/,
    remedy: /development and production/,
  },
  "a confidential client ID as a public one": {
    id: "client_credentials_lost",
    args: (args, origin) => [...clientOnly(args, origin), "--public-client"],
    cause: /Authorization/,
    remedy: /public client/,
  },
  "quotes around the client secret": {
    id: "client_spelling",
    secret: '"simulated-client-secret"',
    args: clientOnly,
    cause: /a part of it/,
    remedy: /quotes/,
  },
  "a space after the client ID": {
    id: "client_spelling",
    args: (args, origin) => withFlag("--client-id", "simulated-client-id ")(clientOnly(args, origin), origin),
    cause: /a part of it/,
    remedy: /Take them away/,
  },
  "a disabled app": {
    id: "client_zoom_4717",
    site: zoomAnswering(400, { errorCode: 4717, error: "invalid_request", reason: "x" }),
    args: withTokenPath("/oauth/token"),
    cause: /The app is disabled/,
    remedy: /status in the Zoom App Marketplace/,
  },
  "a redirect URI that is not on the allow list": {
    id: "client_redirect_uri",
    site: zoomAnswering(400, { errorCode: 4709, error: "invalid_request", reason: "Redirect URI mismatch." }),
    args: withTokenPath("/oauth/token"),
    cause: /not on the app's OAuth allow list/,
    remedy: /allow list/,
  },
  "a proxy that drops the Authorization header": {
    id: "client_credentials_lost",
    site: zoomAnswering(401, {
      errorCode: 4706,
      error: "invalid_client",
      reason: "Client ID or client secret is missing.",
    }),
    args: withTokenPath("/oauth/token"),
    cause: /drops the Authorization header/,
    remedy: /proxy/,
  },
  "a proxy that drops the body": {
    id: "token_url_body_lost",
    site: zoomAnswering(400, { errorCode: 4706, error: "invalid_request", reason: "Missing grant type." }),
    args: withTokenPath("/oauth/token"),
    cause: /misses a part/,
    remedy: /query string/,
  },
  "a token endpoint that is a page": {
    id: "token_url_no_zoom",
    site: zoomAnswering(200, "<html>Sign in</html>"),
    args: withTokenPath("/oauth/token"),
    cause: /a page/,
    remedy: /https:\/\/zoom\.us\/oauth\/token/,
  },
  "a token endpoint that takes any code": {
    id: "token_url_no_zoom",
    site: zoomAnswering(200, { access_token: "x", token_type: "bearer" }),
    args: withTokenPath("/oauth/token"),
    cause: /not Zoom's/,
    remedy: /--token-url/,
  },
  "no token endpoint there": {
    id: "token_url_unreachable",
    args: (args, origin) =>
      withFlag("--token-url", "http://localhost:1/oauth/token")(clientOnly(args, origin), origin),
    cause: /connection failed/,
    remedy: /NODE_USE_ENV_PROXY/,
  },
  "a redirect URI that is a path": {
    id: "redirect_uri_malformed",
    args: () => ["doctor", "--redirect-uri", "/app"],
    cause: /character for character/,
    remedy: /https:\/\/app\.example\.com/,
  },
  "a redirect URI over http": {
    id: "redirect_uri_scheme",
    args: () => ["doctor", "--redirect-uri", "http://app.example.com/"],
    cause: /over https only/,
    remedy: /Write https/,
  },
  "a redirect URI without the slash after the host": {
    id: "redirect_uri_spelling",
    args: () => ["doctor", "--redirect-uri", "https://app.example.com"],
    cause: /says https:\/\/app\.example\.com\/: with a slash/,
    remedy: /location\.href/,
  },
  "a redirect URI with a password": {
    id: "redirect_uri_credentials",
    args: () => ["doctor", "--redirect-uri", "https://ada:a-password-of-hers@app.example.com/"],
    cause: /never the same/,
    remedy: /Leave them out/,
  },
  "a redirect URI with a fragment": {
    id: "redirect_uri_fragment",
    isWarning: true,
    args: () => ["doctor", "--redirect-uri", "https://app.example.com/#/home"],
    cause: /as it is/,
    remedy: /redirectUri: location\.href/,
  },
  "a redirect URI with a query": {
    id: "redirect_uri_query",
    isWarning: true,
    args: () => ["doctor", "--redirect-uri", "https://app.example.com/?a=b"],
    cause: /compared too/,
    remedy: /without a query/,
  },
  "a redirect URI that is not the page's": {
    id: "redirect_uri_differs",
    args: (args, origin) => ["doctor", `${origin}/`, "--redirect-uri", `${origin}/signed-in`],
    cause: /it has another path/,
    remedy: /page that calls authorize/,
  },
};
