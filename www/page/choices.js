// The choices in the form, and what follows from them: the simulated client, the options, the
// snippet.

import { byId, createElement } from "./dom.js";

/** @typedef {Awaited<ReturnType<typeof import("zoom-pkce/simulator")["startSimulator"]>>} Simulator */
/** @typedef {"zoom" | "browser"} Place */
/** @typedef {ReturnType<typeof readChoices>} Choices */

export const BACKEND = "/api/zoom/token";

/** What `zoomSdk.config` asks for. */
export const CAPABILITIES = /** @type {const} */ (["authorize", "onAuthorized"]);
/** What `reconfigure` needs in addition. */
export const CAPABILITIES_FOR_GUESTS = /** @type {const} */ ([
  "getUserContext",
  "promptAuthorize",
  "onMyUserContextChange",
]);

/** How long the page waits for a simulated person who never answers. The default is 5 minutes. */
const IGNORED_TIMEOUT_MS = 5000;

/** The SDK's own time-out of a call. The simulated late event comes after a shorter one. */
const SDK_TIMEOUT_MS = 10_000;
const LATE = { sdkTimeoutMs: 1000, delayMs: 2000 };

/**
 * The behaviours of the simulated client.
 *
 * @type {Record<string, { hint: string, choices?: Partial<Simulator> }>}
 */
const CLIENTS = {
  normal: { hint: "" },
  "late event": {
    hint: `It never answers authorize, and the event comes after the SDK has given up: here after ${LATE.delayMs / 1000} seconds.`,
    choices: { client: "no-answer", delayMs: LATE.delayMs },
  },
  "no state": {
    hint: "Its event carries no state, as that of some clients. The code counts, unless requireState is set.",
    choices: { client: "no-state" },
  },
  "guest mode": {
    hint: "The person is not signed in to Zoom. With reconfigure, the client asks for that, and then for the app.",
    choices: { status: "unauthenticated", delayMs: 500 },
  },
  "old client": {
    hint: "It supports neither authorize nor onAuthorized. config says so, and the person is not asked.",
    choices: { client: "old-client" },
  },
};

const form = byId("form", HTMLFormElement);
const snippet = byId("snippet", HTMLElement);

/** Returns the choices in the form. */
export function readChoices() {
  const data = new FormData(form);
  return {
    place: /** @type {Place} */ (data.get("place")),
    method: /** @type {"plain" | "S256"} */ (data.get("method")),
    person: /** @type {Simulator["person"]} */ (data.get("person")),
    client: String(data.get("client")),
    expectedMethod: /** @type {"plain" | "S256"} */ (data.get("expected")),
  };
}

/**
 * Sets the simulated client and person.
 *
 * @param {Simulator} simulator
 * @param {Choices} choices
 */
export function simulate(simulator, { place, person, client, expectedMethod }) {
  const normal = { client: "normal", status: "authorized", delayMs: 0 };
  const chosen = place === "browser" ? { client: "absent" } : CLIENTS[client]?.choices;
  Object.assign(simulator, { ...normal, person, challengeMethod: expectedMethod, ...chosen });
}

/** The SDK's time-out for a simulated client, in milliseconds. @param {Choices} choices */
export const sdkTimeoutMs = ({ client }) => (client === "late event" ? LATE.sdkTimeoutMs : SDK_TIMEOUT_MS);

/** How long to wait for a simulated person. @param {Choices} choices */
export const timeoutMs = ({ person }) => (person === "ignore" ? IGNORED_TIMEOUT_MS : undefined);

/**
 * Shows the code for the choices in the form, and their hints.
 *
 * @param {string} clientId
 */
export function showChoices(clientId) {
  const choices = readChoices();
  const { place, person, client } = choices;
  const inBrowser = place === "browser";
  snippet.replaceChildren(
    ...snippetFor(choices, clientId).flatMap((line) => [createElement("span", "", line), "\n"]),
  );
  for (const element of document.querySelectorAll(".in-client")) element.toggleAttribute("hidden", inBrowser);
  showHint(
    "place-hint",
    inBrowser ? "There is no Zoom client: signIn opens Zoom’s page for consent in a popup, with S256." : "",
  );
  showHint("client-hint", CLIENTS[client]?.hint ?? "");
  showHint(
    "person-hint",
    person === "ignore"
      ? `Here the page waits ${IGNORED_TIMEOUT_MS / 1000} seconds. The default is 5 minutes.`
      : "",
  );
}

/**
 * @param {Choices} choices
 * @param {string} clientId
 * @returns {string[]} The lines of the code that an app needs.
 */
function snippetFor({ place, method, client }, clientId) {
  const config = (/** @type {string[]} */ ...added) =>
    `zoomSdk.config({ capabilities: [${[...CAPABILITIES, ...added].map((name) => `"${name}"`).join(", ")}], version: "0.16.0" })`;
  const sdk = `import zoomSdk from "@zoom/appssdk";`;
  const backend = `backend: "${BACKEND}"`;
  if (place === "browser") {
    return [
      sdk,
      `import { completeAuthorization, signIn } from "zoom-pkce/browser";`,
      `await completeAuthorization({ ${backend} });`,
      `const config = ${config()};`,
      `const browser = { clientId: "${clientId}", popup: true };`,
      `const user = await signIn(zoomSdk, { config, ${backend}, browser });`,
    ];
  }
  const options = [backend];
  if (method === "S256") options.push(`codeChallengeMethod: "S256"`);
  const lines = [sdk, `import { authorizeWithBackend } from "zoom-pkce";`];
  if (client === "guest mode") {
    options.push("reconfigure: configure");
    lines.push(`const configure = () => ${config(...CAPABILITIES_FOR_GUESTS)};`, "await configure();");
  } else lines.push(`await ${config()};`);
  return [...lines, `const user = await authorizeWithBackend(zoomSdk, { ${options.join(", ")} });`];
}

/** @param {string} id @param {string} text */
function showHint(id, text) {
  const hint = byId(id, HTMLElement);
  hint.textContent = text;
  hint.hidden = text === "";
}

/** Fills the list of clients. */
export function listClients() {
  byId("client", HTMLSelectElement).append(...Object.keys(CLIENTS).map((name) => new Option(name)));
}
