/**
 * Sets an own property of a page object and returns a function that undoes it.
 *
 * @param {any} object
 * @param {PropertyKey} name
 * @param {unknown} value
 * @returns {() => void} Restores the previous property, or deletes the new one. If other code has
 *   set the property to another value in the meantime, it does nothing.
 */
export function patchProperty(object, name, value) {
  const previous = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
  return () => {
    if (object[name] !== value) return;
    if (previous) Object.defineProperty(object, name, previous);
    else delete object[name];
  };
}
