// The list of the five steps of a sign-in.

import { byId, createElement } from "./dom.js";

/** @typedef {"challenge" | "request" | "event" | "post" | "tokens"} StepName */
/** @typedef {"pending" | "waiting" | "done" | "failed"} State */
/** @typedef {Record<string, string>} Facts */

/** @type {StepName[]} */
const STEPS = ["challenge", "request", "event", "post", "tokens"];

/** One step. Its text before it is reached is in the HTML of the page. */
class Step {
  #row;
  #title;
  #text;
  #initialText;
  #time = createElement("p", "time");
  #facts = createElement("dl", "facts");
  #json = createElement("pre", "");
  #details;

  /** @param {StepName} name */
  constructor(name) {
    this.#row = byId(`step-${name}`, HTMLLIElement);
    this.#title = /** @type {Element} */ (this.#row.querySelector("h3")).textContent ?? "";
    this.#text = /** @type {Element} */ (this.#row.querySelector(".text"));
    this.#initialText = [...this.#text.childNodes];
    const ofStep = createElement("span", "visually-hidden", ` of “${this.#title}”`);
    const summary = createElement("summary", "", "JSON", ofStep);
    this.#details = createElement("details", "", summary, this.#json);
    this.#row.append(this.#time, this.#facts, this.#details);
    this.reset();
  }

  reset() {
    this.state = "pending";
    this.#text.replaceChildren(...this.#initialText);
    this.#time.textContent = "";
    this.#facts.replaceChildren();
    this.#details.hidden = true;
    this.#details.open = false;
  }

  get state() {
    return /** @type {State} */ (this.#row.dataset.state);
  }

  set state(state) {
    this.#row.dataset.state = state;
    if (state === "failed") this.#details.open = true;
  }

  /** @param {string} time */
  set time(time) {
    this.#time.textContent = time;
  }

  /** @param {string} text */
  set text(text) {
    this.#text.textContent = text;
  }

  /** @param {Facts} facts */
  add(facts) {
    for (const [name, value] of Object.entries(facts)) {
      this.#facts.append(
        createElement("div", "", createElement("dt", "", name), createElement("dd", "", value)),
      );
    }
  }

  /** @param {string} json */
  set json(json) {
    this.#json.textContent = json;
    this.#details.hidden = false;
  }

  /** @returns {string} */
  toString() {
    return `${this.#title}: ${this.#time.textContent || "not reached"}`;
  }
}

/** The steps of a sign-in while it runs. They are reached in order, and one of them can fail. */
export class Timeline {
  #steps = new Map(STEPS.map((name) => [name, new Step(name)]));
  /** @type {StepName} */
  #current = "challenge";
  #start = 0;
  #isRunning = false;

  start() {
    for (const step of this.#steps.values()) step.reset();
    this.#start = performance.now();
    this.#isRunning = true;
    this.waitFor("challenge");
  }

  /**
   * Marks a step as reached and shows its content. Does nothing after the end of the sign-in: an
   * event can still come then.
   *
   * @param {StepName} name
   * @param {{ text?: string, facts?: Facts, json?: string }} content
   */
  reached(name, { text, facts = {}, json }) {
    if (!this.#isRunning) return;
    const step = this.#step(name);
    step.state = "done";
    step.time = this.#elapsed();
    step.add(facts);
    if (text !== undefined) step.text = text;
    if (json !== undefined) step.json = json;
  }

  /** Marks a step as the one that the page waits for. @param {StepName} name */
  waitFor(name) {
    if (!this.#isRunning) return;
    this.#current = name;
    const step = this.#step(name);
    step.state = "waiting";
    step.time = "waiting…";
  }

  /**
   * Makes a step the one that `fail` marks, instead of the one that the page waits for.
   *
   * @param {StepName} name
   */
  blame(name) {
    if (this.#isRunning) this.#current = name;
  }

  succeed() {
    this.#isRunning = false;
  }

  fail() {
    for (const step of this.#steps.values()) if (step.state === "waiting") step.reset();
    const step = this.#step(this.#current);
    step.state = "failed";
    step.time = `failed ${this.#elapsed()}`;
    this.#isRunning = false;
  }

  /** Returns one line for each step, with its name and time. */
  toString() {
    return [...this.#steps.values()].map((step, index) => `${index + 1}. ${step}`).join("\n");
  }

  #elapsed() {
    return `+${Math.round(performance.now() - this.#start)} ms`;
  }

  /** @param {StepName} name */
  #step(name) {
    return /** @type {Step} */ (this.#steps.get(name));
  }
}
