// The script of the page that web-sign-in.js serves.

import appsSdk from "@zoom/appssdk";
import { authorizeInBrowser, completeAuthorization, isInZoomClient, signIn } from "zoom-pkce/browser";
import { startSimulator } from "zoom-pkce/simulator";

/** @type {any} */
const page = window;
/** The types of the SDK are those of its CommonJS. @type {any} */
const zoomSdk = appsSdk;
const backend = "/api/zoom/token";
const clientId = "simulated-client-id";

page.completed = completeAuthorization({ clientId, backend });
// A test reads the outcome later.
page.completed.catch(() => {});

if (page.isInClient) startSimulator({ server: "/zoom" });
const config = zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
page.inClient = isInZoomClient(config);

/** @param {Promise<unknown>} promise */
page.outcomeOf = (promise) =>
  promise.then(
    // WebDriver turns `undefined` into `null`.
    (value) => (value === undefined ? {} : { value }),
    ({ code, message, hint, retryable }) => ({ code, message, hint, retryable }),
  );

/** @type {HTMLButtonElement} */ (document.querySelector("#sign-in")).onclick = () => {
  const { anywhere, ...browser } = page.options;
  const signal = page.abortable?.signal;
  page.started = anywhere
    ? signIn(zoomSdk, { config, backend, signal, browser: { clientId, ...browser } })
    : authorizeInBrowser({ clientId, backend, signal, ...browser });
  page.started.catch(() => {});
};
page.isReady = true;
