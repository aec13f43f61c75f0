// A line of the simulated Zoom's log. It says why a code was refused.

import { EXPLANATIONS } from "../../simulator/server/explanations.js";
import { PAGES } from "../shared/pages.js";

/** @import { Explanation } from "./explanation.js" */

const ANEW = "Authorize again for a new code.";
const SAME_URL =
  "Send the event's redirectUri to the backend, and from there to the token endpoint, without a change to its slash, case, query or fragment.";

/** @type {Readonly<Record<keyof typeof EXPLANATIONS, string>>} */
const REMEDIES = {
  codeUnknown: `Use the code on the server that made it, before that server is restarted. ${ANEW}`,
  codeUsed: `Exchange a code once: look for a second request, such as an effect that runs twice. ${ANEW}`,
  codeExpired: `Exchange the code as soon as it comes. ${ANEW}`,
  otherClient: "Let page and backend use the same client ID.",
  codeRaced: `Exchange a code once: look for two requests at the same time. ${ANEW}`,
  verifierUnasked: "Pass codeChallenge to zoomSdk.authorize, or leave code_verifier out.",
  verifierMissing: "Send the page's code_verifier to the backend, and from there to the token endpoint.",
  verifierMalformed: "Use generateCodeVerifier of zoom-pkce, and pass the code verifier on unchanged.",
  challengeHashed:
    "In the Zoom client the method is plain: pass the code verifier itself as codeChallenge. authorize of zoom-pkce does so by default.",
  challengePlain:
    "Where the method S256 is announced, send BASE64URL(SHA256(code verifier)) as the challenge.",
  verifierMismatch:
    "Send the code verifier of this very sign-in: look for one that a second click or another tab has replaced.",
  redirectUriMissing: SAME_URL,
  redirectUriOther: SAME_URL,
};

/**
 * @param {string} text
 * @returns {Explanation | undefined}
 */
export function recognizeSimulatorLog(text) {
  for (const [name, explanation] of Object.entries(EXPLANATIONS)) {
    if (!text.includes(explanation)) continue;
    return {
      id: `simulator_${name}`,
      title: "The simulated Zoom says why it refused the code",
      cause:
        name === "redirectUriOther"
          ? "redirect_uri is not that of the authorization request."
          : sentence(explanation),
      remedy: REMEDIES[/** @type {keyof typeof REMEDIES} */ (name)],
      page: PAGES.whyRefused,
    };
  }
  return undefined;
}

/** @param {string} text The beginning of a sentence. */
const sentence = (text) =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith("lives") ? " a few minutes" : ""}.`;
