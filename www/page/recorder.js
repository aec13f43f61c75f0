// Records a sign-in: wraps the SDK and `fetch`, and shows what passes through them in the timeline.

/** @import { Timeline } from "./timeline.js" */
/** @import { Secrets } from "./secrets.js" */

/** @typedef {"plain" | "S256"} Method */
/** @typedef {typeof import("@zoom/appssdk").default} ZoomSdk */
/**
 * @typedef {Pick<
 *   ZoomSdk,
 *   "authorize" | "addEventListener" | "removeEventListener" | "getUserContext"
 * >} Sdk
 */
/** @typedef {{ timeline: Timeline, secrets: Secrets, method: Method }} Recording */

const CHALLENGE_TEXT = {
  plain: "A random code verifier. With plain the challenge is the verifier itself.",
  S256: "A random code verifier. With S256 the challenge is its SHA-256 hash.",
};

/**
 * Returns whether the SDK has stopped waiting for the client's answer, after 10 seconds. The person
 * may still decide, and `authorize` of zoom-pkce goes on waiting.
 *
 * @param {unknown} error
 */
const isSdkTimeout = (error) =>
  error instanceof Error && /took longer than \d+ ?ms to respond/.test(error.message);

/**
 * Returns the Zoom SDK with its requests and events recorded.
 *
 * @param {Sdk} zoomSdk
 * @param {Recording} recording
 * @returns {Sdk}
 */
export function recordSdk(zoomSdk, { timeline, secrets, method }) {
  /** @type {string | undefined} */
  let sentState;
  /** The function added to the SDK for each listener. @type {Map<Function, (data: any) => any>} */
  const recordingListeners = new Map();

  /** @param {{ result: boolean, code?: string, state?: string, redirectUri?: string }} event */
  function recordEvent(event) {
    const { result, code, state, redirectUri } = event;
    const stateMatches = state === sentState;
    secrets.add(code, state);
    timeline.reached("event", {
      text: result ? "The person agreed. The event has the code." : "The person declined. There is no code.",
      facts: {
        result: String(result),
        code: secrets.hide(code ?? "absent"),
        state: state === undefined ? "absent" : stateMatches ? "matches" : "does not match",
        redirectUri: redirectUri ?? "absent",
      },
      json: secrets.json(event),
    });
    if (result && code && (stateMatches || state === undefined)) timeline.waitFor("post");
  }

  return {
    authorize(options) {
      const { codeChallenge, state } = options;
      sentState = state;
      secrets.add(codeChallenge, state);
      timeline.reached("challenge", {
        text: CHALLENGE_TEXT[method],
        facts: { method, code_challenge: secrets.hide(codeChallenge) },
        json: secrets.json({ code_challenge_method: method, code_challenge: codeChallenge }),
      });
      timeline.reached("request", {
        facts: { codeChallenge: secrets.hide(codeChallenge), state: secrets.hide(state ?? "absent") },
        json: secrets.json(options),
      });
      timeline.waitFor("event");
      const accepted = zoomSdk.authorize(options);
      accepted.catch((error) => {
        if (!isSdkTimeout(error)) timeline.blame("request");
      });
      return accepted;
    },
    addEventListener(name, listener) {
      const recordingListener = (/** @type {any} */ data) => {
        if (name === "onAuthorized") recordEvent(data);
        return listener(data);
      };
      recordingListeners.set(listener, recordingListener);
      zoomSdk.addEventListener(name, recordingListener);
    },
    getUserContext: () => zoomSdk.getUserContext(),
    removeEventListener(name, listener) {
      zoomSdk.removeEventListener(name, recordingListeners.get(listener) ?? listener);
      recordingListeners.delete(listener);
    },
  };
}

/**
 * Returns a `fetch` that records the request to the backend and its answer.
 *
 * @param {Omit<Recording, "method">} recording
 * @returns {typeof fetch}
 */
export function recordFetch({ timeline, secrets }) {
  return async (input, init) => {
    const fields = JSON.parse(String(init?.body));
    secrets.add(fields.code, fields.code_verifier);
    timeline.reached("post", {
      facts: {
        [init?.method ?? "GET"]: new URL(String(input), location.href).pathname,
        code: secrets.hide(fields.code),
        code_verifier: secrets.hide(fields.code_verifier),
      },
      json: secrets.json(fields),
    });
    timeline.waitFor("tokens");
    const response = await fetch(input, init);
    const answer = await response
      .clone()
      .json()
      .catch(() => ({}));
    timeline.reached("tokens", {
      text: response.ok
        ? "The tokens stay on the backend. The page gets this answer."
        : "The backend got no tokens. Its answer says why.",
      facts: response.ok
        ? { name: String(answer.name), scope: String(answer.scope) }
        : { status: String(response.status) },
      json: secrets.json(answer),
    });
    return response;
  };
}
