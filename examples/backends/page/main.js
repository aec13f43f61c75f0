// Both ways to sign in that the backends have. An app needs one of them.

import zoomSdk from "@zoom/appssdk";
import { authorizeWithBackend } from "zoom-pkce";

/** The page makes the code verifier. */
const inPage = () => authorizeWithBackend(zoomSdk, { backend: "/api/zoom/token" });

/** The backend makes the code challenge, and keeps the code verifier in its session. */
async function inSession() {
  const response = await fetch("/api/zoom/session/challenge", { method: "POST" });
  // Without this, an error would count as no challenge, and the page would make its own.
  if (!response.ok) throw new Error(`No challenge: HTTP status ${response.status}`);
  const { codeChallenge, state } = await response.json();
  return authorizeWithBackend(zoomSdk, { codeChallenge, state, backend: "/api/zoom/session/token" });
}

const status = document.getElementById("status");
const alert = document.getElementById("alert");
const buttons = { page: inPage, session: inSession };

for (const [id, signIn] of Object.entries(buttons)) {
  document.getElementById(id).addEventListener("click", () => show(signIn));
}

async function start() {
  try {
    await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
  } catch (error) {
    status.textContent = "This page works in Zoom only.";
    return explain(error);
  }
  const response = await fetch("/api/zoom/user").catch(() => undefined);
  status.textContent = response?.ok ? signedInAs(await response.json()) : "You are not signed in.";
}

/** @param {typeof inPage} signIn */
async function show(signIn) {
  alert.replaceChildren();
  status.textContent = "Waiting for your answer in Zoom…";
  try {
    status.textContent = signedInAs(await signIn());
  } catch (error) {
    status.textContent = "You are not signed in.";
    explain(error);
  }
}

const signedInAs = ({ name }) => `Signed in as ${name}`;

/** What a `ZoomPkceError` says: what is wrong, and what to do. */
function explain({ code, message, hint }) {
  for (const text of [message, hint, code && `Error code: ${code}`]) {
    if (!text) continue;
    const line = document.createElement("p");
    line.textContent = text;
    alert.append(line);
  }
}

await start();
