// Opening the app: the app context says who has opened it. Zoom sends it with the request for the
// app's Home URL, and the page gets it from `zoomSdk.getAppContext()`.

import { Router } from "express";
import { decryptAppContext } from "zoom-pkce/server";

import { findPerson } from "../people.js";
import { endSession, startSession } from "../session.js";
import { clientId, clientSecret } from "../settings.js";

export const openingTheApp = Router();

// A page of another origin cannot send this header without a preflight, which is not answered.
openingTheApp.post("/context", async (req, res) => {
  res.set("cache-control", "no-store");
  const { user, error } = await whoOpens(req.get("x-zoom-app-context"));
  if (user) {
    await startSession(req, user);
    return res.json({ name: user.name });
  }
  // The session may be of another person. Without the header, the request may be another page's.
  if (error !== "no_context") await endSession(req, res);
  res.status(401).json({ error });
});
openingTheApp.all("/context", (_req, res) => {
  res.set("allow", "POST").status(405).json({ error: "method_not_allowed" });
});

/**
 * Finds the person whom an app context names.
 *
 * @param {string | undefined} header
 * @returns {Promise<{ user?: { id: string, name: string }, error?: string }>}
 */
async function whoOpens(header) {
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
