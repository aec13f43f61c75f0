// The page that signs in, in both ways that the backends have. What the tests call is put on `globalThis` below.

import zoomSdk from "@zoom/appssdk";
import { authorize, authorizeWithBackend, forward } from "zoom-pkce";
import { startSimulator } from "zoom-pkce/simulator";

/** What a test gets of an outcome: nothing but plain values survives the way out of the page. */
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
  /** Zoom is under `/zoom/` and the name of what goes wrong there. */
  async startZoom(trouble, person) {
    globalThis.simulator = startSimulator({ server: `/zoom/${trouble}`, person });
    await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
  },
  async signIn(way, options = {}) {
    const { backend, prepare } = WAYS[way];
    return outcomeOf(authorizeWithBackend(zoomSdk, { ...(await prepare()), ...options, backend }));
  },
  /** What comes of a code that is posted so often, with fields of its own each time. */
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
  /** The same fields, to be posted from elsewhere. */
  fieldsOf: async (way) => fields(await authorize(zoomSdk, await WAYS[way].prepare())),
  async user() {
    const response = await fetch("/api/zoom/user", { cache: "no-store" });
    return { status: response.status, body: await response.json() };
  },
});
