// Messages of other programs that say little by themselves, and are often all that there is.

import { ERROR_TEXTS } from "../../error-texts.js";
import { PAGES, errorPage } from "../shared/pages.js";

/** @import { Explanation } from "./explanation.js" */

/** @type {{ patterns: RegExp[], explanation: Explanation }[]} All patterns of one must match. */
const SYMPTOMS = [
  {
    patterns: [/\/oauth\/token\b/, /\b400\b/],
    explanation: {
      id: "token_endpoint_400",
      title: "Zoom's token endpoint answered 400",
      cause:
        "The body of the answer says why, and it is not in this text. Mostly the code was refused, or the parameters are in the query string.",
      remedy:
        "Log the body without its secrets (axios: error.response.data; requests: response.text), and explain that. Send the parameters in the form body.",
      page: PAGES.goesWrong,
    },
  },
  {
    patterns: [
      /\bcode\b["'‘’“”]?\s*[:=]\s*["'‘’“”]?124\b|\bInvalid access token\b|\bAccess token is expired\b/i,
    ],
    explanation: {
      id: "zoom_api_124",
      title: "Zoom's API refuses the access token (124)",
      cause: "The access token has ended after its hour, was replaced by a newer one, or was revoked.",
      remedy:
        "Refresh it, and keep the refresh token that comes with the new one: createTokenRefresher of zoom-pkce/server does both.",
      page: PAGES.tokens,
    },
  },
  {
    patterns: [
      /\bstate must be a string\b|\b(invalid|missing) state( parameter)?\b|\bstate( parameter)? is (invalid|missing)\b/i,
    ],
    explanation: {
      id: "state_of_add",
      title: "A callback without the state that was expected",
      cause:
        'After "Add" in the Marketplace, people arrive with a code and without a state: the app has not started that flow. Otherwise the session\'s cookie was lost on the way.',
      remedy:
        "Do not use such a code: start the flow anew, which Zoom answers at once. createCallbackHandler of zoom-pkce/server does that.",
      page: PAGES.add,
    },
  },
  {
    patterns: [/\bunsupportedApis\b/, /\b(authorize|onAuthorized)\b/],
    explanation: {
      id: "unsupported_apis",
      title: "The Zoom client lacks an API of the sign-in",
      cause:
        "The answer of zoomSdk.config lists it in unsupportedApis: the client is too old, or not one that has it.",
      remedy: "Update the Zoom client: desktop 5.10.0, iOS 5.10.6, Android 5.14.5 or later.",
      page: errorPage("capability_missing"),
    },
  },
  {
    patterns: [/\b(blank|white|empty) (panel|screen|page|frame)\b/i],
    explanation: {
      id: "blank_panel",
      title: "The panel stays blank",
      cause:
        "The page lacks one of the four headers that Zoom requires, its domain is not on the app's domain allow list, or its Content-Security-Policy keeps its own scripts out.",
      remedy:
        "Run npx zoom-pkce doctor with the Home URL, and compare the domain allow list in the Marketplace.",
      page: PAGES.headers,
    },
  },
  {
    patterns: [/\bUnexpected token\b[^]{0,5}</],
    explanation: {
      id: "html_for_json",
      title: "A page came where JSON was expected",
      cause: "The path is not the backend's, or a sign-in page or a proxy answers in front of it.",
      remedy: ERROR_TEXTS.invalid_response.hint,
      page: errorPage("invalid_response"),
    },
  },
  {
    patterns: [/\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|UND_ERR_\w+|fetch failed)\b/],
    explanation: {
      id: "zoom_not_reached",
      title: "The backend did not reach a server",
      cause: "The connection failed. If the server is zoom.us, a firewall or a proxy is in between.",
      remedy:
        "Let the backend reach zoom.us over https. Node's fetch uses a proxy only with NODE_USE_ENV_PROXY=1.",
      page: PAGES.proxy,
    },
  },
  {
    patterns: [/\bFailed to fetch\b|\bNetworkError when attempting to fetch\b|\bLoad failed\b/],
    explanation: {
      id: "failed_to_fetch",
      title: "The page's request failed",
      cause:
        "Browsers say the same of a server that does not answer, of CORS and of the page's policy. The console has another line that says which.",
      remedy: ERROR_TEXTS.network_error.hint,
      page: errorPage("network_error"),
    },
  },
];

/**
 * @param {string} text
 * @returns {Explanation | undefined}
 */
export const recognizeSymptom = (text) =>
  SYMPTOMS.find(({ patterns }) => patterns.every((pattern) => pattern.test(text)))?.explanation;
