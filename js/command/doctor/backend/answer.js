// What the backend answers to a sign-in that can't succeed.

import { parseObject } from "../../../server/zoom-answer.js";
import { PAGES } from "../../shared/pages.js";
import { fault, ok, unseen, warning } from "../../shared/finding.js";
import { essenceOf } from "../page/headers.js";

/** @import { Finding } from "../../shared/finding.js" */
/** @import { Answer } from "../request.js" */

/** @type {Readonly<Record<number, [id: string, title: string, cause: string, remedy: string, page: string]>>} */
const BY_STATUS = {
  404: [
    "backend_not_found",
    "The backend has nothing at this path (404)",
    "The path is another one, or a proxy does not pass it on.",
    "Check the path, and the proxy of the development server.",
    PAGES.backend,
  ],
  405: [
    "backend_method",
    "The backend does not take POST at this path (405)",
    "The route is registered for another method, or the path is that of another endpoint.",
    "Register the route for POST, and check the path.",
    PAGES.arrives,
  ],
  413: [
    "backend_body_limit",
    "The backend refuses the size of the body (413)",
    "A sign-in's body has up to 40 KiB.",
    "Raise the limit of the body parser or of the proxy to 40 KiB.",
    PAGES.pseudoCode,
  ],
  415: [
    "backend_media_type",
    "The backend does not take JSON (415)",
    "forward posts application/json by default.",
    'Parse JSON in the backend, or pass forward the option format: "form".',
    PAGES.arrives,
  ],
  422: [
    "backend_fields",
    "The backend refuses the fields of the body (422)",
    "It expects other names, or more of them, than forward posts: code, code_verifier, redirect_uri and state.",
    "Read these names, or pass forward the option body.",
    PAGES.arrives,
  ],
  401: [
    "backend_unauthorized",
    "The backend asks for a sign-in before the sign-in (401)",
    "A guard in front of the endpoint refuses people without a session.",
    "Leave the endpoint out of that guard.",
    PAGES.backend,
  ],
  403: [
    "backend_forbids_page",
    "The backend refuses the page's origin, or wants a CSRF token (403)",
    "Behind a proxy, the backend may see another host or http:, and take the page for a foreign one.",
    "Name the page's origin in allowedOrigins of createTokenHandler, let the framework trust the proxy, or send the token in the option headers of forward.",
    PAGES.pseudoCode,
  ],
};

/** What the body says if Zoom refuses the token request for another reason than the code. */
const SAYS_TOKEN_REQUEST = /\btoken_request_failed\b|\binvalid_client\b|\bquery string\b/i;

/**
 * @param {Answer} answer
 * @param {string} code The code that was sent.
 * @returns {Finding[]}
 */
export function checkBackendAnswer(answer, code) {
  const { status, text, header } = answer;
  const body = parseObject(text);
  const findings = [checkStatus(status, body, text)];
  if (text.includes(code)) {
    findings.push(
      fault("backend_repeats_code", {
        title: "The backend's answer repeats the authorization code",
        cause: "Zoom's reason has it, and the backend passes the reason on: pages and their logs get it.",
        remedy: 'Answer {"error":"invalid_grant"} without Zoom\'s reason.',
        page: PAGES.answer,
      }),
    );
  }
  const type = essenceOf(header("content-type"));
  if (body !== undefined && type !== "application/json") {
    findings.push(
      fault("backend_json_type", {
        title: `The backend's JSON is ${type ?? "without a Content-Type"}`,
        cause: "A browser shows JSON that is text/html as a page, with whatever is in it.",
        remedy: "Answer with Content-Type: application/json.",
        page: PAGES.answer,
      }),
    );
  }
  return findings;
}

/**
 * @param {number} status
 * @param {Record<string, unknown> | undefined} body
 * @param {string} text
 * @returns {Finding}
 */
