// The other half of it: the code verifier comes out of the session.

import { createTokenHandler } from "zoom-pkce/server";

import { readSession } from "../../../../../lib/session.js";
import { zoomOptions } from "../../../../../lib/zoom.js";

/** A copy of the cookie may come again, for 15 minutes: what makes it good for one sign-in is that Zoom takes a code once. */
async function getCodeVerifier() {
  const session = await readSession();
  const { zoom } = session;
  delete session.zoom;
  await session.save();
  return zoom;
}

export const POST = (request) => createTokenHandler({ ...zoomOptions(), getCodeVerifier })(request);
