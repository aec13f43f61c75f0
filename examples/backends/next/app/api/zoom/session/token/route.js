// Signs in with the code verifier of the session.

import { createTokenHandler } from "zoom-pkce/server";

import { readSession } from "../../../../../lib/session.js";
import { tokenOptions } from "../../../../../lib/zoom.js";

/**
 * Takes the code verifier out of the session. A copy of the cookie could be sent again within 15
 * minutes; it is of no use, because Zoom accepts a code only once.
 */
async function getCodeVerifier() {
  const session = await readSession();
  const { pendingSignIn } = session;
  delete session.pendingSignIn;
  await session.save();
  return pendingSignIn;
}

export const POST = (request) => createTokenHandler({ ...tokenOptions(), getCodeVerifier })(request);
