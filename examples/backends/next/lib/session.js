// The session: an encrypted cookie, which every instance with the same SESSION_SECRET can read. It
// holds `user`, the ID and name of the person who is signed in, and what is kept between the
// beginning of a sign-in and its code.

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

/**
 * Starts the session of a person. Nothing that was kept before is left in it.
 *
 * @param {{ id: string, name: string }} user
 */
export async function startSession(user) {
  const session = await readSession();
  for (const name of Object.keys(session)) delete session[name];
  session.user = user;
  await session.save();
}

export const endSession = async () => (await readSession()).destroy();

/** @param {"pendingSignIn" | "pendingInstall"} name @param {object} value */
export async function keep(name, value) {
  const session = await readSession();
  session[name] = value;
  await session.save();
}

/**
 * Takes a value out of the session. A copy of the cookie could be sent again within 15 minutes; it
 * is of no use, because Zoom accepts a code only once.
 *
 * @param {"pendingSignIn" | "pendingInstall"} name
 */
export async function take(name) {
  const session = await readSession();
  const value = session[name];
  delete session[name];
  await session.save();
  return value;
}
