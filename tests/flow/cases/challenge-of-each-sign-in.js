// 7. The code verifier stays on the backend: the option challenge, with the endpoints of Zoom's
// sample, and its page with a hash router.

import { authorize, authorizeWithBackend, init } from "zoom-pkce";
import { equal, fails, ok, stillWaiting, until } from "../page/check.js";
import { newCase } from "./case.js";

/** @import { Context } from "./case.js" */

/** @typedef {NonNullable<import("zoom-pkce").AuthorizeOptions["challenge"]>} FetchChallenge */

/** @type {FetchChallenge} */
const challenge = async ({ signal }) => (await fetch("/sample/authorize", { signal })).json();

/** @type {import("zoom-pkce").ForwardTarget} */
const backend = {
  url: "/sample/onauthorized",
  body: ({ code, state, redirect_uri }) => ({ code, state, href: redirect_uri }),
};

const SUCCESS = { result: "Success" };

/** A challenge that is fetched when the case says so. */
function newHeldChallenge() {
  /** @type {() => void} */
  let release = () => {};
  const released = new Promise((resolve) => (release = () => resolve(undefined)));
  /** @type {AbortSignal[]} */
  const signals = [];
  return {
    signals,
    release: () => release(),
    /** @type {FetchChallenge} */
    async challenge({ signal }) {
      signals.push(signal);
      await released;
      return challenge({ signal });
    },
  };
}

/**
 * Makes the page that of a hash router, and the event one without redirectUri.
 *
 * @param {Context} context
 */
async function startWithHashRouter(context) {
  history.replaceState(null, "", "#/userinfo");
  await context.start({ person: "ignore" });
}

/** @param {Context} context */
async function consentWithoutRedirectUri(context) {
  const { redirectUri, ...event } = await context.consent(await context.requested());
  ok(redirectUri.endsWith("#/userinfo"), "Zoom knows the page by its URL with the fragment");
  await context.emit(event);
}

export const challengeOfEachSignIn = [
  newCase("7. the option challenge: each sign-in has a challenge of its own", async (context) => {
    await context.start();
    for (const times of [1, 2]) {
      equal(await authorizeWithBackend(context.zoomSdk, { challenge, backend }), SUCCESS, "the answer");
      equal(context.requests().length, times, "the number of authorize requests");
    }
    const [first, second] = context.requests();
    ok(first.codeChallenge !== second.codeChallenge && first.state !== second.state, "both are new");
  }),

  newCase(
    "7. the option challenge: a second start meanwhile gets in_progress, the first goes on",
    async (context) => {
      await context.start();
      const held = newHeldChallenge();
      const first = authorizeWithBackend(context.zoomSdk, { challenge: held.challenge, backend });
      await until(() => held.signals.length > 0, "the call of challenge");
      await fails(authorizeWithBackend(context.zoomSdk, { challenge, backend }), "in_progress");
      await fails(authorize(context.zoomSdk), "in_progress");
      await stillWaiting(first, "the first flow");
      equal(context.listening(), [], "the listeners before the request");
      held.release();
      equal(await first, SUCCESS, "the answer");
      equal(context.requests().length, 1, "the number of authorize requests");
    },
  ),

  newCase(
    "7. the option challenge: a start while the person decides keeps the session's challenge",
    async (context) => {
      await context.start({ person: "ignore" });
      const first = authorizeWithBackend(context.zoomSdk, { challenge, backend });
      const request = await context.requested();
      await fails(authorizeWithBackend(context.zoomSdk, { challenge, backend }), "in_progress");
      await context.emit(await context.consent(request));
      equal(await first, SUCCESS, "the answer");
    },
  ),

  newCase("7. the option challenge: abort and time-out end the request for it", async (context) => {
    await context.start();
    await init();
    const reason = new Error("navigated");
    const controller = new AbortController();
    const aborted = newHeldChallenge();
    const flow = authorize(context.zoomSdk, { challenge: aborted.challenge, signal: controller.signal });
    controller.abort(reason);
    equal((await fails(flow, "aborted")).cause === reason, true, "the cause is the reason");
    const late = newHeldChallenge();
    const started = authorize(context.zoomSdk, { challenge: late.challenge, timeoutMs: 30 });
    await fails(started, "timeout", { message: /^challenge: it did not settle/ });
    ok(aborted.signals[0].aborted && late.signals[0].aborted, "both signals of the challenges are aborted");
    for (const held of [aborted, late]) held.release();
    equal(await authorizeWithBackend(context.zoomSdk, { challenge, backend }), SUCCESS, "the next sign-in");
    equal(context.requests().length, 1, "the number of authorize requests");
  }),

  newCase("7. the option challenge: no challenge in the answer, or no answer: refused", async (context) => {
    await context.start();
    const notFound = async () => (await fetch("/posts/none")).json();
    await fails(authorize(context.zoomSdk, { challenge: notFound }), "invalid_argument", {
      message: /^challenge: must return \{ codeChallenge, state \}/,
    });
    const offline = async () => (await fetch(context.closedOrigin)).json();
    const error = await fails(authorize(context.zoomSdk, { challenge: offline }), "network_error", {
      message: /^challenge: /,
      hint: /cause/,
    });
    ok(error.cause instanceof TypeError, "the cause is the error of fetch");
    equal(context.requests(), [], "the authorize requests");
  }),

  newCase(
    "7. a hash router, an event without redirectUri: redirectUri says the page's URL",
    async (context) => {
      await startWithHashRouter(context);
      const options = { challenge, backend, redirectUri: location.href };
      const flow = authorizeWithBackend(context.zoomSdk, options);
      await consentWithoutRedirectUri(context);
      equal(await flow, SUCCESS, "the answer");
    },
  ),

  newCase("7. a hash router, an event without redirectUri, no option: the hint names it", async (context) => {
    await startWithHashRouter(context);
    const flow = authorizeWithBackend(context.zoomSdk, { challenge, backend });
    const ended = flow.catch(() => {});
    await consentWithoutRedirectUri(context);
    await ended;
    await fails(flow, "invalid_grant", { hint: /redirectUri: location\.href/ });
  }),
];
