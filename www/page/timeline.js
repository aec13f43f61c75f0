// The five steps of a sign-in, drawn from what `onProgress` reports, and the reports themselves.

import { byId, createElement } from "./dom.js";

/** @typedef {import("zoom-pkce").Progress} Progress */
/** @typedef {import("./choices.js").Place} Place */
/** @typedef {"challenge" | "request" | "event" | "post" | "tokens"} StepName */
/** @typedef {"pending" | "waiting" | "done" | "failed"} State */

/** The steps in their order, with their texts in the Zoom client and in a browser. */
const STEPS = /** @type {const} */ ({
  challenge: {
    zoom: "The page makes a random code verifier and its challenge.",
    browser: "The page makes a random code verifier and its challenge, by S256.",
  },
  request: {
    zoom: "zoomSdk.authorize sends the challenge to the Zoom client.",
    browser: "A popup goes to Zoom’s page for consent, with the challenge and a state.",
  },
  event: {
    zoom: "After the person has agreed, onAuthorized brings the code.",
    browser: "After the person has agreed, Zoom’s page leads back, with the code.",
  },
  post: {
    zoom: "The page sends code and verifier to the app’s own server.",
    browser: "The page sends code and verifier to the app’s own server: the same fields.",
  },
  tokens: {
    zoom: "The tokens stay on the backend. The page gets a name and the granted scopes.",
    browser: "The tokens stay on the backend. The page gets a name and the granted scopes.",
  },
});

/** What a report changes: steps that are done, and the one that the page waits for then. @type {Record<string, StepName[]>} */
const REACHED = {
  "flow started": ["challenge", "request"],
  "authorize started": ["challenge", "request", "event"],
  "popup started": ["challenge", "request", "event"],
  "onAuthorized received": ["challenge", "request", "event"],
  "flow succeeded": ["challenge", "request", "event", "post"],
  "popup succeeded": ["challenge", "request", "event", "post"],
  "forward started": ["challenge", "request", "event", "post", "tokens"],
};

/** One step, a row of the page. */
class Step {
  #row;
  #title;
  #text;
  #time = createElement("p", "time");

  /** @param {StepName} name */
  constructor(name) {
    this.#row = byId(`step-${name}`, HTMLLIElement);
    this.#title = /** @type {Element} */ (this.#row.querySelector("h3")).textContent ?? "";
    this.#text = /** @type {Element} */ (this.#row.querySelector(".text"));
    this.#row.append(this.#time);
  }

  get state() {
    return /** @type {State} */ (this.#row.dataset.state);
  }

  /** @param {string} text */
  set text(text) {
    this.#text.textContent = text;
  }

  /** @param {State} state @param {string} [time] */
  set(state, time = "") {
    this.#row.dataset.state = state;
    this.#time.textContent = time;
  }

  /** @returns {string} */
  toString() {
    return `${this.#title}: ${this.#time.textContent || "not reached"}`;
  }
}

/** The steps of a sign-in while it runs. */
export class Timeline {
  #names = /** @type {StepName[]} */ (Object.keys(STEPS));
  #steps = new Map(this.#names.map((name) => [name, new Step(name)]));
  #list = byId("reports", HTMLOListElement);
  #reports = byId("reported", HTMLDetailsElement);
  /** @type {Progress | undefined} */
  #first;
  /** The step that fails if the sign-in does. @type {StepName} */
  #current = "challenge";

  /** Shows the steps before a sign-in. @param {Place} place */
  reset(place) {
    for (const [name, step] of this.#steps) {
      step.set("pending");
      step.text = STEPS[name][place];
    }
    this.#list.replaceChildren();
    this.#reports.hidden = true;
    this.#first = undefined;
    this.#current = "challenge";
  }

  /** @param {Progress} progress */
  add(progress) {
    const { step, phase, at, errorCode } = progress;
    this.#first ??= progress;
    const time = `+${at - this.#first.at} ms`;
    const text = [step, phase, errorCode].filter(Boolean).join(" ");
    this.#reports.hidden = false;
    this.#list.append(createElement("li", "", text, createElement("span", "time", time)));

    const reached = REACHED[`${step} ${phase}`];
    if (reached) this.#reach(reached, time);
    if (text === "forward succeeded") this.#step("tokens").set("done", time);
    if (text === "authorize failed") this.#current = "request";
    // The SDK had given up on the request, and the page went on waiting for the event.
    if (errorCode === "timeout") this.#current = "event";
    if (errorCode) this.#fail(time);
  }

  /** Marks the step that the page waited for as failed, if no report has said it. */
  fail() {
    if (!this.#first) this.#step(this.#current).set("failed", "failed");
  }

  /** @returns {string} One line for each step, and one for each report. */
  toString() {
    const steps = [...this.#steps.values()].map((step, index) => `${index + 1}. ${step}`);
    const reports = [...this.#list.children].map(({ childNodes }) =>
      [...childNodes].map(({ textContent }) => textContent).join(" "),
    );
    return [...steps, "", ...reports].join("\n");
  }

  /** @param {StepName[]} names The last one is waited for. @param {string} time */
  #reach(names, time) {
    this.#current = names.at(-1) ?? this.#current;
    for (const name of names) {
      const step = this.#step(name);
      if (name === this.#current) step.set("waiting", "waiting…");
      else if (step.state !== "done") step.set("done", time);
    }
  }

  /** @param {string} time */
  #fail(time) {
    for (const step of this.#steps.values()) if (step.state === "waiting") step.set("pending");
    this.#step(this.#current).set("failed", `failed ${time}`);
  }

  /** @param {StepName} name */
  #step(name) {
    return /** @type {Step} */ (this.#steps.get(name));
  }
}
