// The demo page: runs one sign-in and shows its steps.

import zoomSdk from "@zoom/appssdk";
import { authorize, forward, init, ZoomPkceError } from "zoom-pkce";
import { byId, createElement } from "./page/dom.js";
import { copyButton, showError, showIdle, showRunning, showSuccess } from "./page/outcome.js";
import { recordFetch, recordSdk } from "./page/recorder.js";
import { Secrets } from "./page/secrets.js";
import { Timeline } from "./page/timeline.js";

/** @import { Failure } from "./page/outcome.js" */
/** @import { Method } from "./page/recorder.js" */
/** @import { Simulator } from "zoom-pkce/simulator" */

const BACKEND = "/api/zoom/token";

/** How long the page waits for a simulated person who never answers. The default is 5 minutes. */
const IGNORED_TIMEOUT_MS = 5000;

const form = byId("form", HTMLFormElement);
const authorizeButton = byId("authorize", HTMLButtonElement);
const cancelButton = byId("cancel", HTMLButtonElement);
const snippet = byId("snippet", HTMLElement);
const timeline = new Timeline();

/** Undefined in the real Zoom client. @type {Simulator | undefined} */
let simulator;

/** Returns the choices in the form. */
function readChoices() {
  const data = new FormData(form);
  return {
    method: /** @type {Method} */ (data.get("method")),
    person: /** @type {Simulator["person"]} */ (data.get("person")),
    expectedMethod: /** @type {Method} */ (data.get("expected")),
  };
}

/** Updates the code snippet and the hint about the timeout for the choices in the form. */
function showChoices() {
  const { method, person } = readChoices();
  const methodOption = method === "plain" ? "" : `, codeChallengeMethod: "${method}"`;
  const lines = [
    `import zoomSdk from "@zoom/appssdk";`,
    `import { authorizeWithBackend } from "zoom-pkce";`,
    `await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });`,
    `const user = await authorizeWithBackend(zoomSdk, { backend: "${BACKEND}"${methodOption} });`,
  ];
  snippet.replaceChildren(...lines.flatMap((line) => [createElement("span", "", line), "\n"]));
  const personHint = byId("person-hint", HTMLElement);
  personHint.textContent = `Here the page waits ${IGNORED_TIMEOUT_MS / 1000} seconds. The default is 5 minutes.`;
  personHint.hidden = person !== "ignore";
}

/** @param {boolean} isEnabled */
function enableAuthorize(isEnabled) {
  // `aria-disabled` and not `disabled`, which would take the keyboard focus from the button.
  authorizeButton.setAttribute("aria-disabled", String(!isEnabled));
}

/**
 * Converts anything thrown to what the page shows.
 *
 * @param {unknown} error
 * @returns {Failure}
 */
function toFailure(error) {
  if (error instanceof ZoomPkceError) return { code: error.code, message: error.reason, hint: error.hint };
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const hint = "This error does not come from zoom-pkce. Reload the page, and look at the console.";
  return { code: name, message, hint };
}

/**
 * Returns a report of a failed sign-in, for an issue or a forum.
 *
 * @param {Failure} failure
 * @param {Method} method
 */
function createReport({ code, message, hint }, method) {
  return [
    `zoom-pkce: ${code}`,
    `Message: ${message}`,
    `Hint: ${hint}`,
    `Challenge method: ${method}`,
    "",
    String(timeline),
    "",
    navigator.userAgent,
  ].join("\n");
}

/** Runs one sign-in with the choices in the form. */
async function signIn() {
  const { method, person, expectedMethod } = readChoices();
  if (simulator) Object.assign(simulator, { person, challengeMethod: expectedMethod });
  const timeout = simulator && person === "ignore" ? { timeoutMs: IGNORED_TIMEOUT_MS } : {};

  const secrets = new Secrets();
  const recording = { timeline, secrets, method };
  const controller = new AbortController();
  const { signal } = controller;
  cancelButton.onclick = () => controller.abort();

  timeline.start();
  try {
    showRunning("Waiting for the person to decide in the Zoom client…");
    const authorization = await authorize(recordSdk(zoomSdk, recording), {
      codeChallengeMethod: method,
      signal,
      ...timeout,
    });
    showRunning("Waiting for the backend to exchange the code…");
    const user = await forward(authorization, { url: BACKEND, fetch: recordFetch(recording), signal });
    timeline.succeed();
    showSuccess(user);
  } catch (error) {
    const { code, message, hint } = toFailure(error);
    const failure = { code, message: secrets.hide(message), hint: secrets.hide(hint) };
    timeline.fail();
    showError(failure, () => createReport(failure, method));
  }
}

/** Prepares the page: starts the simulator if the server asks for it, and configures the SDK. */
async function start() {
  const config = await (await fetch("/api/config")).json();
  const isSimulated = config.mode === "simulator";
  const badge = byId("mode", HTMLElement);
  badge.textContent = isSimulated ? "Simulated Zoom client" : "Real Zoom client";
  badge.hidden = false;
  if (isSimulated) {
    for (const fieldset of document.querySelectorAll(".simulated")) fieldset.removeAttribute("hidden");
    const { startSimulator } = await import("zoom-pkce/simulator");
    const { person, expectedMethod } = readChoices();
    simulator = startSimulator({
      server: "/simulated-zoom",
      clientId: config.clientId,
      person,
      challengeMethod: expectedMethod,
    });
  }
  await init();
  try {
    await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
  } catch (error) {
    const hint = "Open this page as a Zoom App in the Zoom client. Here it is outside of Zoom.";
    showError({ ...toFailure(error), code: "zoomSdk.config failed", hint });
    return;
  }
  showIdle("Ready.");
  enableAuthorize(true);
}

form.addEventListener("change", showChoices);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (authorizeButton.getAttribute("aria-disabled") === "true") return;
  enableAuthorize(false);
  cancelButton.hidden = false;
  await signIn();
  enableAuthorize(true);
  if (document.activeElement === cancelButton) authorizeButton.focus();
  cancelButton.hidden = true;
});

showChoices();
byId("snippet-title", HTMLElement).after(copyButton("Copy code", () => snippet.textContent ?? ""));
start().catch((error) => showError(toFailure(error)));
