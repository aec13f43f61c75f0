// The session: an encrypted cookie, which every instance with the same SESSION_SECRET can read.

import { getIronSession } from "iron-session";
import { cookies } from "next/headers";

export async function readSession() {
  return getIronSession(await cookies(), {
    cookieName: "session",
    password: process.env.SESSION_SECRET,
    // HttpOnly and Secure are the defaults. In Zoom's web client the app is in a frame, and its cookie a third party's.
    cookieOptions: { sameSite: "none", partitioned: true },
  });
}
