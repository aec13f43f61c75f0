// What the source of the page shows: the SDK twice, capabilities that are missing, and secrets.

import { PAGES, errorPage } from "../../shared/pages.js";
import { fault, ok, unseen, warning } from "../../shared/finding.js";
import { hasSdk, isSdkUrl } from "./sdk.js";

/** @import { Finding } from "../../shared/finding.js" */
/** @import { Page } from "./html.js" */
/** @import { ParsedScript } from "./syntax.js" */

/** What a sign-in needs, and what follows without it. */
const NEEDED = Object.entries({
  authorize: "the client refuses authorize, which ends in capability_missing",
  onAuthorized: "the client sends no event, and authorize ends in timeout after five minutes",
});

/**
 * @param {Page} page
 * @param {ParsedScript[]} scripts
 * @returns {Finding[]}
 */
export function checkSdk(page, scripts) {
  const tags = page.scripts.filter(({ url, isPreload }) => url && isSdkUrl(url) && !isPreload).length;
  const bundled = scripts.filter(({ text }) => hasSdk(text)).length;
  if (tags + bundled > 1) {
    return [
      fault("sdk_twice", {
        title: "The page loads Zoom's SDK more than once",
        cause: `${tags} by a script tag, ${bundled} in its own scripts. The client answers one of them only: the others end in sdk_not_configured or timeout.`,
        remedy: "Load it once: remove the script tag, or pass window.zoomSdk and remove the package.",
        page: errorPage("sdk_not_configured"),
      }),
    ];
  }
  return tags + bundled === 1
    ? [ok("sdk", "Zoom's SDK is loaded once")]
    : [
        unseen(
          "sdk_unseen",
          "Zoom's SDK was not found",
          "It may be loaded later, or from a host that was not named.",
        ),
      ];
}

/**
 * @param {ParsedScript[]} scripts
 * @returns {Finding[]}
 */
export function checkConfig(scripts) {
  const calls = scripts.flatMap(({ configCalls }) => configCalls);
  const lists = calls.flatMap(({ capabilities }) => (capabilities === undefined ? [] : [capabilities]));
  const findings = [];
  if (lists.length === 0) {
    findings.push(
      unseen(
        "capabilities_unseen",
        "the capabilities of zoomSdk.config were not found",
        "The source does not show them as a list of texts.",
      ),
    );
  } else {
    const [best = []] = [...lists].sort((a, b) => countNeeded(b) - countNeeded(a));
    const missing = NEEDED.filter(([name]) => !best.includes(name));
    for (const [name, effect] of missing) {
      findings.push(
        fault(`capability_${name === "authorize" ? "authorize" : "on_authorized"}_missing`, {
          title: `zoomSdk.config does not list the capability ${name}`,
          cause: `Without it, ${effect}.`,
          remedy: `Add "${name}" to the capabilities, and enable it on the app's features tab in the Marketplace.`,
          page: errorPage(name === "authorize" ? "capability_missing" : "timeout"),
        }),
      );
    }
    if (missing.length === 0)
      findings.push(ok("capabilities", "zoomSdk.config lists authorize and onAuthorized"));
  }
  if (calls.length > 0 && calls.every(({ isAwaited }) => !isAwaited)) {
    findings.push(
      fault("config_not_awaited", {
        title: "Nothing waits for zoomSdk.config",
        cause: "Until its promise resolves, the SDK refuses every other call: sdk_not_configured.",
        remedy: "Write await zoomSdk.config(…), and call authorize after it.",
        page: errorPage("sdk_not_configured"),
      }),
    );
  }
  return findings;
}

/** @param {readonly string[]} list */
const countNeeded = (list) => NEEDED.filter(([name]) => list.includes(name)).length;

/** A hash made in a page that also calls `zoomSdk.authorize`. */
const HASHES = /\bdigest\(\s*["'`]SHA-256["'`]/;
const AUTHORIZES = /\.authorize\(\s*\{[^{}]{0,500}\bcodeChallenge\b/;

/**
 * @param {ParsedScript[]} scripts
 * @returns {Finding[]}
 */
export function checkMethod(scripts) {
  const advice = {
    remedy:
      "In the Zoom client the challenge is the code verifier itself: leave codeChallengeMethod out, or set it to plain.",
    page: PAGES.method,
  };
  if (scripts.some(({ choosesS256 }) => choosesS256)) {
    return [
      fault("s256_in_client", {
        title: "The page asks for S256 in the Zoom client",
        cause:
          "zoomSdk.authorize has no parameter for the method, which means plain: the token endpoint answers invalid_grant.",
        ...advice,
      }),
    ];
  }
  if (scripts.some(({ text }) => HASHES.test(text) && AUTHORIZES.test(text))) {
    return [
      warning("sha256_in_page", {
        title: "The page makes a SHA-256 hash and calls zoomSdk.authorize",
        cause:
          "If the hash is the code challenge, the token endpoint answers invalid_grant: for Zoom's client it is plain.",
        ...advice,
      }),
    ];
  }
  return [];
}

/**
 * @param {string[]} texts The page and its scripts.
 * @param {string | undefined} clientSecret
 * @returns {Finding[]}
 */
export function checkSecrets(texts, clientSecret) {
  const findings = [];
  if (clientSecret && texts.some((text) => text.includes(clientSecret))) {
    findings.push(
      fault("secret_in_page", {
        title: "The client secret is in the page",
        cause: "Everybody who opens the page can read it, and act as the app.",
        remedy:
          "Keep it on the backend, out of variables that the bundler puts into pages, and replace it in the Marketplace now.",
        page: PAGES.secret,
      }),
    );
  }
  if (texts.some((text) => /\bzoom(\.us|gov\.com)\/oauth\/token\b/.test(text))) {
    findings.push(
      fault("token_request_in_page", {
        title: "The page names Zoom's token endpoint",
        cause: "A page cannot call it: the client secret would be in the page, and CORS forbids it.",
        remedy: "Send code and code verifier to the backend, and let it make the token request.",
        page: PAGES.sentToZoom,
      }),
    );
  }
  return findings;
}
