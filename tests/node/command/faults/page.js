// Faults of the page itself: its address, its redirects and its scripts.

import { APP_SCRIPT, CLIENT_SECRET, bundleApp } from "../site.js";

/** @import { Fault } from "./fault.js" */

/** @param {string} from @param {string} to @returns {NonNullable<Fault["site"]>} */
const withApp = (from, to) => async (site) => {
  site.files["/app.js"].text = await bundleApp(
    `import zoomSdk from "@zoom/appssdk";
     import { authorize } from "zoom-pkce";
     await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
     window.signIn = () => authorize(zoomSdk, {});`.replace(from, to),
  );
};

/** @param {string} added @returns {NonNullable<Fault["site"]>} */
const withScript = (added) => (site) => {
  site.files["/app.js"].text = `${APP_SCRIPT}\n${added}`;
};

/**
 * @param {(origin: string) => string} to
 * @param {string} [path]
 * @returns {NonNullable<Fault["site"]>}
 */
const withRedirect =
  (to, path = "/") =>
  (site) => {
    site.intercept = async (request, origin) =>
      new URL(request.url).pathname === path ? Response.redirect(to(origin), 302) : undefined;
  };

/** @type {NonNullable<Fault["args"]>} */
const pageOnly = (args) => args.slice(0, 2);