function checkStatus(status, body, text) {
  if (status >= 300 && status < 400) {
    return fault("backend_redirect", {
      title: `The backend answers with a redirect (${status})`,
      cause: "forward follows none, so that code and code verifier go to one place only: redirect_refused.",
      remedy:
        "Give the final URL of the endpoint, with or without its slash, over https, and let a guard answer 401.",
      page: PAGES.forwarding,
    });
  }
  if (status >= 200 && status < 300) return checkSuccess(body, text);
  // A body of createTokenHandler says more than its status.
  if (body?.error === "invalid_grant") {
    return ok(
      "backend_answer",
      "the backend has asked Zoom, and refuses a code that does not exist (invalid_grant)",
    );
  }
  // Some backends pass Zoom's answer on, with its status.
  if (SAYS_TOKEN_REQUEST.test(JSON.stringify(body ?? ""))) return wrongRequest();
  const known = BY_STATUS[status];
  if (known !== undefined) {
    const [id, title, cause, remedy, page] = known;
    // The page may post other fields, by the option body of forward.
    const report = status === 422 ? warning : fault;
    return report(id, { title, cause, remedy, page });
  }
  if (status === 429 || (status === 503 && body !== undefined)) {
    return unseen("backend_busy", `the backend takes no requests for now (${status})`, "Run it again later.");
  }
  if (status === 400 && body !== undefined) return checkRefusal(body);
  return checkFailure(status);
}

/**
 * @param {Record<string, unknown> | undefined} body
 * @param {string} text
 * @returns {Finding}
 */
function checkSuccess(body, text) {
  if (body === undefined && text.trim() !== "") {
    const isPage = /^\s*</.test(text);
    return fault("backend_not_json", {
      title: isPage ? "The backend answers with a page" : "The backend's answer is not JSON",
      cause: isPage
        ? "The path is not the backend's: a server for single-page apps answers every path with the app's page."
        : "forward reads JSON, and ends in invalid_response.",
      remedy: "Check the path and the development server's proxy, and answer application/json.",
      page: PAGES.answer,
    });
  }
  return fault("backend_accepts_bad_code", {
    title: "The backend answers a code that does not exist with a success",
    cause: "It has not asked Zoom, or it drops Zoom's error: the page takes the person for signed in.",
    remedy: 'Answer 400 {"error":"invalid_grant"} if Zoom refuses the code.',
    page: PAGES.answer,
  });
}

/**
 * @param {Record<string, unknown>} body
 * @returns {Finding}
 */
function checkRefusal(body) {
  const said = `${body.error} ${body.error_description} ${body.message} ${body.reason}`;
  if (/redirect[ _]?ur[il]/i.test(said)) {
    return fault("backend_redirect_uri", {
      title: "The backend refuses the redirect URI of the page",
      cause:
        "Its list (allowedRedirectUris of createTokenHandler) does not have the page's URL, character for character.",
      remedy: "Add the URL that the event names, with its slash and query. --redirect-uri tries another one.",
      page: PAGES.redirectUri,
    });
  }
  if (/code[ _]?verifier|session|\bstate\b/i.test(said)) {
    return unseen(
      "backend_keeps_verifier",
      "the backend has not asked Zoom",
      "It keeps the code verifier in a session, and this request has none.",
    );
  }
  return unseen(
    "backend_refused_before_zoom",
    "the backend refuses the request (400), and does not say that it was Zoom",
    "Its own checks may come first, or it does not pass invalid_grant on: then forward cannot name the cause.",
  );
}

/** @param {number} status @returns {Finding} */
function checkFailure(status) {
  return fault("backend_failed", {
    title: `The backend fails (${status})`,
    cause:
      status === 502 || status === 504
        ? "A proxy does not reach the backend, or the backend does not reach Zoom."
        : "Its code has thrown, or a credential is missing where it runs.",
    remedy: "Look at its log, and check that ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET are set there.",
    page: PAGES.answer,
  });
}

const wrongRequest = () =>
  fault("backend_token_request", {
    title: "The backend's token request fails for another reason than the code",
    cause:
      "Mostly its client ID or client secret are wrong, its parameters are in the query string, or it does not reach Zoom.",
    remedy:
      "Look at the backend's log, and run npx zoom-pkce explain with what it says. --client-id checks the credentials.",
    page: PAGES.goesWrong,
  });
