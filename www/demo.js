import zoomSdk from "@zoom/appssdk";
import { authorize, forward, init, ZoomPkceError } from "zoom-pkce";
import { byId, make } from "./page/dom.js";
import { copyButton, showError, showIdle, showRunning, showSuccess } from "./page/outcome.js";
import { recordFetch, recordSdk } from "./page/recorder.js";
import { Secrets } from "./page/secrets.js";
import { Timeline } from "./page/timeline.js";

/** @import { Failure } from "./page/outcome.js" */
/** @import { Method } from "./page/recorder.js" */
/** @import { Simulator } from "zoom-pkce/simulator" */

const BACKEND = "/api/zoom/token";
const NEVER_ANSWERS_TIMEOUT_MS = 5000;

const form = byId("form", HTMLFormElement);
const authorizeButton = byId("authorize", HTMLButtonElement);
const cancelButton = byId("cancel", HTMLButtonElement);
const snippet = byId("snippet", HTMLElement);
const timeline = new Timeline();

/** @type {Simulator | undefined} none in the real client */
let simulator;

/** The form's choices. */
function chosen() {
  const data = new FormData(form);
  return {
    method: /** @type {Method} */ (data.get("method")),
    person: /** @type {Simulator["person"]} */ (data.get("person")),
    expected: /** @type {Method} */ (data.get("expected")),
  };
}

/** Shows what belongs to the choices: the code, and how long the page waits. */
function followChoices() {
  const { method, person } = chosen();
  const other = method === "plain" ? "" : `, codeChallengeMethod: "${method}"`;
  const lines = [
    `import zoomSdk from "@zoom/appssdk";`,
    `import { authorizeWithBackend } from "zoom-pkce";`,
    `await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });`,
    `const user = await authorizeWithBackend(zoomSdk, { backend: "${BACKEND}"${other} });`,
  ];
  snippet.replaceChildren(...lines.flatMap((line) => [make("span", "", line), "\n"]));
  byId("person-hint", HTMLElement).hidden = person !== "ignore";
}

/** @param {boolean} able */
function setAble(able) {
  // Not `disabled`: that would take the keyboard's focus away from a button that was just pressed.
  authorizeButton.setAttribute("aria-disabled", String(!able));
}

/**
 * @param {unknown} error
 * @returns {Failure}
 */
function failure(error) {
  if (error instanceof ZoomPkceError) return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return {
    code: name,
    message,
    hint: "This is not an error of zoom-pkce: reload the page, and look at the console.",
  };
}

/**
 * What happened, for an issue or a forum.
 * @param {Failure} failure
 * @param {Method} method
 */
function report({ code, message, hint }, method) {
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

async function run() {
  const { method, person, expected } = chosen();
  if (simulator) Object.assign(simulator, { person, challengeMethod: expected });
  const timeout = simulator && person === "ignore" ? { timeoutMs: NEVER_ANSWERS_TIMEOUT_MS } : {};

  const secrets = new Secrets();
  const to = { timeline, secrets, method };
  const cancel = new AbortController();
  const { signal } = cancel;
  cancelButton.onclick = () => cancel.abort();

  timeline.start();
  try {
    showRunning("Waiting for the person to decide in the Zoom client…");
    const authorization = await authorize(recordSdk(zoomSdk, to), {
      codeChallengeMethod: method,
      signal,
      ...timeout,
    });
    showRunning("Waiting for the backend to get the tokens…");
    const user = await forward(authorization, { url: BACKEND, fetch: recordFetch(to), signal });
    timeline.succeed();
    showSuccess(user);
  } catch (error) {
    const { code, message, hint } = failure(error);
    const shown = { code, message: secrets.hide(message), hint: secrets.hide(hint) };
    timeline.fail();
    showError(shown, () => report(shown, method));
  }
}

async function prepare() {
  const config = await (await fetch("/api/config")).json();
  const simulated = config.mode === "simulator";
  const badge = byId("mode", HTMLElement);
  badge.textContent = simulated ? "Simulated Zoom client" : "Real Zoom client";
  badge.hidden = false;
  if (simulated) {
    for (const choice of document.querySelectorAll(".simulated")) choice.removeAttribute("hidden");
    const { startSimulator } = await import("zoom-pkce/simulator");
    const { person, expected } = chosen();
    simulator = startSimulator({
      server: "/simulated-zoom",
      clientId: config.clientId,
      person,
      challengeMethod: expected,
    });
  }
  await init();
  try {
    await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
  } catch (error) {
    const hint = "Open this page as a Zoom App in the Zoom client: there is none around it here.";
    showError({ ...failure(error), code: "zoomSdk.config failed", hint });
    return;
  }
  showIdle("Ready.");
  setAble(true);
}

form.addEventListener("change", followChoices);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (authorizeButton.getAttribute("aria-disabled") === "true") return;
  setAble(false);
  cancelButton.hidden = false;
  await run();
  setAble(true);
  if (document.activeElement === cancelButton) authorizeButton.focus();
  cancelButton.hidden = true;
});

followChoices();
byId("snippet-title", HTMLElement).after(copyButton("Copy code", () => snippet.textContent ?? ""));
prepare().catch((error) => showError(failure(error)));
