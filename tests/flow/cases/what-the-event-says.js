// 2. The event comes twice, or is without code, declined, without state, with another state,
// malformed.

import { authorize } from "zoom-pkce";
import { equal, fails, ok, stillWaiting, until } from "../page/check.js";
import { watchMemory } from "../page/memory.js";
import { newCase } from "./case.js";

/** @import { Context } from "./case.js" */

const MEGABYTE = "x".repeat(1_048_576);

/**
 * Asserts that the next flow succeeds.
 *
 * @param {Context} context
 */
async function signsInAgain(context) {
  Object.assign(context.simulator, { client: "normal", person: "approve" });
  await context.redeem(await authorize(context.zoomSdk));
}

/**
 * Starts a flow, emits a changed event, and returns the flow.
 *
 * @param {Context} context
 * @param {(consent: import("../page/context.js").AuthorizedEvent) => unknown} change
 * @param {import("zoom-pkce").AuthorizeOptions} [options]
 */
async function flowWithEvent(context, change, options) {
  const requests = context.requests().length;
  const flow = authorize(context.zoomSdk, options);
  const ended = flow.catch(() => {});
  const event = change(await context.consent(await context.requested(requests + 1)));
  await context.emit(event);
  await ended;
  return flow;
}

export const whatTheEventSays = [
  newCase("2. the event comes twice: the first counts", async (context) => {
    const { simulator } = await context.start({ client: "event-twice" });
    const authorization = await authorize(context.zoomSdk);
    await until(() => context.heard.length === 2, "both events in the app");
    equal(authorization.code, context.heard[0].code, "the code");
    await context.redeem(authorization);

    // The second event comes while another flow waits.
    simulator.person = "ignore";
    const next = authorize(context.zoomSdk);
    const request = await context.requested(2);
    await context.emit(context.heard[1]);
    await stillWaiting(next, "the next flow");
    await context.emit(await context.consent(request));
    await context.redeem(await next);
  }),

  newCase("2. an event without code: missing_code", async (context) => {
    await context.start({ client: "no-code" });
    await fails(authorize(context.zoomSdk), "missing_code", { retryable: true });
    await signsInAgain(context);
  }),

  newCase("2. result: false: access_denied", async (context) => {
    await context.start({ person: "decline" });
    await fails(authorize(context.zoomSdk), "access_denied", { retryable: true });
    equal(
      context.heard.map(({ result }) => result),
      [false],
      "the results that the app got",
    );
    await signsInAgain(context);
  }),

  newCase("2. an event without state: accepted in a native client, refused in a frame", async (context) => {
    await context.start({ client: "no-state" });
    const flow = authorize(context.zoomSdk);
    if (context.bridge === "frame") {
      await fails(flow, "state_mismatch", { message: /no state/, retryable: true });
    } else {
      await context.redeem(await flow);
    }
    ok(!("state" in context.heard[0]), "the event had no state");
    await signsInAgain(context);
  }),

  newCase("2. an event without state: refused with requireState: true", async (context) => {
    await context.start({ client: "no-state" });
    const flow = authorize(context.zoomSdk, { requireState: true });
    await fails(flow, "state_mismatch", { message: /no state/, retryable: true });
    await signsInAgain(context);
  }),

  newCase("2. an event without state: accepted with requireState: false, in a frame too", async (context) => {
    await context.start({ client: "no-state" });
    await context.redeem(await authorize(context.zoomSdk, { requireState: false }));
  }),

  newCase("2. an event with another state: state_mismatch", async (context) => {
    await context.start({ client: "other-state" });
    await fails(authorize(context.zoomSdk), "state_mismatch", { retryable: true });
    await fails(authorize(context.zoomSdk, { requireState: false }), "state_mismatch");
    await signsInAgain(context);
  }),

  newCase("2. the event of a flow that ended is ignored, the waiting flow goes on", async (context) => {
    const { simulator } = await context.start({ delayMs: 60 });
    const controller = new AbortController();
    const first = authorize(context.zoomSdk, { signal: controller.signal });
    await context.requested();
    controller.abort();
    await fails(first, "aborted");
    simulator.person = "ignore";
    const second = authorize(context.zoomSdk);
    const request = await context.requested(2);
    await until(() => context.heard.length === 1, "the event of the first flow");
    ok(context.heard[0].state !== request.state, "the event has the state of the first flow");
    await stillWaiting(second, "the second flow");
    const event = await context.consent(request);
    await context.emit(event);
    equal((await second).code, event.code, "the code");
    await context.redeem(await second);
  }),

  .../** @type {const} */ (["null-event", "text-event", "number-fields", "huge-field"]).map((client) =>
    newCase(`2. a malformed event (${client}) ends in missing_code or state_mismatch`, async (context) => {
      await context.start({ client });
      /** @type {any} */
      const error = await authorize(context.zoomSdk).catch((error) => error);
      ok(["missing_code", "state_mismatch"].includes(error.code), `the error code ${error.code}`);
      ok(error.retryable, "the error is retryable");
      ok(error.message.length < 1000 && error.hint.length < 1000, "the error does not contain the long text");
      await until(() => context.heard.length === 1, "the event in the app");
      await signsInAgain(context);
    }),
  ),

  newCase("2. malformed events, one by one: null, a string, other types", async (context) => {
    await context.start({ person: "ignore" });
    // In a frame, the state is required: an event without one is refused before its code is read.
    const withoutState = context.bridge === "frame" ? "state_mismatch" : "missing_code";
    for (const event of [null, undefined, "authorized", "", 0, 42, true, [], {}]) {
      await fails(
        flowWithEvent(context, () => event),
        withoutState,
      );
    }
    for (const code of [7, "", null, true, {}, [], ["code"]]) {
      await fails(
        flowWithEvent(context, (event) => ({ ...event, code })),
        "missing_code",
      );
    }
    for (const state of [7, "", true, {}, ["state"]]) {
      await fails(
        flowWithEvent(context, (event) => ({ ...event, state })),
        "state_mismatch",
      );
    }
    await signsInAgain(context);
  }),

  newCase("2. a megabyte in a field: refused, and not copied into the wasm", async (context) => {
    const memory = watchMemory();
    await context.start({ person: "ignore" });
    await flowWithEvent(context, (event) => event);
    const size = memory.size();
    await fails(
      flowWithEvent(context, (event) => ({ ...event, code: MEGABYTE })),
      "missing_code",
    );
    await fails(
      flowWithEvent(context, (event) => ({ ...event, state: MEGABYTE })),
      "state_mismatch",
    );
    const { redirectUri } = await flowWithEvent(context, (event) => ({ ...event, redirectUri: MEGABYTE }));
    equal(redirectUri, location.href, "the redirect URI is the page if the event's is unusable");
    await flowWithEvent(context, (event) => ({ ...event, [MEGABYTE]: MEGABYTE }));
    equal(memory.size(), size, "the wasm's memory");
    await signsInAgain(context);
  }),

  newCase("2. values of other types in fields that the flow does not need: signs in", async (context) => {
    await context.start({ person: "ignore" });
    const changed = { redirectUri: 7, result: 1, timestamp: "now" };
    const authorization = await flowWithEvent(context, (event) => ({ ...event, ...changed }));
    equal(authorization.redirectUri, location.href, "the redirect URI");
    await context.redeem(authorization);
  }),
];
