// The other way: the code verifier is made here, and stays in the session.

import { createChallengeHandler } from "zoom-pkce/server";

import { readSession } from "../../../../../lib/session.js";
import { zoomOptions } from "../../../../../lib/zoom.js";

async function keepCodeVerifier(kept) {
  const session = await readSession();
  session.zoom = kept;
  await session.save();
}

export function POST(request) {
  const { allowedOrigins, onError } = zoomOptions();
  return createChallengeHandler({ allowedOrigins, keepCodeVerifier, onError })(request);
}
