// The person who is signed in, as the backend knows them: see server/backend.js.

import zoomSdk from "@zoom/appssdk";

export interface User {
  name: string;
}

/**
 * Asks the backend who has opened the app. Returns `null` for a guest and for a person who has not
 * signed in before.
 */
export async function findUser(): Promise<User | null> {
  try {
    const response = await askWhoOpens();
    return response.ok ? await response.json() : null;
  } catch {
    // The backend was not reached. The person can still try to sign in, and sees the error then.
    return null;
  }
}

async function askWhoOpens() {
  const context = await getAppContext();
  // The session is of the person whom the request for the page has named, or who was here before.
  if (context === undefined) return fetch("/api/zoom/user");
  return fetch("/api/zoom/context", { method: "POST", headers: { "x-zoom-app-context": context } });
}

/** Returns `undefined` if the client has no app context for pages. */
const getAppContext = () =>
  zoomSdk.getAppContext().then(
    ({ context }) => context,
    () => undefined,
  );

/** Lets the backend forget the person. Returns whether it has done so. */
export async function signOut() {
  const response = await fetch("/api/zoom/user", { method: "DELETE" }).catch(() => undefined);
  return response?.ok ?? false;
}
