// The steps of the app's last sign-in, which the panel shows.

/** @import { Progress } from "../progress.js" */

/** The steps with which a sign-in can start. */
const FIRST = ["challenge", "flow", "redirect", "popup"];

/** Holds the steps and tells listeners of every change. */
export class Steps {
  /** @type {Progress[]} */
  #steps = [];
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /** The steps so far, oldest first. @returns {readonly Progress[]} */
  get list() {
    return this.#steps;
  }

  /** @param {Progress} progress */
  add(progress) {
    const isStart = progress.phase === "started" && FIRST.includes(progress.step);
    // The flow follows the challenge that was made for it.
    const { step, phase } = this.#steps.at(-1) ?? {};
    const follows = progress.step === "flow" && step === "challenge" && phase === "succeeded";
    this.#steps = isStart && !follows ? [progress] : [...this.#steps, progress];
    for (const listener of this.#listeners) listener();
  }

  /** @param {() => void} listener Called after every change. */
  onChange(listener) {
    this.#listeners.add(listener);
  }
}
