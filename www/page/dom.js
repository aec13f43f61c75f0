/**
 * Returns the element with an id.
 *
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} type The class of the element.
 * @returns {T}
 * @throws {Error} If there is no such element.
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new Error(`The page has no ${type.name} with the id ${id}`);
}

/**
 * Creates an element.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className May be empty.
 * @param {...(Node | string)} children
 */
export function createElement(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}
