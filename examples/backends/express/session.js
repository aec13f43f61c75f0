// The session of a browser, in Redis. It holds `user`, the ID and name of the person who is signed
// in, and what is kept between the beginning of a sign-in and its code.

import { RedisStore } from "connect-redis";
import session from "express-session";

import { redis } from "./redis.js";
import { sessionSecret } from "./settings.js";

/** @import { Request, Response } from "express" */

const NAME = "session";

export const sessions = session({
  name: NAME,
  store: new RedisStore({ client: redis }),
  secret: sessionSecret,
  resave: false,
  saveUninitialized: false,
  // Zoom's web client shows the app in a frame, where the cookie is a third-party cookie.
  cookie: { httpOnly: true, secure: true, sameSite: "none", partitioned: true },
});

/**
 * Starts the session of a person, with a new ID: a session ID from before the sign-in must not
 * become signed in.
 *
 * @param {Request} req
 * @param {{ id: string, name: string }} user
 */
export async function startSession(req, user) {
  await done((callback) => req.session.regenerate(callback));
  req.session.user = user;
  await saveSession(req);
}

/** @param {Request} req @param {Response} res */
export async function endSession(req, res) {
  const { path, secure, sameSite, partitioned, httpOnly } = req.session.cookie;
  await done((callback) => req.session.destroy(callback));
  res.clearCookie(NAME, { path, secure, sameSite, partitioned, httpOnly });
}

/**
 * Saves the session before the answer is sent. By itself express-session saves it afterwards, and
 * the page would not learn of a failure.
 *
 * @param {Request} req
 */
export const saveSession = (req) => done((callback) => req.session.save(callback));

/**
 * Keeps a value in the session until {@link take} takes it out.
 *
 * @param {Request} req
 * @param {"pendingSignIn" | "pendingInstall"} name
 * @param {object} value
 */
export async function keep(req, name, value) {
  req.session[name] = value;
  await saveSession(req);
}

/**
 * Takes a value out of the session, and saves the session, so that a second request does not find it.
 *
 * @param {Request} req
 * @param {"pendingSignIn" | "pendingInstall"} name
 */
export async function take(req, name) {
  const value = req.session[name];
  delete req.session[name];
  if (value) await saveSession(req);
  return value;
}

/** @param {(callback: (error?: unknown) => void) => void} start */
const done = (start) =>
  new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve(undefined))));
