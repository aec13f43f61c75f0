// `react-dom/client` for React 16 and 17, which have `render` and `hydrate` instead.

import dom from "react-dom";

/** @type {any} The types are those of React 19, which lacks these functions. */
const ReactDOM = dom;

/** @param {Element} place */
export const createRoot = (place) => ({
  /** @param {unknown} tree */
  render: (tree) => ReactDOM.render(tree, place),
  unmount: () => ReactDOM.unmountComponentAtNode(place),
});

/** @param {Element} place @param {unknown} tree */
export function hydrateRoot(place, tree) {
  ReactDOM.hydrate(tree, place);
  return createRoot(place);
}
