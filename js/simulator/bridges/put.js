/**
 * Puts a property on an object of the page, in a way that can be undone.
 *
 * @param {any} object
 * @param {PropertyKey} name
 * @param {unknown} value
 * @returns {() => void} Makes the object what it was, unless the property is another one by then.
 */
export function put(object, name, value) {
  const before = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
  return () => {
    if (object[name] !== value) return;
    if (before) Object.defineProperty(object, name, before);
    else delete object[name];
  };
}
