// The other half of it: the code verifier comes out of the session.

import { createTokenHandler } from "zoom-pkce/server";

import { readSession } from "../../../../../lib/session.js";
import { zoomOptions } from "../../../../../lib/zoom.js";

/** A copy of the cookie may come again. It is no good: Zoom takes a code once, and another code has another code verifier. */
async function getCodeVerifier() {
  const session = await readSession();
  const { zoom } = session;
  delete session.zoom;
  await session.save();
  return zoom;
}

export const POST = (request) => createTokenHandler({ ...zoomOptions(), getCodeVerifier })(request);
