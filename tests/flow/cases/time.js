// 11. The page's clock jumps, its timers stop, or the person takes hours.

import { authorize, forward, init } from "zoom-pkce";
import { equal, fails, match, ok, sleep, stillWaiting, until } from "../page/check.js";
import { stopClock } from "../page/clock.js";
import { newCase } from "./case.js";

/** @import { Context } from "./case.js" */

const HOUR_MS = 3_600_000;

/**
 * Moves `Date.now` but not the timers, as a change of the computer's clock does.
 *
 * @param {number} milliseconds
 */
function moveClock(milliseconds) {
  const { now } = Date;
  Date.now = () => now() + milliseconds;
}

/**
 * Starts a flow that waits, in a page whose clock stands still.
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
    /** Emits the event of the person's consent. The event does not need the page's timers. */
    async agree() {
      context.simulator.emit("onAuthorized", consent);
      await until(() => context.heard.length > 0, "the event");
    },
  };
}

export const time = [
  ...[
    { jump: 5 * HOUR_MS, direction: "forward" },
    { jump: -5 * HOUR_MS, direction: "back" },
  ].map(({ jump, direction }) =>
    newCase(`11. the clock jumps ${direction} by hours while the flow waits: signs in`, async (context) => {
      await context.start({ person: "ignore" });
      const flow = authorize(context.zoomSdk);
      const event = await context.consent(await context.requested());
      moveClock(jump);
      await stillWaiting(flow, "the flow");
      await context.emit(event);
      const authorization = await flow;
      ok(
        Math.abs(authorization.receivedAt - Date.now()) < 60_000,
        "receivedAt is the time of the clock after the jump",
      );
      await context.redeem(authorization);
    }),
  ),

  newCase("11. the clock jumps back after the event: forward sends", async (context) => {
    await context.start();
    const authorization = await authorize(context.zoomSdk);
    moveClock(-5 * HOUR_MS);
    await context.redeem(authorization);
  }),

  newCase("11. the clock jumps forward after the event: code_expired, nothing is sent", async (context) => {
    await context.start();
    const authorization = await authorize(context.zoomSdk);
    moveClock(5 * HOUR_MS);
    await fails(forward(authorization, "/token"), "code_expired", { retryable: true });
    // Nothing was sent, so the code is still valid.
    await context.redeem({ ...authorization, receivedAt: Date.now() });
  }),

  newCase("11. timers stop while the tab sleeps: the event still ends the flow", async (context) => {
    const { clock, flow, agree } = await startInStoppedTime(context);
    await agree();
    const authorization = await flow;
    equal(clock.waiting() >= 1, false, "whether the flow has left a timer");
    clock.restore();
    await context.redeem(authorization);
  }),

  newCase(
    "11. the tab wakes up after hours, its timers before the event: timeout, the event is ignored",
    async (context) => {
      const { clock, flow, agree } = await startInStoppedTime(context);
      await clock.pass(3 * HOUR_MS);
      await fails(flow, "timeout");
      context.assertNothingLeft();
      await agree();
      clock.restore();
      context.simulator.person = "approve";
      await context.redeem(await authorize(context.zoomSdk));
    },
  ),

  newCase("11. a flow waits for five minutes: not less, not more", async (context) => {
    const { clock, flow, isSettled } = await startInStoppedTime(context);
    await clock.pass(299_999);
    await sleep(5);
    ok(!isSettled(), "it waits for 299999 ms");
    await clock.pass(1);
    const { message } = await fails(flow, "timeout");
    match(message, /timeoutMs/, "the message");
    equal(clock.waiting(), 0, "the pending timers");
    clock.restore();
  }),

  newCase("11. the person takes hours, with a timeoutMs that permits it: signs in", async (context) => {
    const { clock, flow, isSettled, agree } = await startInStoppedTime(context, { timeoutMs: 24 * HOUR_MS });
    for (let hour = 0; hour < 23; hour++) await clock.pass(HOUR_MS);
    await sleep(5);
    ok(!isSettled(), "it waits for 23 hours");
    await agree();
    const authorization = await flow;
    ok(Math.abs(authorization.receivedAt - Date.now()) < 60_000, "receivedAt is the time of the event");
    equal(clock.waiting(), 0, "the pending timers");
    clock.restore();
    await context.redeem({ ...authorization, receivedAt: Date.now() });
  }),

  newCase("11. the longest timeoutMs, without an event: timeout after 24.8 days", async (context) => {
    const { clock, flow, isSettled } = await startInStoppedTime(context, { timeoutMs: 2_147_483_647 });
    await clock.pass(2_147_483_646);
    await sleep(5);
    ok(!isSettled(), "it waits for 2147483646 ms");
    await clock.pass(1);
    await fails(flow, "timeout");
    clock.restore();
  }),
];
