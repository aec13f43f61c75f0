// A program that ends flows in every way, with timers of many minutes. Afterwards, no timer may
// keep the process alive.

import { authorize, authorizeWithBackend, forward } from "zoom-pkce";
import { newConsentingSdk, newSdk } from "./sdk.js";

/** @param {Promise<unknown>} promise */
const codeOf = (promise) =>
  promise.then(
    () => "ok",
    (error) => error.code,
  );
const timeoutMs = 600_000;
const url = "https://backend.example/token";
const controller = new AbortController();
const fetchAborted = new AbortController();

const authorization = await authorize(newConsentingSdk().zoomSdk, { timeoutMs });
const outcomes = [
  await codeOf(authorize(newConsentingSdk({ result: false }).zoomSdk, { timeoutMs })),
  await codeOf(authorize(newConsentingSdk({ state: "another" }).zoomSdk)),
  await codeOf(authorize(newSdk(() => Promise.reject(new Error("no"))).zoomSdk, { timeoutMs })),
  await codeOf(authorize(newSdk(() => controller.abort()).zoomSdk, { signal: controller.signal })),
  await codeOf(authorize(newSdk().zoomSdk, { timeoutMs: 1 })),
  await codeOf(forward(authorization, { url, timeoutMs, fetch: async () => new Response("{}") })),
  await codeOf(
    forward(authorization, { url, timeoutMs, fetch: async () => new Response("no", { status: 500 }) }),
  ),
  await codeOf(forward(authorization, { url, fetch: () => Promise.reject(new TypeError("down")) })),
  await codeOf(
    forward(authorization, {
      url,
      timeoutMs,
      signal: fetchAborted.signal,
      async fetch(_url, init) {
        fetchAborted.abort();
        init.signal?.throwIfAborted();
        return new Response();
      },
    }),
  ),
  await codeOf(
    authorizeWithBackend(newConsentingSdk().zoomSdk, {
      timeoutMs,
      backend: { url, timeoutMs, fetch: async () => new Response("{}") },
    }),
  ),
];
console.log(JSON.stringify(outcomes));
