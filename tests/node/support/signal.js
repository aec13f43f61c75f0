// An AbortSignal that counts its listeners.

export function countedController() {
  const controller = new AbortController();
  const { signal } = controller;
  /** The event's name and the listener. @type {[unknown, unknown][]} */
  const listeners = [];
  let added = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (/** @type {any[]} */ ...values) => {
    added++;
    listeners.push([values[0], values[1]]);
    Reflect.apply(addEventListener, signal, values);
  };
  signal.removeEventListener = (/** @type {any[]} */ ...values) => {
    const at = listeners.findIndex(([type, listener]) => type === values[0] && listener === values[1]);
    if (at >= 0) listeners.splice(at, 1);
    Reflect.apply(removeEventListener, signal, values);
  };
  return {
    signal,
    /** @param {unknown} reason */
    abort: (reason) => controller.abort(reason),
    /** The current number of listeners. */
    get listening() {
      return listeners.length;
    },
    /** The number of listeners that were ever added. */
    get added() {
      return added;
    },
  };
}
