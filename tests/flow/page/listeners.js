// Tracks the listeners of the published SDK. The SDK does not list them, so its methods are
// wrapped.

/** @typedef {{ name: string, listener: Function }} Listening */

/**
 * @param {object} zoomSdk The published SDK: a `Proxy` whose prototype has the methods.
 * @returns {() => Listening[]} returns the current listeners
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
    // Like the SDK: by identity, from every event.
    listening = listening.filter((entry) => entry.listener !== listener);
    return removeEventListener.call(this, name, listener);
  };
  return () => [...listening];
}
