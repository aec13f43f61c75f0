// Which listeners the real SDK has: it does not tell, so its methods are watched.

/** @typedef {{ name: string, listener: Function }} Listening */

/**
 * @param {object} zoomSdk The real SDK: a `Proxy` whose prototype has the methods.
 * @returns {() => Listening[]} those that are there now
 */
export function watchListeners(zoomSdk) {
  /** @type {Listening[]} */
  let listening = [];
  const methods = Object.getPrototypeOf(zoomSdk);
  const { addEventListener, removeEventListener } = methods;
  methods.addEventListener = function (/** @type {string} */ name, /** @type {Function} */ listener) {
    listening.push({ name, listener });
    return addEventListener.call(this, name, listener);
  };
  methods.removeEventListener = function (/** @type {string} */ name, /** @type {Function} */ listener) {
    // As the SDK does it: by identity, from every event.
    listening = listening.filter((entry) => entry.listener !== listener);
    return removeEventListener.call(this, name, listener);
  };
  return () => [...listening];
}
