// The sessions of browsers: a random ID in a cookie, and whose session it is. In memory, for the
// example: a real app has the sessions of its framework, which also end after a time.

import { randomBytes } from "node:crypto";

const NAME = "session";

/** Zoom's web client shows the app in a frame, where the cookie is a third-party cookie. */
const ATTRIBUTES = "Path=/; HttpOnly; Secure; SameSite=None; Partitioned";

/** @param {Request} request */
function idOf(request) {
  const cookies = request.headers.get("cookie")?.split("; ") ?? [];
  return cookies.find((cookie) => cookie.startsWith(`${NAME}=`))?.slice(NAME.length + 1) ?? "";
}

export function createSessions() {
  /** The Zoom user IDs, by the IDs of the sessions. @type {Map<string, string>} */
  const userIds = new Map();

  return {
    /** Returns the Zoom user ID of the person who is signed in. @param {Request} request */
    find: (request) => userIds.get(idOf(request)),

    /**
     * Ends the session of the browser, and starts one of the person with a new ID.
     *
     * @param {Request} request
     * @param {string} userId
     * @returns {string} The value of `Set-Cookie`.
     */
    start(request, userId) {
      userIds.delete(idOf(request));
      const id = randomBytes(32).toString("base64url");
      userIds.set(id, userId);
      return `${NAME}=${id}; ${ATTRIBUTES}`;
    },

    /**
     * Ends the session of the browser.
     *
     * @param {Request} request
     * @returns {string} The value of `Set-Cookie`.
     */
    end(request) {
      userIds.delete(idOf(request));
      return `${NAME}=; Max-Age=0; ${ATTRIBUTES}`;
    },
  };
}
