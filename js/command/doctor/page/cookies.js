// The cookies that the page sets: in the frame of Zoom's web client they are a third party's. One that
// no frame needs may be as it is.

import { PAGES } from "../../shared/pages.js";
import { ok, warning } from "../../shared/finding.js";

/** @import { Finding } from "../../shared/finding.js" */
/** @import { Answer } from "../request.js" */

/** A cookie that the browser is told to delete. */
const DELETED = /;\s*(max-age\s*=\s*(0|-\d+)|expires\s*=[^;]*\b19[67]\d\b[^;]*)\s*(;|$)/i;

/**
 * @param {Answer} answer
 * @returns {Finding[]}
 */
export function checkCookies({ cookies }) {
  const kept = cookies.filter((cookie) => !DELETED.test(cookie));
  if (kept.length === 0) return [];
  const attributes = kept.map((cookie) =>
    cookie
      .split(";")
      .slice(1)
      .map((attribute) => attribute.trim().toLowerCase()),
  );
  const lacks = (/** @type {string} */ attribute) => attributes.some((found) => !found.includes(attribute));
  const remedy = "Set it with SameSite=None; Secure; Partitioned.";
  if (lacks("samesite=none")) {
    return [
      warning("cookie_same_site", {
        title: "A cookie of the page is not SameSite=None",
        cause:
          "In the frame of Zoom's web client, browsers neither keep nor send it: every request comes without the session.",
        remedy,
        page: PAGES.cookie,
      }),
    ];
  }
  if (lacks("secure")) {
    return [
      warning("cookie_not_secure", {
        title: "A cookie with SameSite=None is not Secure",
        cause:
          "Browsers drop it. Behind a proxy that ends TLS, a framework sets Secure only if it trusts the proxy.",
        remedy,
        page: PAGES.cookie,
      }),
    ];
  }
  if (lacks("partitioned")) {
    return [
      warning("cookie_not_partitioned", {
        title: "A cookie is not Partitioned",
        cause: "Browsers that block third-party cookies do not keep it in Zoom's frame.",
        remedy,
        page: PAGES.cookie,
      }),
    ];
  }
  return [ok("cookies", "the cookies fit a frame")];
}
