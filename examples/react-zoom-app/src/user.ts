// The person who is signed in, as the backend knows them: see server/backend.js.

import zoomSdk from "@zoom/appssdk";

export interface User {
  name: string;
}

/**
 * Asks the backend who has opened the app. It answers `null` for a guest and for a person who has not
 * signed in before.
 */
async function askWhoOpens(url: string, init: RequestInit) {
  const context = await getAppContext();
  // The session is of the person whom the request for the page has named, or who was here before.
  if (context === undefined) return fetch(url, init);
  const headers = { "x-zoom-app-context": context };
  return fetch("/api/zoom/context", { ...init, method: "POST", headers });
}

/** Returns `undefined` if the client has no app context for pages. */
const getAppContext = () =>
  zoomSdk.getAppContext().then(
    ({ context }) => context,
    () => undefined,
  );

/** The option `session` of the hook. */
export const session = { url: "/api/zoom/session", fetch: askWhoOpens };

/** Lets the backend forget the person. Returns whether it has done so. */
export async function signOut() {
  const response = await fetch("/api/zoom/session", { method: "DELETE" }).catch(() => undefined);
  return response?.ok ?? false;
}
