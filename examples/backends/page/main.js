// The page of the example backends: it opens signed in if the backend knows the person, and signs in in
// both ways that the backends support. An app needs one.

import zoomSdk from "@zoom/appssdk";
import { authorizeWithBackend } from "zoom-pkce";

/** The page makes the code verifier and posts it with the code. */
const signInWithVerifierOfPage = () => authorizeWithBackend(zoomSdk, { backend: "/api/zoom/token" });

/** The backend makes the code verifier and keeps it in its session. The page gets the challenge. */
const signInWithVerifierOfSession = () =>
  authorizeWithBackend(zoomSdk, {
    async challenge({ signal }) {
      const response = await fetch("/api/zoom/session/challenge", { method: "POST", signal });
      return response.json();
    },
    backend: "/api/zoom/session/token",
  });

const status = document.getElementById("status");
const alert = document.getElementById("alert");

/** The sign-ins by the IDs of their buttons. */
const signIns = { page: signInWithVerifierOfPage, session: signInWithVerifierOfSession };

for (const [id, signIn] of Object.entries(signIns)) {
  document.getElementById(id).addEventListener("click", () => runSignIn(signIn));
}

async function start() {
  showInstallError();
  try {
    const capabilities = ["authorize", "onAuthorized", "getAppContext"];
    await zoomSdk.config({ capabilities, version: "0.16.0" });
  } catch (error) {
    status.textContent = "This page works only in Zoom.";
    return showError(error);
  }
  const response = await askWhoOpens().catch(() => undefined);
  status.textContent = response?.ok ? signedInAs(await response.json()) : "You are not signed in.";
}

/** Asks the backend who has opened the app: by the app context, or by the session without one. */
async function askWhoOpens() {
  const context = await zoomSdk.getAppContext().then(
    ({ context }) => context,
    // A client without getAppContext.
    () => undefined,
  );
  if (context === undefined) return fetch("/api/zoom/session");
  return fetch("/api/zoom/context", { method: "POST", headers: { "x-zoom-app-context": context } });
}

/** Shows why the app was not added: the backend comes back to the page with the error. */
function showInstallError() {
  const url = new URL(location.href);
  const code = url.searchParams.get("error");
  if (!code || !/^[a-z_]{1,40}$/.test(code)) return;
  showError({ code, message: "The app was not added." });
  // A sign-in must start at the page's URL as it is on the app's OAuth allow list.
  url.searchParams.delete("error");
  history.replaceState(null, "", url);
}

/** @param {() => Promise<{ name: string }>} signIn */
async function runSignIn(signIn) {
  alert.replaceChildren();
  status.textContent = "Waiting for your answer in Zoom…";
  try {
    status.textContent = signedInAs(await signIn());
  } catch (error) {
    status.textContent = "You are not signed in.";
    showError(error);
  }
}

const signedInAs = ({ name }) => `Signed in as ${name}`;

/** Shows what went wrong and, for a `ZoomPkceError`, what to do about it. */
function showError({ code, message, reason = message, hint }) {
  for (const text of [reason, hint, code && `Error code: ${code}`]) {
    if (!text) continue;
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    alert.append(paragraph);
  }
}

await start();
