// The session: an encrypted cookie, which every instance with the same SESSION_SECRET can read.

import { getIronSession } from "iron-session";
import { cookies } from "next/headers";

export async function readSession() {
  return getIronSession(await cookies(), {
    cookieName: "session",
    password: process.env.SESSION_SECRET,
    // Zoom's web client shows the app in a frame, where the cookie is a third-party cookie. The
    // attributes HttpOnly and Secure are iron-session's defaults.
    cookieOptions: { sameSite: "none", partitioned: true },
  });
}
