// Makes a code verifier, keeps it in the session, and answers with its challenge.

import { createChallengeHandler } from "zoom-pkce/server";

import { keep } from "../../../../../lib/session.js";
import { tokenOptions } from "../../../../../lib/zoom.js";

export function POST(request) {
  const { allowedOrigins, onError } = tokenOptions();
  const keepCodeVerifier = (kept) => keep("pendingSignIn", kept);
  return createChallengeHandler({ allowedOrigins, keepCodeVerifier, onError })(request);
}
