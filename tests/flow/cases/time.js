// 11. The page's clock jumps, its timers stop, the person takes hours.

import { authorize, forward, init } from "zoom-pkce";
import { equal, fails, match, ok, sleep, stillWaiting, until } from "../page/check.js";
import { stopClock } from "../page/clock.js";
import { newCase } from "./case.js";

/** @import { Context } from "./case.js" */

const HOUR = 3_600_000;

/** Moves `Date.now`, not the timers, as setting a computer's clock does. @param {number} milliseconds */
function moveClock(milliseconds) {
  const { now } = Date;
  Date.now = () => now() + milliseconds;
}

/**
 * A waiting flow in a page whose clock stands still.
 *
 * @param {Context} context
 * @param {import("zoom-pkce").AuthorizeOptions} [options]
 */
async function startInStoppedTime(context, options) {
  await context.start({ person: "ignore" });
  await init();
  const clock = stopClock();
  let settled = false;
  const flow = authorize(context.zoomSdk, options);
  const settle = () => void (settled = true);
  flow.then(settle, settle);
  await until(async () => {
    await clock.pass(0);
    return context.requests().length === 1;
  }, "the request");
  const consent = await context.consent(context.requests()[0]);
  return {
    clock,
    flow,
    isSettled: () => settled,
    /** The person agrees; the event comes whether timers run or not. */
    async agree() {
      context.simulator.emit("onAuthorized", consent);
      await until(() => context.heard.length > 0, "the event");
    },
  };
}

export const time = [
  ...[
    { jump: 5 * HOUR, direction: "forward" },
    { jump: -5 * HOUR, direction: "back" },
  ].map(({ jump, direction }) =>
    newCase(`11. the clock jumps ${direction} by hours while the flow waits: signs in`, async (context) => {
      await context.start({ person: "ignore" });
      const flow = authorize(context.zoomSdk);
      const event = await context.consent(await context.requested());
      moveClock(jump);
      await stillWaiting(flow, "the flow");
      await context.emit(event);
      const authorization = await flow;
      ok(Math.abs(authorization.receivedAt - Date.now()) < 60_000, "receivedAt is by the clock as it is now");
      await context.redeem(authorization);
    }),
  ),

  newCase("11. the clock jumps back after the event: forward sends", async (context) => {
    await context.start();
    const authorization = await authorize(context.zoomSdk);
    moveClock(-5 * HOUR);
    await context.redeem(authorization);
  }),

  newCase("11. the clock jumps forward after the event: code_expired, nothing is sent", async (context) => {
    await context.start();
    const authorization = await authorize(context.zoomSdk);
    moveClock(5 * HOUR);
    await fails(forward(authorization, "/token"), "code_expired", { retryable: true });
    // It was not sent: it is still good.
    await context.redeem({ ...authorization, receivedAt: Date.now() });
  }),

  newCase("11. timers stop while the tab sleeps: the event still ends the flow", async (context) => {
    const { clock, flow, agree } = await startInStoppedTime(context);
    await agree();
    const authorization = await flow;
    equal(clock.waiting() >= 1, false, "whether a timer of the flow is left");
    clock.restore();
    await context.redeem(authorization);
  }),

  newCase(
    "11. the tab wakes up after hours, its timers before the event: timeout, no late change",
    async (context) => {
      const { clock, flow, agree } = await startInStoppedTime(context);
      await clock.pass(3 * HOUR);
      await fails(flow, "timeout");
      context.assertNothingLeft();
      await agree();
      clock.restore();
      context.simulator.person = "approve";
      await context.redeem(await authorize(context.zoomSdk));
    },
  ),

  newCase("11. five minutes are what a flow waits: not less, not more", async (context) => {
    const { clock, flow, isSettled } = await startInStoppedTime(context);
    await clock.pass(299_999);
    await sleep(5);
    ok(!isSettled(), "it waits for 299999 ms");
    await clock.pass(1);
    const { message } = await fails(flow, "timeout");
    match(message, /timeoutMs/, "the message");
    equal(clock.waiting(), 0, "the timers that are left");
    clock.restore();
  }),

  newCase("11. a flow of hours, with timeoutMs for it: signs in", async (context) => {
    const { clock, flow, isSettled, agree } = await startInStoppedTime(context, { timeoutMs: 24 * HOUR });
    for (let hour = 0; hour < 23; hour++) await clock.pass(HOUR);
    await sleep(5);
    ok(!isSettled(), "it waits for 23 hours");
    await agree();
    const authorization = await flow;
    ok(Math.abs(authorization.receivedAt - Date.now()) < 60_000, "receivedAt is when the event came");
    equal(clock.waiting(), 0, "the timers that are left");
    clock.restore();
    await context.redeem({ ...authorization, receivedAt: Date.now() });
  }),

  newCase("11. a flow of hours that nobody ends: timeout when its time has come", async (context) => {
    const { clock, flow, isSettled } = await startInStoppedTime(context, { timeoutMs: 2_147_483_647 });
    await clock.pass(2_147_483_646);
    await sleep(5);
    ok(!isSettled(), "it waits for almost 25 days");
    await clock.pass(1);
    await fails(flow, "timeout");
    clock.restore();
  }),
];
