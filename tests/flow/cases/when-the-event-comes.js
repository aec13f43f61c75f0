// 1. The event comes before authorize() resolves, after it, long after the SDK's time-out, or
// never.

import { authorize } from "zoom-pkce";
import { equal, fails, match, stillWaiting, until } from "../page/check.js";
import { newCase } from "./case.js";

/** @import { Context } from "./case.js" */

/**
 * Wraps the SDK, and records the order in which its promise settles and the event comes.
 *
 * @param {Context} context
 */
function inOrder({ zoomSdk, listen }) {
  /** @type {string[]} */
  const order = [];
  listen("onAuthorized", () => order.push("event"));
  /** @type {import("zoom-pkce").ZoomSdk} */
  const sdk = {
    addEventListener: (name, listener) => zoomSdk.addEventListener(name, listener),
    removeEventListener: (name, listener) => zoomSdk.removeEventListener(name, listener),
    authorize(request) {
      const answer = zoomSdk.authorize(request);
      answer.then(
        () => order.push("answer"),
        (error) => order.push(error.message.split("\n")[0]),
      );
      return answer;
    },
  };
  return { sdk, order };
}

/**
 * @param {Context} context
 * @param {string[]} expected
 */
async function signsInOver(context, expected) {
  const { sdk, order } = inOrder(context);
  const authorization = await authorize(sdk);
  await until(() => order.length === expected.length, "both the event and the answer");
  equal(order, expected, "the order");
  await context.redeem(authorization);
}

export const whenTheEventComes = [
  newCase("1. the event comes before authorize() resolves", async (context) => {
    await context.start({ client: "event-first" });
    await signsInOver(context, ["event", "answer"]);
  }),

  newCase("1. the event comes after authorize() resolves", async (context) => {
    await context.start({ delayMs: 30 });
    await signsInOver(context, ["answer", "event"]);
  }),

  newCase("1. the event comes long after the SDK has given up", async (context) => {
    await context.start({ client: "no-answer", delayMs: 500 }, { timeout: 250 });
    await signsInOver(context, ["authorize took longer than 250ms to respond.", "event"]);
  }),

  newCase(
    "1. the event comes after the SDK's default time-out of 10 seconds",
    async (context) => {
      await context.start({ client: "no-answer", delayMs: 10_300 });
      await signsInOver(context, ["authorize took longer than 10000ms to respond.", "event"]);
    },
    { isFor: ({ engine, bridge }) => engine === "WebKit" && bridge === "webkit" },
  ),

  newCase("1. the event never comes: timeout, and a late event is ignored", async (context) => {
    const { simulator } = await context.start({ person: "ignore" });
    const error = await fails(authorize(context.zoomSdk, { timeoutMs: 60 }), "timeout", { retryable: true });
    match(error.hint, /onAuthorized/, "the hint");
    equal(error.cause, undefined, "the cause");
    context.assertNothingLeft();
    const late = await context.consent(await context.requested());
    await context.emit(late);

    // It does not end the next flow either.
    const next = authorize(context.zoomSdk);
    const request = await context.requested(2);
    await context.emit(late);
    await stillWaiting(next, "the next flow");
    const event = await context.consent(request);
    simulator.emit("onAuthorized", event);
    equal((await next).code, event.code, "the code");
    await context.redeem(await next);
  }),

  newCase("1. neither an answer nor an event comes: timeout", async (context) => {
    await context.start({ client: "no-answer", person: "ignore" }, { timeout: 250 });
    await fails(authorize(context.zoomSdk, { timeoutMs: 400 }), "timeout");
  }),
];
