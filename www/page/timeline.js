import { byId, make } from "./dom.js";

/** @typedef {"challenge" | "request" | "event" | "post" | "tokens"} StepName */
/** @typedef {"pending" | "waiting" | "done" | "failed"} State */
/** @typedef {Record<string, string>} Facts */

/** @type {StepName[]} */
const STEPS = ["challenge", "request", "event", "post", "tokens"];

/** One row of the exchange. What it says before it is reached stands in the page's HTML. */
class Step {
  #row;
  #title;
  #text;
  #whatWillHappen;
  #time = make("p", "time");
  #facts = make("dl", "facts");
  #json = make("pre", "");
  #details;

  /** @param {StepName} name */
  constructor(name) {
    this.#row = byId(`step-${name}`, HTMLLIElement);
    this.#title = /** @type {Element} */ (this.#row.querySelector("h3")).textContent ?? "";
    this.#text = /** @type {Element} */ (this.#row.querySelector(".text"));
    this.#whatWillHappen = [...this.#text.childNodes];
    const of = make("span", "visually-hidden", ` of “${this.#title}”`);
    this.#details = make("details", "", make("summary", "", "JSON", of), this.#json);
    this.#row.append(this.#time, this.#facts, this.#details);
    this.reset();
  }

  reset() {
    this.state = "pending";
    this.#text.replaceChildren(...this.#whatWillHappen);
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
      this.#facts.append(make("div", "", make("dt", "", name), make("dd", "", value)));
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

/** The exchange as it happens: steps are reached one after the other, and one that is waited for can fail. */
export class Timeline {
  #steps = new Map(STEPS.map((name) => [name, new Step(name)]));
  /** @type {StepName} */
  #current = "challenge";
  #start = 0;
  #running = false;

  start() {
    for (const step of this.#steps.values()) step.reset();
    this.#start = performance.now();
    this.#running = true;
    this.waitFor("challenge");
  }

  /**
   * Shows what a step carried. A late event of an exchange that is over is not shown.
   * @param {StepName} name
   * @param {{ text?: string, facts?: Facts, json?: string }} content
   */
  reached(name, { text, facts = {}, json }) {
    if (!this.#running) return;
    const step = this.#step(name);
    step.state = "done";
    step.time = this.#elapsed();
    step.add(facts);
    if (text !== undefined) step.text = text;
    if (json !== undefined) step.json = json;
  }

  /** @param {StepName} name */
  waitFor(name) {
    if (!this.#running) return;
    this.#current = name;
    const step = this.#step(name);
    step.state = "waiting";
    step.time = "waiting…";
  }

  /**
   * If the exchange fails now, this step is where: not the one that is waited for.
   * @param {StepName} name
   */
  blame(name) {
    if (this.#running) this.#current = name;
  }

  succeed() {
    this.#running = false;
  }

  fail() {
    for (const step of this.#steps.values()) if (step.state === "waiting") step.reset();
    const step = this.#step(this.#current);
    step.state = "failed";
    step.time = `failed ${this.#elapsed()}`;
    this.#running = false;
  }

  /** The steps' names and times, a line each. */
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
