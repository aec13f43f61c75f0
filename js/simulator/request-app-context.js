// The app context: who opens the app, and where. The simulated Zoom server encrypts it, because the
// page has no client secret.

import { askServer } from "./ask-server.js";

/** @import { RunningContext } from "./names.js" */

/**
 * The field `typ` by the running context. The simulation has `panel` for all others.
 *
 * @type {Partial<Record<RunningContext, string>>}
 */
const TYPES = { inMeeting: "meeting", inWebinar: "webinar", inChat: "chat" };

const MEETING_UUID = "simulated-meeting-uuid";

/**
 * Requests the app context from the simulated Zoom server.
 *
 * @param {object} request
 * @param {string} request.server The URL of the simulated Zoom server, without a slash at its end.
 * @param {string} request.clientId
 * @param {RunningContext} request.runningContext
 * @param {string} request.role The person's role in a meeting or webinar.
 * @param {boolean} request.isGuest
 * @param {AbortSignal} request.signal
 * @returns {Promise<string | undefined>} The encrypted context. `undefined` after a failure.
 */
export async function requestAppContext({ server, clientId, runningContext, role, isGuest, signal }) {
  const typ = TYPES[runningContext] ?? "panel";
  const query = new URLSearchParams({
    client_id: clientId,
    typ,
    ...(typ === "meeting" && { mid: MEETING_UUID }),
    ...((typ === "meeting" || typ === "webinar") && { attendrole: role }),
    ...(isGuest && { guest: "true" }),
  });
  const consequence = "getAppContext is refused";
  const answer = await askServer(`${server}/simulator/app-context?${query}`, { signal }, { consequence });
  return answer?.context;
}
