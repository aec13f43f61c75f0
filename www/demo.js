// The demo page: runs one sign-in and shows its steps.

import zoomSdk from "@zoom/appssdk";
import { init, ZoomPkceError } from "zoom-pkce";
import { completeAuthorization, isInZoomClient, signIn } from "zoom-pkce/browser";
import {
  BACKEND,
  CAPABILITIES,
  CAPABILITIES_FOR_GUESTS,
  listClients,
  readChoices,
  sdkTimeoutMs,
  showChoices,
  simulate,
  timeoutMs,
} from "./page/choices.js";
import { byId } from "./page/dom.js";
import { copyButton, showError, showIdle, showRunning, showSuccess } from "./page/outcome.js";
import { Timeline } from "./page/timeline.js";

/** @import { Progress } from "zoom-pkce" */
/** @import { Failure } from "./page/outcome.js" */
/** @import { Simulator } from "./page/choices.js" */

const form = byId("form", HTMLFormElement);
const authorizeButton = byId("authorize", HTMLButtonElement);
const cancelButton = byId("cancel", HTMLButtonElement);
const snippet = byId("snippet", HTMLElement);
const timeline = new Timeline();

/** Where the server has the simulated Zoom. */
const SIMULATED_ZOOM = "/simulated-zoom";

/** Undefined in the real Zoom client. @type {Simulator | undefined} */
let simulator;
let clientId = "";

let isRunning = false;

/** What `zoomSdk.config` has returned last. @type {ReturnType<typeof zoomSdk.config> | undefined} */
let config;

/** What the page says while a step of this name runs. @type {Record<string, string>} */
const RUNNING = {
  authorize: "Waiting for the person to decide in the Zoom client…",
  getUserContext: "Asking the Zoom client who the person is…",
  promptAuthorize: "Waiting for the guest to sign in to Zoom and to add the app…",
  reconfigure: "Calling config again, as Zoom demands…",
  popup: "Waiting for the person to decide on Zoom’s page…",
  forward: "Waiting for the backend to exchange the code…",
};

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
 */
function createReport({ code, message, hint }) {
  const { place, method, client } = readChoices();
  return [
    `zoom-pkce: ${code}`,
    `Message: ${message}`,
    `Hint: ${hint}`,
    place === "browser" ? "Opened in a browser" : `Challenge method: ${method}`,
    ...(simulator && place === "zoom" ? [`Simulated client: ${client}`] : []),
    "",
    String(timeline),
    "",
    navigator.userAgent,
  ].join("\n");
}

function configure() {
  config = zoomSdk.config({
    capabilities: [...CAPABILITIES, ...CAPABILITIES_FOR_GUESTS],
    version: "0.16.0",
    ...(simulator && { timeout: sdkTimeoutMs(readChoices()) }),
  });
  return config;
}

/** Prepares the next sign-in: the simulated client for the choices in the form, and the SDK. */
async function prepare() {
  enableAuthorize(false);
  if (simulator) simulate(simulator, readChoices());
  if (simulator || !config) configure();
  const isInZoom = await isInZoomClient(/** @type {object} */ (config));
  enableAuthorize(true);
  return isInZoom;
}

/** @param {Progress} progress */
function onProgress(progress) {
  timeline.add(progress);
  const text = RUNNING[progress.step];
  if (text && progress.phase === "started") showRunning(text);
}

/** Runs one sign-in with the choices in the form. */
async function authorize() {
  const choices = readChoices();
  const controller = new AbortController();
  cancelButton.onclick = () => controller.abort();
  timeline.reset(choices.place);
  try {
    const user = await signIn(zoomSdk, {
      config: /** @type {object} */ (config),
      backend: BACKEND,
      codeChallengeMethod: choices.method,
      reconfigure: configure,
      timeoutMs: simulator && timeoutMs(choices),
      signal: controller.signal,
      onProgress,
      browser: {
        clientId,
        popup: true,
        authorizeUrl: simulator && `${location.origin}${SIMULATED_ZOOM}/oauth/authorize`,
      },
    });
    showSuccess(user);
  } catch (error) {
    timeline.fail();
    const failure = toFailure(error);
    showError(failure, () => createReport(failure));
  }
}

/** Starts the simulator if the server asks for it, and configures the SDK. */
async function start() {
  const settings = await (await fetch("/api/config")).json();
  const isSimulated = settings.mode === "simulator";
  clientId = settings.clientId;
  const badge = byId("mode", HTMLElement);
  badge.textContent = isSimulated ? "Simulated Zoom" : "Real Zoom";
  badge.hidden = false;
  if (isSimulated) {
    byId("simulated", HTMLElement).hidden = false;
    const { startSimulator } = await import("zoom-pkce/simulator");
    simulator = startSimulator({ server: SIMULATED_ZOOM, clientId });
  }
  showChoices(clientId);
  await init();
  const place = (await prepare()) ? "zoom" : "browser";
  byId(`place-${place}`, HTMLInputElement).checked = true;
  showChoices(clientId);
  timeline.reset(readChoices().place);
  showIdle("Ready.");
}

form.addEventListener("change", () => {
  showChoices(clientId);
  if (isRunning) return;
  timeline.reset(readChoices().place);
  showIdle("Ready.");
  prepare().catch((error) => showError(toFailure(error)));
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (authorizeButton.getAttribute("aria-disabled") === "true") return;
  isRunning = true;
  enableAuthorize(false);
  cancelButton.hidden = false;
  await authorize();
  isRunning = false;
  // For the next sign-in, the guest is one again.
  await prepare().catch((error) => showError(toFailure(error)));
  if (document.activeElement === cancelButton) authorizeButton.focus();
  cancelButton.hidden = true;
});

// In the popup, this hands Zoom's answer over to the page that has opened it.
completeAuthorization({ backend: BACKEND }).catch((error) => showError(toFailure(error)));
listClients();
byId("snippet-title", HTMLElement).after(copyButton("Copy code", () => snippet.textContent ?? ""));
start().catch((error) => showError(toFailure(error)));