/** @type {Record<string, Fault>} */
export const PAGE_FAULTS = {
  "nothing listens": {
    id: "page_refused",
    args: () => ["doctor", "http://localhost:1/"],
    cause: /Nothing listens/,
    remedy: /Start the server/,
  },
  "a host without an address": {
    id: "page_host_unknown",
    args: () => ["doctor", "https://app.invalid/"],
    cause: /address/,
    remedy: /host/,
  },
  "https at a port without TLS": {
    id: "page_no_tls",
    args: (args) => ["doctor", args[1].replace("http:", "https:")],
    certificate: undefined,
    cause: /does not speak TLS/,
    remedy: /port of https/,
  },
  "no answer": {
    id: "page_timeout",
    site(site) {
      site.intercept = () => new Promise(() => {});
    },
    args: (args) => [...pageOnly(args, ""), "--timeout", "0.5"],
    cause: /No complete answer/,
    remedy: /server's log/,
  },
  "an expired certificate": {
    id: "certificate_expired",
    certificate: "expired",
    args: pageOnly,
    cause: /expired certificate/,
    remedy: /renew/,
  },
  "a self-signed certificate": {
    id: "certificate_self_signed",
    certificate: "selfSigned",
    isWarning: true,
    args: pageOnly,
    cause: /public authorities/,
    remedy: /tunnel/,
  },
  "a certificate for another host": {
    id: "certificate_other_host",
    certificate: "otherHost",
    isWarning: true,
    args: pageOnly,
    cause: /do not contain the host/,
    remedy: /names this host/,
  },
  "a certificate without its issuer's": {
    id: "certificate_incomplete",
    certificate: "unknown",
    isWarning: true,
    args: pageOnly,
    cause: /its own certificate only/,
    remedy: /full chain/,
  },
  "a redirect to another host": {
    id: "redirect_other_host",
    site: withRedirect(() => "https://login.example.com/?next=a-secret-of-the-query"),
    args: pageOnly,
    cause: /leads to https:\/\/login\.example\.com\/\?\.\.\., which was not asked/,
    remedy: /openUrl/,
  },
  "a redirect that never ends": {
    id: "redirect_loop",
    site: withRedirect((origin) => `${origin}/`),
    args: pageOnly,
    cause: /More than 5 redirects/,
    remedy: /without cookies/,
  },
  "a redirect to http": {
    id: "redirect_to_http",
    site: withRedirect((origin) => `${origin.replace("https:", "http:")}/app`),
    args: pageOnly,
    certificate: "good",
    cause: /ends TLS/,
    remedy: /trust the proxy/,
  },
  "a redirect to another page": {
    id: "redirect",
    isWarning: true,
    site(site) {
      site.intercept = async (request, origin) =>
        new URL(request.url).pathname === "/home" ? Response.redirect(`${origin}/`, 302) : undefined;
    },
    args: (args, origin) => ["doctor", `${origin}/home`],
    cause: /x-zoom-app-context to .*\/home only/,
    remedy: /OAuth allow list/,
  },
  "a sign-in in front of the page": {
    id: "page_status",
    site(site) {
      site.status = 401;
    },
    args: pageOnly,
    cause: /asks for a sign-in/,
    remedy: /200 to everybody/,
  },
  "an error page": {
    id: "page_status",
    site(site) {
      site.status = 500;
    },
    args: pageOnly,
    cause: /not the app's page/,
    remedy: /200/,
  },
  "a page that is text/plain": {
    id: "page_not_html",
    site(site) {
      site.headers["content-type"] = "text/plain";
    },
    args: pageOnly,
    cause: /shows the text/,
    remedy: /text\/html/,
  },
  "a script that is missing": {
    id: "script_missing",
    site(site) {
      site.head += '<script type="module" src="/gone.js"></script>';
    },
    cause: /\/gone\.js: the status is 404/,
    remedy: /every file of the build/,
  },
  "a module whose import is missing": {
    id: "script_missing",
    site: withScript('import "./chunks/gone.js";'),
    cause: /\/chunks\/gone\.js: the status is 404/,
    remedy: /every file of the build/,
  },
  "a script that is the app's page": {
    id: "script_content_type",
    site(site) {
      site.head += '<script type="module" src="/other.js"></script>';
      site.files["/other.js"] = { text: "<!doctype html>", type: "text/html" };
    },
    cause: /nosniff/,
    remedy: /text\/javascript/,
  },
  "a script over http": {
    id: "script_over_http",
    certificate: "good",
    site(site) {
      site.headers["content-security-policy"] += "; script-src-elem 'self' http://localhost:1";
      site.head += '<script src="http://localhost:1/a.js"></script>';
    },
    cause: /refuse http:\/\/localhost:1\/a\.js/,
    remedy: /over https/,
  },
  "the SDK by npm and by a script tag": {
    id: "sdk_twice",
    site(site) {
      site.headers["content-security-policy"] = site.headers["content-security-policy"]?.replace(
        "script-src",
        "script-src https://appssdk.zoom.us",
      );
      site.head += '<script src="https://appssdk.zoom.us/sdk.js"></script>';
    },
    cause: /1 by a script tag, 1 in its own scripts/,
    remedy: /Load it once/,
  },
  "authorize is not among the capabilities": {
    id: "capability_authorize_missing",
    site: withApp('["authorize", "onAuthorized"]', '["onAuthorized"]'),
    cause: /capability_missing/,
    remedy: /Add "authorize"/,
  },
  "onAuthorized is not among the capabilities": {
    id: "capability_on_authorized_missing",
    site: withApp('["authorize", "onAuthorized"]', '["authorize"]'),
    cause: /sends no event/,
    remedy: /Add "onAuthorized"/,
  },
  "config is not awaited": {
    id: "config_not_awaited",
    site: withApp("await zoomSdk.config", "zoomSdk.config"),
    cause: /refuses every other call/,
    remedy: /await zoomSdk\.config/,
  },
  "S256 in the client": {
    id: "s256_in_client",
    site: withApp("authorize(zoomSdk, {})", 'authorize(zoomSdk, { codeChallengeMethod: "S256" })'),
    cause: /means plain/,
    remedy: /code verifier itself/,
  },
  "a hash as the challenge, by hand": {
    id: "sha256_in_page",
    isWarning: true,
    site: withScript(
      'const hash = await crypto.subtle.digest("SHA-256", new Uint8Array()); window.sdk.authorize({ codeChallenge: btoa(hash) });',
    ),
    cause: /invalid_grant/,
    remedy: /code verifier itself/,
  },
  "the client secret in a script": {
    id: "secret_in_page",
    site: withScript(`const a = "${CLIENT_SECRET}";`),
    cause: /can read it/,
    remedy: /replace it in the Marketplace/,
  },
  "a token request of the page's own": {
    id: "token_request_in_page",
    site: withScript('const ask = () => fetch("https://zoom.us/oauth/token", { method: "POST" });'),
    cause: /CORS forbids it/,
    remedy: /backend/,
  },
};
