// Requests the app's Home URL as Zoom does, and follows its redirects on the hosts that were named.

import { printableUrl } from "../../../shared/printable.js";
import { PAGES } from "../../shared/pages.js";
import { unreachable } from "../connection.js";
import { fault, warning } from "../../shared/finding.js";
import { NoAnswer, request } from "../request.js";

/** @import { Finding } from "../../shared/finding.js" */
/** @import { Answer } from "../request.js" */

const MAX_REDIRECTS = 5;

/** What a browser sends when it opens a page. */
const NAVIGATION = {
  accept: "text/html,*/*;q=0.8",
  "sec-fetch-dest": "document",
  "sec-fetch-mode": "navigate",
};

/**
 * @param {URL} url
 * @param {(url: URL) => boolean} isNamed
 * @param {AbortSignal} signal
 * @returns {Promise<{ answer?: Answer, findings: Finding[] }>} The page's own answer. `undefined` if
 *   there is none.
 */
export async function loadPage(url, isNamed, signal) {
  let current = url;
  for (let redirects = 0; ; redirects++) {
    /** @type {Answer} */
    let answer;
    try {
      answer = await request(current, { signal, headers: NAVIGATION });
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return { findings: [unreachable("page", current, error)] };
    }
    const location = answer.header("location");
    if (answer.status < 300 || answer.status >= 400 || location === undefined) {
      return { answer, findings: redirects === 0 ? [] : [redirected(url, current)] };
    }
    const next = URL.canParse(location, current.href) ? new URL(location, current) : undefined;
    const problem =
      redirects === MAX_REDIRECTS ? LOOP : next === undefined || !isNamed(next) ? otherHost(next) : undefined;
    if (problem !== undefined) return { findings: [problem] };
    if (current.protocol === "https:" && next?.protocol === "http:") return { findings: [TO_HTTP] };
    current = /** @type {URL} */ (next);
  }
}

const LOOP = fault("redirect_loop", {
  title: "The Home URL redirects without an end",
  cause: `More than ${MAX_REDIRECTS} redirects, such as between two spellings of a URL, or to a sign-in that needs a cookie which a frame does not keep.`,
  remedy: "Let the Home URL answer with the page itself, also without cookies.",
  page: PAGES.homeUrl,
});

const TO_HTTP = fault("redirect_to_http", {
  title: "The Home URL redirects from https to http",
  cause: "The server makes absolute URLs with http:, mostly since a proxy in front of it ends TLS.",
  remedy: 'Let the framework trust the proxy (Express: app.set("trust proxy", 1)), or redirect to a path.',
  page: PAGES.homeUrl,
});

/** @param {URL | undefined} next */
const otherHost = (next) =>
  fault("redirect_other_host", {
    title: "The Home URL redirects to another host",
    cause: `It leads to ${next ? printableUrl(next.href) : "no URL"}, which was not asked. Zoom sends x-zoom-app-context to the Home URL only, and shows hosts of the domain allow list only.`,
    remedy:
      "Let the Home URL be the page itself. Open a sign-in of other hosts outside of the client, with zoomSdk.openUrl.",
    page: PAGES.homeUrl,
  });

/**
 * @param {URL} from
 * @param {URL} to
 */
const redirected = (from, to) =>
  warning("redirect", {
    title: `The Home URL redirects to ${printableUrl(to.href)}`,
    cause: `Zoom sends x-zoom-app-context to ${printableUrl(from.href)} only, and the page that calls authorize is the other one.`,
    remedy:
      "Let the Home URL be the page itself, or keep the context in the session, and put the page's own URL on the OAuth allow list.",
    page: PAGES.homeUrl,
  });
