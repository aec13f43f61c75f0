// Makes a code verifier, keeps it in the session, and answers with its challenge.

import { createChallengeHandler } from "zoom-pkce/server";

import { readSession } from "../../../../../lib/session.js";
import { tokenOptions } from "../../../../../lib/zoom.js";

async function keepCodeVerifier(kept) {
  const session = await readSession();
  session.pendingSignIn = kept;
  await session.save();
}

export function POST(request) {
  const { allowedOrigins, onError } = tokenOptions();
  return createChallengeHandler({ allowedOrigins, keepCodeVerifier, onError })(request);
}
