// Looks at the endpoint of the backend that takes the code.

import { PAGES } from "../../shared/pages.js";
import { checkConnection, unreachable } from "../connection.js";
import { fault, ok, unseen } from "../../shared/finding.js";
import { isLoopback } from "../../../forward/target.js";
import { NoAnswer } from "../request.js";
import { checkBackendAnswer } from "./answer.js";
import { checkForeignPreflight, checkPreflight } from "./cors.js";
import { impossibleSignIn, post, preflight } from "./sign-in.js";

/** @import { Finding } from "../../shared/finding.js" */
/** @import { Answer } from "../request.js" */

/** The origin of a page that is not the app's. Nothing is sent to it (RFC 2606). */
const FOREIGN = "https://attacker.example";

/**
 * @typedef {object} BackendOptions
 * @property {URL} backend
 * @property {URL | undefined} page The page that posts; on the backend's own origin by default.
 * @property {string | undefined} redirectUri
 * @property {AbortSignal} signal
 */

/**
 * @param {BackendOptions} options
 * @returns {Promise<Finding[]>}
 */
export async function examineBackend({ backend, page, redirectUri, signal }) {
  if (backend.protocol === "http:" && !isLoopback(backend.hostname)) {
    return [
      fault("backend_insecure", {
        title: "The backend is http on another machine",
        cause:
          "Code and code verifier would be readable on the way: forward refuses it with insecure_endpoint. It was not asked.",
        remedy: "Serve the backend over https.",
        page: PAGES.backend,
      }),
    ];
  }
  const origin = page?.origin ?? backend.origin;
  const signIn = impossibleSignIn(backend, redirectUri ?? page?.href ?? `${backend.origin}/`);
  const isOther = origin !== backend.origin;
  try {
    const [answer, foreign, asked, askedByForeign] = await Promise.all([
      post(signIn, origin, signal),
      post(signIn, FOREIGN, signal),
      isOther ? preflight(backend, origin, signal) : undefined,
      isOther ? preflight(backend, FOREIGN, signal) : undefined,
    ]);
    const findings = checkBackendAnswer(answer, signIn.code);
    const hasAskedZoom = findings.some(({ id }) => id === "backend_answer");
    return [
      ...checkConnection(answer, PAGES.backend),
      ...(asked ? checkPreflight(asked, origin) : []),
      ...(askedByForeign ? checkForeignPreflight(askedByForeign, FOREIGN) : []),
      ...findings,
      ...checkOrigins(answer, foreign, hasAskedZoom),
    ];
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return [unreachable("backend", backend, error, PAGES.backend)];
  }
}

/**
 * @param {Answer} answer To the app's page.
 * @param {Answer} foreign To a page of another origin.
 * @param {boolean} hasAskedZoom Whether the backend has asked Zoom for the app's page.
 * @returns {Finding[]}
 */
function checkOrigins(answer, foreign, hasAskedZoom) {
  const isRefused = foreign.status === 403 || (answer.status === 400 && [401, 404].includes(foreign.status));
  if (isRefused) return [ok("backend_origins", "the backend refuses pages of other origins")];
  // A refusal before Zoom is asked says nothing about origins.
  if (!hasAskedZoom || foreign.status !== answer.status) {
    return [
      unseen(
        "backend_origins_unseen",
        "whether the backend refuses pages of other origins",
        "It has not asked Zoom, or answers them in another way.",
      ),
    ];
  }
  return [
    fault("backend_any_origin", {
      title: "The backend takes requests of every page",
      cause:
        "Any page can make a browser post a code of its own, and so sign the person in to another account.",
      remedy: "Answer 403 if Origin is there and not the page's own. The handlers of zoom-pkce/server do.",
      page: PAGES.pseudoCode,
    }),
  ];
}
