// One token request with a code that can't exist: Zoom's answer tells wrong credentials from right ones.

import { randomBytes } from "node:crypto";

import { exchangeCode } from "../../server/exchange-code.js";
import { isCodeRefused } from "../../server/failures.js";
import { CREDENTIALS_INVALID, CREDENTIALS_MISSING, REDIRECT_URI_MISMATCH } from "../../server/zoom-codes.js";
import { isRedirectUriMismatch } from "../../server/zoom-reasons.js";
import { ZoomTokenError } from "../../server/zoom-token-error.js";
import { printableText } from "../../shared/printable.js";
import { ZOOM_CAUSES } from "../explain/zoom-causes.js";
import { PAGES } from "../shared/pages.js";
import { fault, ok, unseen } from "../shared/finding.js";

/** @import { Finding } from "../shared/finding.js" */

/**
 * @typedef {object} ClientOptions
 * @property {string} clientId
 * @property {string | undefined} clientSecret `undefined` with `isPublic`.
 * @property {boolean} isPublic
 * @property {string} tokenUrl
 * @property {string} redirectUri
 * @property {number} timeoutMs
 */

/**
 * @param {ClientOptions} options
 * @returns {Promise<Finding[]>}
 */
export async function examineClient({ isPublic, clientSecret, clientId, ...request }) {
  if (!isPublic && clientSecret === undefined) {
    return [
      unseen(
        "client_secret_unseen",
        "the client's credentials were not tried",
        "There is no client secret: set ZOOM_CLIENT_SECRET, or pipe it in with --secret-stdin. --public-client tries the client ID alone.",
      ),
    ];
  }
  const spelling = [clientId, clientSecret ?? ""].find((text) => /^\s|\s$|^(["']).*\1$/.test(text));
  if (spelling !== undefined) {
    return [
      fault("client_spelling", {
        title: `The client ${spelling === clientId ? "ID" : "secret"} has quotes or white space around it`,
        cause: "They would be a part of it: Zoom does not know such credentials. Nothing was sent.",
        remedy:
          "Take them away where the value is set. Some tools take the quotes of an .env file literally.",
        page: PAGES.client,
      }),
    ];
  }
  try {
    await exchangeCode({
      ...request,
      clientId,
      ...(!isPublic && { clientSecret: /** @type {string} */ (clientSecret) }),
      code: randomBytes(24).toString("base64url"),
      codeVerifier: randomBytes(32).toString("base64url"),
    });
  } catch (error) {
    if (!(error instanceof ZoomTokenError)) throw error;
    return [explainRefusal(error, isPublic)];
  }
  return [
    fault("token_url_no_zoom", {
      title: "The token endpoint takes a code that does not exist",
      cause: "It is not Zoom's.",
      remedy: "Check --token-url. Zoom's is https://zoom.us/oauth/token.",
      page: PAGES.client,
    }),
  ];
}

/**
 * @param {ZoomTokenError} error
 * @param {boolean} isPublic
 * @returns {Finding}
 */
function explainRefusal(error, isPublic) {
  const { reason, zoomCode = 0, hint = "", retryable, status } = error;
  if (error.error === "invalid_argument") return notSent(error);
  if (retryable) {
    return unseen(
      "client_busy",
      "Zoom takes no requests for now",
      "Too many tokens were requested: run it again later.",
    );
  }
  if (zoomCode === REDIRECT_URI_MISMATCH || isRedirectUriMismatch(reason)) {
    return fault("client_redirect_uri", {
      title: "Zoom knows the credentials, and refuses the redirect URI",
      cause: "It is not on the app's OAuth allow list.",
      remedy: hint,
      page: PAGES.redirectUri,
    });
  }
  if (isCodeRefused(error)) {
    const known = isPublic ? "the client ID" : "the client ID and the client secret";
    return ok("client", `Zoom knows ${known}, and reads the form in the body`);
  }
  if (
    CREDENTIALS_INVALID.has(zoomCode) ||
    error.error === "invalid_client" ||
    error.error === "unauthorized_client"
  ) {
    const isMissing = zoomCode === CREDENTIALS_MISSING;
    return fault(isMissing ? "client_credentials_lost" : "client_credentials_wrong", {
      title: isMissing ? "The credentials did not reach Zoom" : "Zoom does not know these credentials",
      cause: isMissing
        ? "They were sent as HTTP Basic, and something on the way drops the Authorization header."
        : "The client ID and the client secret do not belong together, or to another app or environment.",
      remedy: hint,
      page: PAGES.client,
    });
  }
  const cause = ZOOM_CAUSES.get(zoomCode);
  if (cause !== undefined && zoomCode !== CREDENTIALS_MISSING) {
    return fault(`client_zoom_${zoomCode}`, {
      title: `Zoom answers ${zoomCode}`,
      cause,
      remedy: hint,
      page: PAGES.client,
    });
  }
  return status === undefined ? notReached(error) : notZoom(error);
}

/** @param {ZoomTokenError} error Its message names the argument, and no value. */
const notSent = ({ message }) =>
  fault("client_argument", {
    title: "The token request was not sent",
    cause: printableText(message),
    remedy: "Correct what is named. Client ID and client secret are printable ASCII without spaces.",
    page: PAGES.client,
  });

/** @param {ZoomTokenError} error */
const notReached = ({ error }) =>
  fault("token_url_unreachable", {
    title: "The token endpoint was not reached",
    cause:
      error === "timeout"
        ? "No answer came in time."
        : "The connection failed, or its certificate is not trusted.",
    remedy: "Check the network and --token-url. Node's fetch uses a proxy only with NODE_USE_ENV_PROXY=1.",
    page: PAGES.proxy,
  });

/** @param {ZoomTokenError} error */
function notZoom({ error, zoomCode }) {
  if (error === "invalid_request" || zoomCode === CREDENTIALS_MISSING) {
    return fault("token_url_body_lost", {
      title: "The form did not reach the token endpoint",
      cause:
        "It was in the body, as application/x-www-form-urlencoded, and the endpoint misses a part of it.",
      remedy: "Look for a proxy that drops the body or puts it into the query string.",
      page: PAGES.queryString,
    });
  }
  return fault("token_url_no_zoom", {
    title: "The answer is not that of Zoom's token endpoint",
    cause: "It is a redirect, a page, or an error that Zoom does not have.",
    remedy:
      "Check --token-url. Zoom's is https://zoom.us/oauth/token. Look for a proxy or a sign-in page in front of it.",
    page: PAGES.client,
  });
}
