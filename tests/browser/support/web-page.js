// The script of the page that web-sign-in.js serves.

import { authorizeInBrowser, completeAuthorization } from "zoom-pkce/browser";

/** @type {any} */
const page = window;
const zoom = { clientId: "simulated-client-id", backend: "/api/zoom/token" };

page.completed = completeAuthorization(zoom);
// A test reads the outcome later.
page.completed.catch(() => {});

/** @param {Promise<unknown>} promise */
page.outcomeOf = (promise) =>
  promise.then(
    // WebDriver turns `undefined` into `null`.
    (value) => (value === undefined ? {} : { value }),
    ({ code, message, hint, retryable }) => ({ code, message, hint, retryable }),
  );

/** @type {HTMLButtonElement} */ (document.querySelector("#sign-in")).onclick = () => {
  page.started = authorizeInBrowser({ ...zoom, ...page.options, signal: page.abortable?.signal });
  page.started.catch(() => {});
};
page.isReady = true;
