// Signs in in both ways that the backends offer. The tests call the functions on `globalThis`.

import zoomSdk from "@zoom/appssdk";
import { authorize, authorizeWithBackend, forward } from "zoom-pkce";
import { startSimulator } from "zoom-pkce/simulator";

/** Turns a promise into plain values, because only these can be passed from the page to a test. */
const outcomeOf = (promise) =>
  promise.then(
    (value) => ({ value }),
    ({ code, message, hint, status, body, retryable }) => ({
      code,
      text: `${message} ${hint}`,
      status,
      body,
      retryable,
    }),
  );

const WAYS = {
  page: { backend: "/api/zoom/token", prepare: async () => ({}) },
  session: {
    backend: "/api/zoom/session/token",
    async prepare() {
      const response = await fetch("/api/zoom/session/challenge", { method: "POST" });
      if (!response.ok) throw new Error(`No challenge: HTTP status ${response.status}`);
      return response.json();
    },
  },
};

const fields = ({ code, codeVerifier, redirectUri, state }) => ({
  code,
  code_verifier: codeVerifier,
  redirect_uri: redirectUri,
  state,
});

Object.assign(globalThis, {
  /** Starts the simulated client. `trouble` names the failure that Zoom simulates. */
  async startZoom(trouble, person) {
    globalThis.simulator = startSimulator({ server: `/zoom/${trouble}`, person });
    await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
  },
  async signIn(way, options = {}) {
    const { backend, prepare } = WAYS[way];
    return outcomeOf(authorizeWithBackend(zoomSdk, { ...(await prepare()), ...options, backend }));
  },
  /** Posts the same code once for each element of `changes`, and returns the outcomes. */
  async forwardEach(way, ...changes) {
    const { backend, prepare } = WAYS[way];
    const authorization = await authorize(zoomSdk, await prepare());
    const outcomes = [];
    for (const changed of changes) {
      const body = (given) => ({ ...given, ...changed });
      outcomes.push(await outcomeOf(forward(authorization, { url: backend, body })));
    }
    return outcomes;
  },
  /** Returns the fields of a sign-in without posting them. */
  fieldsOf: async (way) => fields(await authorize(zoomSdk, await WAYS[way].prepare())),
  async user() {
    const response = await fetch("/api/zoom/session", { cache: "no-store" });
    return { status: response.status, body: await response.json() };
  },
});
