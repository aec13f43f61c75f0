// Counts pending timers: set, not fired and not cleared. Timers that do not keep Node alive count
// too.

/**
 * Counts timers until the test ends.
 *
 * @param {import("node:test").TestContext} t
 */
export function countTimers(t) {
  const { setTimeout, clearTimeout } = globalThis;
  const pending = new Set();
  globalThis.setTimeout = /** @type {any} */ (
    (/** @type {() => void} */ callback, /** @type {number} */ milliseconds) => {
      const timer = setTimeout(() => {
        pending.delete(timer);
        callback();
      }, milliseconds);
      pending.add(timer);
      return timer;
    }
  );
  globalThis.clearTimeout = (timer) => {
    pending.delete(timer);
    clearTimeout(timer);
  };
  t.after(() => Object.assign(globalThis, { setTimeout, clearTimeout }));
  return () => pending.size;
}
