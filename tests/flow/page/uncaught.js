// A page in which errors of the package reach the console, each in another way. It tells the server
// what they are.

import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { authorize, forward } from "zoom-pkce";

const { authorization } = /** @type {any} */ (window);

/** @param {Promise<unknown>} promise @returns {Promise<any>} */
const errorOf = (promise) => promise.catch((error) => error);

const zoomSdk = /** @type {any} */ ({
  authorize() {},
  addEventListener() {},
  removeEventListener() {},
});

/** Two errors of the wasm module, then two of JavaScript. @type {Record<string, any>} */
const errors = {
  rejected: await errorOf(authorize(/** @type {any} */ (undefined))),
  logged: await errorOf(authorize(zoomSdk, { timeoutMs: 0 })),
  thrown: await errorOf(forward(authorization, "http://backend.example/")),
  rendered: await errorOf(forward({ ...authorization, receivedAt: 0 }, "/token")),
};
const told = Object.entries(errors).map(([way, { name, reason, code, hint }]) => [
  way,
  [name, reason, code, hint],
]);
await fetch("/errors", { method: "POST", body: JSON.stringify(Object.fromEntries(told)) });

void Promise.reject(errors.rejected);
console.error(errors.logged);
setTimeout(() => {
  throw errors.thrown;
});
const Failing = () => {
  throw errors.rendered;
};
createRoot(document.body).render(createElement(Failing));
