// 4. Guest mode: the statuses unauthenticated, authenticated and authorized, and the prompts that
// lead from one to the next.

import { authorize } from "zoom-pkce";
import { equal, fails, ok, stillWaiting, until } from "../page/check.js";
import { FOR_GUESTS } from "../page/capabilities.js";
import { newCase } from "./case.js";

/** @import { Context } from "./case.js" */

const GUESTS = /** @type {const} */ (["unauthenticated", "authenticated"]);

/**
 * @param {Context} context
 * @param {import("../page/context.js").SimulatorOptions} options
 * @param {string[]} [capabilities]
 */
async function startAsGuest(context, options, capabilities = FOR_GUESTS) {
  await context.start({ status: "authenticated", ...options }, { capabilities });
  // Calls config without context.configure: the app's listeners were already added.
  return {
    reconfigure: () =>
      context.zoomSdk.config({ capabilities: /** @type {any} */ (capabilities), version: "0.16.0" }),
  };
}

/** The called APIs without getUserContext. @param {Context} context */
const callsWithoutStatus = ({ asked }) => asked().filter((name) => name !== "getUserContext");

/** The number of prompts. @param {Context} context */
const prompts = ({ asked }) => asked().filter((name) => name === "promptAuthorize").length;

/** Waits until the flow has prompted and listens for changes. @param {Context} context */
const untilPrompting = (context) =>
  until(
    () => prompts(context) > 0 && context.listening().includes("onMyUserContextChange"),
    "a prompt and a listener for the change after it",
  );

