// Tests of an app under jsdom: `AbortController`, `URL`, `URLSearchParams` and `Headers` are jsdom's,
// `fetch` and `Request` are Node's.

import * as node from "node:url";

import zoomSdk from "@zoom/appssdk";
import { expect, test } from "vitest";
import { authorizeWithBackend, forward } from "zoom-pkce";
import { exchangeCode } from "zoom-pkce/server";
import { startSimulator } from "zoom-pkce/simulator";

const { BACKEND = "", CLOSED = "", ZOOM = "", REDIRECT_URI = "" } = process.env;

// The SDK names it in every call, and jsdom does not have it.
globalThis.ImageData ??= /** @type {any} */ (class {});

const authorization = () => ({
  code: "a-code-of-the-person",
  codeVerifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
  redirectUri: REDIRECT_URI,
  state: "a-state",
  receivedAt: Date.now(),
});

test("the page's forms and URLs are not Node's", () => {
  expect(URLSearchParams).not.toBe(node.URLSearchParams);
  expect(URL).not.toBe(node.URL);
});

test("forward posts to a URL of either realm, with a signal of the page", async () => {
  const { signal } = new AbortController();
  for (const url of [`${BACKEND}/ok`, new URL(`${BACKEND}/ok`), new node.URL(`${BACKEND}/ok`)]) {
    for (const target of [url, { url, signal, format: "form", headers: { "x-of-the-app": "1" } }]) {
      expect(await forward(authorization(), target)).toEqual({ ok: true });
    }
  }
});

test("forward posts with a fetch of the app's own that calls the global one", async () => {
  const target = { url: `${BACKEND}/ok`, fetch: (url, init) => fetch(url, init) };
  expect(await forward(authorization(), target)).toEqual({ ok: true });
});

test("a silent backend ends in backend_timeout, and an aborted signal in aborted", async () => {
  const url = `${BACKEND}/silent`;
  const late = forward(authorization(), { url, timeoutMs: 200 });
  await expect(late).rejects.toMatchObject({ code: "backend_timeout" });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 200);
  const aborted = forward(authorization(), { url, signal: controller.signal });
  await expect(aborted).rejects.toMatchObject({ code: "aborted" });
});

test("a backend that is down ends in network_error", async () => {
  const unreachable = forward(authorization(), CLOSED);
  await expect(unreachable).rejects.toMatchObject({ code: "network_error" });
});

test("a person signs in, with the simulated client and its server", async () => {
  const simulator = startSimulator({ server: ZOOM });
  await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
  const { scope } = await authorizeWithBackend(zoomSdk, { backend: `${BACKEND}/token` });
  expect(scope).toMatch(/user:read/);
  simulator.stop();
});

test("zoom-pkce/server reads Zoom's refusal", async () => {
  const refused = exchangeCode({
    clientId: "simulated-client-id",
    clientSecret: "simulated-client-secret",
    tokenUrl: `${ZOOM}/oauth/token`,
    code: "a-code-that-was-used",
    codeVerifier: authorization().codeVerifier,
    redirectUri: REDIRECT_URI,
    signal: new AbortController().signal,
  });
  await expect(refused).rejects.toMatchObject({ error: "invalid_grant", status: 400 });
});
