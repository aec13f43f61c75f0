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
  const refuse = (error) => res.status(401).json({ error });
  res.set("cache-control", "no-store");
  let context;
  try {
    context = await decryptAppContext(req.get("x-zoom-app-context"), { clientId, clientSecret });
  } catch (error) {
    // Its message says what to do, and shows nothing of the context.
    console.error(error);
    return refuse(error.error);
  }
  const person = context.uid && (await findPerson(context.uid));
  if (!person) {
    // The session is of another person.
    await endSession(req);
    return refuse(context.uid ? "not_signed_in" : "guest");
  }
  await startSession(req, { id: context.uid, name: person.name });
  res.json({ name: person.name });
});
openingTheApp.all("/context", (_req, res) => {
  res.set("allow", "POST").status(405).json({ error: "method_not_allowed" });
});
