// A clock that a test moves by hand, to simulate sleeping tabs and waits of hours.

import { sleep } from "./check.js";

/** Replaces `setTimeout`, `clearTimeout` and `Date.now` of the page, until `restore`. */
export function stopClock() {
  const { setTimeout, clearTimeout } = globalThis;
  const { now } = Date;
  let time = now();
  let last = 0;
  /** @type {Map<number, { due: number, callback: () => void }>} */
  const timers = new Map();
  Object.assign(globalThis, {
    setTimeout(/** @type {() => void} */ callback, milliseconds = 0) {
      // Far above the ids of real timers that were set before.
      timers.set(++last + 1e9, { due: time + milliseconds, callback });
      return last + 1e9;
    },
    clearTimeout(/** @type {any} */ timer) {
      if (!timers.delete(timer)) clearTimeout(timer);
    },
  });
  Date.now = () => time;
  return {
    /**
     * Lets time pass. Timers run when they are due, and the promise reactions of each run before
     * the next timer.
     *
     * @param {number} milliseconds
     */
    async pass(milliseconds) {
      const end = time + milliseconds;
      for (;;) {
        await sleep(0);
        const [next] = [...timers].filter(([, { due }]) => due <= end).sort(([, a], [, b]) => a.due - b.due);
        if (!next) break;
        const [timer, { due, callback }] = next;
        timers.delete(timer);
        time = Math.max(time, due);
        callback();
      }
      time = end;
    },
    /** The number of pending timers. */
    waiting: () => timers.size,
    restore() {
      Object.assign(globalThis, { setTimeout, clearTimeout });
      Date.now = now;
    },
  };
}
