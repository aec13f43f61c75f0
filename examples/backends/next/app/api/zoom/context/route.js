// Opening the app: the app context says who has opened it. Zoom sends it with the request for the
// app's Home URL, and the page gets it from `zoomSdk.getAppContext()`.

import { decryptAppContext } from "zoom-pkce/server";

import { findPerson } from "../../../../lib/people.js";
import { endSession, startSession } from "../../../../lib/session.js";
import { zoomApp } from "../../../../lib/zoom.js";

const NO_STORE = { "cache-control": "no-store" };

// A page of another origin cannot send this header without a preflight, which is not answered.
export async function POST(request) {
  const { user, error } = await whoOpens(request.headers.get("x-zoom-app-context"));
  if (user) {
    await startSession(user);
    return Response.json({ name: user.name }, { headers: NO_STORE });
  }
  // The session may be of another person. Without the header, the request may be another page's.
  if (error !== "no_context") await endSession();
  return Response.json({ error }, { status: 401, headers: NO_STORE });
}

/**
 * Finds the person whom an app context names.
 *
 * @param {string | null} header
 * @returns {Promise<{ user?: { id: string, name: string }, error?: string }>}
 */
async function whoOpens(header) {
  const { clientId, clientSecret } = zoomApp();
  let context;
  try {
    context = await decryptAppContext(header, { clientId, clientSecret });
  } catch (error) {
    // Its message says what to do, and shows nothing of the context.
    console.error(error);
    return { error: error.error };
  }
  if (!context.uid) return { error: "guest" };
  const person = await findPerson(context.uid);
  return person ? { user: { id: context.uid, name: person.name } } : { error: "not_signed_in" };
}