export const guestMode = [
  ...GUESTS.map((status) =>
    newCase(`4. ${status}: guest_mode by default, without a prompt`, async (context) => {
      await startAsGuest(context, { status });
      const error = await fails(authorize(context.zoomSdk), "guest_mode", { retryable: false });
      ok(error.message.includes(status), `"${error.message}" should name ${status}`);
      const cause = /** @type {any} */ (error.cause);
      equal(
        [cause?.code, cause instanceof Error],
        ["80004", true],
        "the code of the cause, which is Zoom's refusal",
      );
      equal(callsWithoutStatus(context), ["config", "authorize"], "the called APIs");
    }),
  ),

  ...GUESTS.map((status) =>
    newCase(`4. ${status}, and the SDK gives up on authorize: guest_mode`, async (context) => {
      await context.start({ status, client: "no-answer" }, { capabilities: FOR_GUESTS, timeout: 250 });
      const error = await fails(authorize(context.zoomSdk), "guest_mode");
      ok(error.message.includes(status), `"${error.message}" should name ${status}`);
      equal(context.asked(), ["config", "authorize", "getUserContext"], "the called APIs");
    }),
  ),

  newCase("4. authenticated, with reconfigure: prompts once, configures again, signs in", async (context) => {
    const options = await startAsGuest(context, { status: "authenticated" });
    const authorization = await authorize(context.zoomSdk, options);
    const expected = ["config", "authorize", "promptAuthorize", "config", "authorize"];
    equal(callsWithoutStatus(context), expected, "the called APIs");
    const [first, second] = context.requests();
    equal(second, first, "the second request for authorize, which has the challenge and state of the first");
    equal(second.state, authorization.state, "the state");
    context.assertNothingLeft();
    await context.redeem(authorization);
  }),

  newCase(
    "4. unauthenticated, with reconfigure: prompts twice, configures again after each",
    async (context) => {
      const options = await startAsGuest(context, { status: "unauthenticated", delayMs: 10 });
      const authorization = await authorize(context.zoomSdk, options);
      equal(
        callsWithoutStatus(context),
        ["config", "authorize", "promptAuthorize", "config", "promptAuthorize", "config", "authorize"],
        "the called APIs",
      );
      await context.redeem(authorization);
      equal(context.simulator.status, "authorized", "the status");
      // The next flow needs no prompt.
      await context.redeem(await authorize(context.zoomSdk, options));
      equal(prompts(context), 2, "the number of prompts");
    },
  ),

  newCase("4. with reconfigure, but already authorized: signs in without a prompt", async (context) => {
    const options = await startAsGuest(context, { status: "authorized" });
    await context.redeem(await authorize(context.zoomSdk, options));
    equal(context.asked(), ["config", "authorize"], "the called APIs");
  }),

  newCase("4. a declined prompt: access_denied", async (context) => {
    const options = await startAsGuest(context, { person: "decline" });
    await fails(authorize(context.zoomSdk, options), "access_denied", { retryable: true });
    equal(callsWithoutStatus(context), ["config", "authorize", "promptAuthorize"], "the called APIs");
    context.assertNothingLeft();
    context.simulator.person = "approve";
    await context.redeem(await authorize(context.zoomSdk, options));
  }),

  newCase("4. the second prompt declined: access_denied", async (context) => {
    const { reconfigure } = await startAsGuest(context, { status: "unauthenticated" });
    const declineNext = async () => {
      await reconfigure();
      context.simulator.person = "decline";
    };
    await fails(authorize(context.zoomSdk, { reconfigure: declineNext }), "access_denied");
    equal(prompts(context), 2, "the number of prompts");
  }),

  newCase("4. an abandoned prompt: timeout", async (context) => {
    const options = await startAsGuest(context, { person: "ignore" });
    const flow = authorize(context.zoomSdk, { ...options, timeoutMs: 400 });
    await fails(flow, "timeout", { retryable: true });
    equal(prompts(context), 1, "the number of prompts");
    context.assertNothingLeft();
    // The prompt is still open. The flow has ended, so the answer to the prompt has no effect.
    context.simulator.status = "authorized";
    await until(() => context.simulator.status === "authorized", "the change");
    equal(callsWithoutStatus(context), ["config", "authorize", "promptAuthorize"], "the called APIs");
  }),

  newCase("4. the second prompt abandoned: timeout, counted from the start of the flow", async (context) => {
    const { reconfigure } = await startAsGuest(context, { status: "unauthenticated" });
    const ignoreNext = async () => {
      await reconfigure();
      context.simulator.person = "ignore";
    };
    const flow = authorize(context.zoomSdk, { reconfigure: ignoreNext, timeoutMs: 800 });
    await fails(flow, "timeout");
    equal(prompts(context), 2, "the number of prompts");
  }),

  newCase("4. a refused prompt: access_denied", async (context) => {
    const options = await startAsGuest(context, { client: "refuse-prompt" });
    const error = await fails(authorize(context.zoomSdk, options), "access_denied");
    ok(error.cause instanceof Error, "the cause is the SDK's error");
    equal(prompts(context), 1, "the number of prompts");
  }),

  newCase("4. a prompt without its capability: capability_missing names promptAuthorize", async (context) => {
    const capabilities = FOR_GUESTS.filter((name) => name !== "promptAuthorize");
    const options = await startAsGuest(context, {}, capabilities);
    await fails(authorize(context.zoomSdk, options), "capability_missing", {
      message: /\bpromptAuthorize\b/,
    });
  }),

  newCase("4. the person signs in elsewhere while the prompt is open: the flow goes on", async (context) => {
    const options = await startAsGuest(context, { person: "ignore" });
    const flow = authorize(context.zoomSdk, options);
    await untilPrompting(context);
    await stillWaiting(flow, "the flow");
    Object.assign(context.simulator, { person: "approve", status: "authorized" });
    await context.redeem(await flow);
  }),

  newCase("4. a change without a status: the flow asks the client for it, and goes on", async (context) => {
    const options = await startAsGuest(context, { status: "unauthenticated", client: "no-status" });
    await context.redeem(await authorize(context.zoomSdk, options));
    equal(prompts(context), 2, "the number of prompts");
    context.assertNothingLeft();
  }),

  newCase("4. a change of something else: no second prompt", async (context) => {
    const options = await startAsGuest(context, { person: "ignore" });
    const flow = authorize(context.zoomSdk, options);
    await untilPrompting(context);
    const calls = context.asked().length;
    context.simulator.emit("onMyUserContextChange", { role: "coHost", screenName: "Another name" });
    await until(() => context.asked().length > calls, "the call of getUserContext");
    await stillWaiting(flow, "the flow");
    equal(prompts(context), 1, "the number of prompts");
    context.simulator.status = "authorized";
    context.simulator.person = "approve";
    await context.redeem(await flow);
  }),

  newCase("4. the app was added meanwhile: configures again once, without a prompt", async (context) => {
    const options = await startAsGuest(context, {});
    context.simulator.status = "authorized";
    await context.redeem(await authorize(context.zoomSdk, options));
    equal(callsWithoutStatus(context), ["config", "authorize", "config", "authorize"], "the called APIs");
  }),

  newCase("4. reconfigure fails: sdk_not_configured with its error as the cause", async (context) => {
    const broken = new Error("the app's own config failed");
    await startAsGuest(context, {});
    const throwing = () => {
      throw broken;
    };
    for (const reconfigure of [() => Promise.reject(broken), throwing]) {
      context.simulator.status = "authenticated";
      await context.configure({ capabilities: FOR_GUESTS });
      const error = await fails(authorize(context.zoomSdk, { reconfigure }), "sdk_not_configured");
      ok(error.cause === broken, "the cause");
      context.assertNothingLeft();
    }
  }),

  newCase("4. the client refuses after the person is authorized: authorize_failed", async (context) => {
    const { reconfigure } = await startAsGuest(context, {});
    const refuseNext = async () => {
      await reconfigure();
      context.simulator.client = "refuse";
    };
    await fails(authorize(context.zoomSdk, { reconfigure: refuseNext }), "authorize_failed");
    equal(context.requests().length, 2, "the number of authorize requests");
  }),

  newCase("4. the person declines after being authorized: access_denied", async (context) => {
    const { reconfigure } = await startAsGuest(context, {});
    const declineNext = async () => {
      await reconfigure();
      context.simulator.person = "decline";
    };
    await fails(authorize(context.zoomSdk, { reconfigure: declineNext }), "access_denied");
    equal(context.requests().length, 2, "the number of authorize requests");
  }),

  newCase(
    "4. a reconfigure that is not a function: invalid_argument, and the client is not called",
    async (context) => {
      await startAsGuest(context, {});
      for (const reconfigure of [{}, "config", true]) {
        const flow = authorize(context.zoomSdk, /** @type {any} */ ({ reconfigure }));
        await fails(flow, "invalid_argument", { message: /^reconfigure: must / });
      }
      equal(context.asked(), ["config"], "the called APIs");
    },
  ),

  newCase("4. an unknown status, without getUserContext: the refusal decides", async (context) => {
    const capabilities = FOR_GUESTS.filter((name) => name !== "getUserContext");
    await startAsGuest(context, { client: "refuse", status: "authorized" }, capabilities);
    await fails(authorize(context.zoomSdk), "authorize_failed");
    const sdk = {
      ...listenerMethods(context.zoomSdk),
      authorize: (/** @type {any} */ request) => context.zoomSdk.authorize(request),
    };
    await fails(authorize(sdk), "authorize_failed");
  }),
];

/** The two listener methods of the SDK. @param {Context["zoomSdk"]} zoomSdk */
function listenerMethods(zoomSdk) {
  return {
    addEventListener: (/** @type {any} */ name, /** @type {any} */ listener) =>
      zoomSdk.addEventListener(name, listener),
    removeEventListener: (/** @type {any} */ name, /** @type {any} */ listener) =>
      zoomSdk.removeEventListener(name, listener),
  };
}
