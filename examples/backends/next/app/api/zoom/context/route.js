// Opening the app: the app context says who has opened it. Zoom sends it with the request for the
// app's Home URL, and the page gets it from `zoomSdk.getAppContext()`.

import { decryptAppContext } from "zoom-pkce/server";

import { findPerson } from "../../../../lib/people.js";
import { endSession, startSession } from "../../../../lib/session.js";
import { zoomApp } from "../../../../lib/zoom.js";

const NO_STORE = { "cache-control": "no-store" };
const refusal = (error) => Response.json({ error }, { status: 401, headers: NO_STORE });

// A page of another origin cannot send this header without a preflight, which is not answered.
export async function POST(request) {
  const { clientId, clientSecret } = zoomApp();
  let context;
  try {
    context = await decryptAppContext(request.headers.get("x-zoom-app-context"), { clientId, clientSecret });
  } catch (error) {
    // Its message says what to do, and shows nothing of the context.
    console.error(error);
    return refusal(error.error);
  }
  const person = context.uid && (await findPerson(context.uid));
  if (!person) {
    // The session is of another person.
    await endSession();
    return refusal(context.uid ? "not_signed_in" : "guest");
  }
  await startSession({ id: context.uid, name: person.name });
  return Response.json({ name: person.name }, { headers: NO_STORE });
}
