/** @import { Timeline } from "./timeline.js" */
/** @import { Secrets } from "./secrets.js" */
/** @typedef {"plain" | "S256"} Method */
/** @typedef {typeof import("@zoom/appssdk").default} ZoomSdk */
/** @typedef {Pick<ZoomSdk, "authorize" | "addEventListener" | "removeEventListener" | "getUserContext">} Sdk */

const CHALLENGE_MADE = {
  plain: "A random verifier. Under plain the challenge is the verifier itself.",
  S256: "A random verifier. Under S256 the challenge is its SHA-256.",
};

/**
 * Whether the SDK has given up waiting for Zoom's answer, after 10 s: the person may still decide, and the flow waits on.
 * @param {unknown} error
 */
const isSdkTimeout = (error) =>
  error instanceof Error && /took longer than \d+ ?ms to respond/.test(error.message);

/**
 * The Zoom SDK, with what passes through it written to the timeline.
 * @param {Sdk} zoomSdk
 * @param {{ timeline: Timeline, secrets: Secrets, method: Method }} to
 * @returns {Sdk}
 */
export function recordSdk(zoomSdk, { timeline, secrets, method }) {
  /** @type {string | undefined} */
  let stateSent;
  /** @type {Map<Function, (data: any) => any>} */
  const recorders = new Map();

  /** @param {{ result: boolean, code?: string, state?: string, redirectUri?: string }} event */
  function recordEvent(event) {
    const { result, code, state, redirectUri } = event;
    const stateMatches = state === stateSent;
    secrets.add(code, state);
    timeline.reached("event", {
      text: result ? "The person agreed, and here is the code." : "The person declined, so there is no code.",
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
      stateSent = state;
      secrets.add(codeChallenge, state);
      timeline.reached("challenge", {
        text: CHALLENGE_MADE[method],
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
      const recorder = (/** @type {any} */ data) => {
        if (name === "onAuthorized") recordEvent(data);
        return listener(data);
      };
      recorders.set(listener, recorder);
      zoomSdk.addEventListener(name, recorder);
    },
    getUserContext: () => zoomSdk.getUserContext(),
    removeEventListener(name, listener) {
      zoomSdk.removeEventListener(name, recorders.get(listener) ?? listener);
      recorders.delete(listener);
    },
  };
}

/**
 * `fetch`, with the request to the backend and its answer written to the timeline.
 * @param {{ timeline: Timeline, secrets: Secrets }} to
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
        ? "The tokens stay on the backend. This is all the page gets."
        : "The backend got no tokens, and says why.",
      facts: response.ok
        ? { name: String(answer.name), scope: String(answer.scope) }
        : { status: String(response.status) },
      json: secrets.json(answer),
    });
    return response;
  };
}
