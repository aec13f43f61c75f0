// 4. Guest mode: unauthenticated, authenticated, authorized, and the prompts between them.

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
  // The app's own call, again; its listeners are there already.
  return {
    reconfigure: () =>
      context.zoomSdk.config({ capabilities: /** @type {any} */ (capabilities), version: "0.16.0" }),
  };
}

/** What the client was asked, but for its status. @param {Context} context */
const steps = ({ asked }) => asked().filter((name) => name !== "getUserContext");

/** @param {Context} context */
const prompts = ({ asked }) => asked().filter((name) => name === "promptAuthorize").length;

/** The names of the flow's listeners while it prompts. @param {Context} context */
const isPrompting = (context) =>
  until(
    () => prompts(context) > 0 && context.listening().includes("onMyUserContextChange"),
    "a prompt and somebody who waits for what comes of it",
  );

export const guestMode = [
  ...GUESTS.map((status) =>
    newCase(`4. ${status}: guest_mode by default, and nobody is prompted`, async (context) => {
      await startAsGuest(context, { status });
      const error = await fails(authorize(context.zoomSdk), "guest_mode", { retryable: false });
      ok(error.message.includes(status), `"${error.message}" should name ${status}`);
      const cause = /** @type {any} */ (error.cause);
      equal([cause?.code, cause instanceof Error], ["80004", true], "the cause, which is Zoom's refusal");
      equal(steps(context), ["config", "authorize"], "what the client was asked");
    }),
  ),

  ...GUESTS.map((status) =>
    newCase(`4. ${status}, and the SDK gives up on authorize: guest_mode`, async (context) => {
      await context.start({ status, client: "no-answer" }, { capabilities: FOR_GUESTS, timeout: 250 });
      const error = await fails(authorize(context.zoomSdk), "guest_mode");
      ok(error.message.includes(status), `"${error.message}" should name ${status}`);
      equal(context.asked(), ["config", "authorize", "getUserContext"], "what the client was asked");
    }),
  ),

  newCase("4. authenticated, with reconfigure: prompts once, configures again, signs in", async (context) => {
    const options = await startAsGuest(context, { status: "authenticated" });
    const authorization = await authorize(context.zoomSdk, options);
    const expected = ["config", "authorize", "promptAuthorize", "config", "authorize"];
    equal(steps(context), expected, "what the client was asked");
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
        steps(context),
        ["config", "authorize", "promptAuthorize", "config", "promptAuthorize", "config", "authorize"],
        "what the client was asked",
      );
      await context.redeem(authorization);
      equal(context.simulator.status, "authorized", "the status");
      // The next one needs no prompt.
      await context.redeem(await authorize(context.zoomSdk, options));
      equal(prompts(context), 2, "how often the person was prompted");
    },
  ),

  newCase("4. with reconfigure, but already authorized: nobody is prompted", async (context) => {
    const options = await startAsGuest(context, { status: "authorized" });
    await context.redeem(await authorize(context.zoomSdk, options));
    equal(context.asked(), ["config", "authorize"], "what the client was asked");
  }),

  newCase("4. a declined prompt: access_denied", async (context) => {
    const options = await startAsGuest(context, { person: "decline" });
    await fails(authorize(context.zoomSdk, options), "access_denied", { retryable: true });
    equal(steps(context), ["config", "authorize", "promptAuthorize"], "what the client was asked");
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
    equal(prompts(context), 2, "how often the person was prompted");
  }),

  newCase("4. an abandoned prompt: timeout", async (context) => {
    const options = await startAsGuest(context, { person: "ignore" });
    const flow = authorize(context.zoomSdk, { ...options, timeoutMs: 400 });
    await fails(flow, "timeout", { retryable: true });
    equal(prompts(context), 1, "how often the person was prompted");
    context.assertNothingLeft();
    // The screen is still open; what becomes of it is nobody's any more.
    context.simulator.status = "authorized";
    await until(() => context.simulator.status === "authorized", "the change");
    equal(steps(context), ["config", "authorize", "promptAuthorize"], "what the client was asked");
  }),

  newCase("4. the second prompt abandoned: timeout, of the whole", async (context) => {
    const { reconfigure } = await startAsGuest(context, { status: "unauthenticated" });
    const ignoreNext = async () => {
      await reconfigure();
      context.simulator.person = "ignore";
    };
    const flow = authorize(context.zoomSdk, { reconfigure: ignoreNext, timeoutMs: 800 });
    await fails(flow, "timeout");
    equal(prompts(context), 2, "how often the person was prompted");
  }),

  newCase("4. a refused prompt: access_denied", async (context) => {
    const options = await startAsGuest(context, { client: "refuse-prompt" });
    const error = await fails(authorize(context.zoomSdk, options), "access_denied");
    ok(error.cause instanceof Error, "the cause is the SDK's error");
    equal(prompts(context), 1, "how often the person was prompted");
  }),

  newCase("4. a prompt without its capability: capability_missing names promptAuthorize", async (context) => {
    const capabilities = FOR_GUESTS.filter((name) => name !== "promptAuthorize");
    const options = await startAsGuest(context, {}, capabilities);
    await fails(authorize(context.zoomSdk, options), "capability_missing", {
      message: /\bpromptAuthorize\b/,
    });
  }),

  newCase("4. the person signs in elsewhere while the prompt is open: goes on", async (context) => {
    const options = await startAsGuest(context, { person: "ignore" });
    const flow = authorize(context.zoomSdk, options);
    await isPrompting(context);
    await stillWaiting(flow, "the flow");
    Object.assign(context.simulator, { person: "approve", status: "authorized" });
    await context.redeem(await flow);
  }),

  newCase(
    "4. a change that does not tell the status: the client is asked, and it goes on",
    async (context) => {
      const options = await startAsGuest(context, { status: "unauthenticated", client: "no-status" });
      await context.redeem(await authorize(context.zoomSdk, options));
      equal(prompts(context), 2, "how often the person was prompted");
      context.assertNothingLeft();
    },
  ),

  newCase("4. a change of something else: nobody is prompted for it", async (context) => {
    const options = await startAsGuest(context, { person: "ignore" });
    const flow = authorize(context.zoomSdk, options);
    await isPrompting(context);
    const questions = context.asked().length;
    context.simulator.emit("onMyUserContextChange", { role: "coHost", screenName: "Another name" });
    await until(() => context.asked().length > questions, "the question who the person is");
    await stillWaiting(flow, "the flow");
    equal(prompts(context), 1, "how often the person was prompted");
    context.simulator.status = "authorized";
    context.simulator.person = "approve";
    await context.redeem(await flow);
  }),

  newCase(
    "4. the app was added meanwhile: configured again once, and nobody is prompted",
    async (context) => {
      const options = await startAsGuest(context, {});
      context.simulator.status = "authorized";
      await context.redeem(await authorize(context.zoomSdk, options));
      equal(steps(context), ["config", "authorize", "config", "authorize"], "what the client was asked");
    },
  ),

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

  newCase("4. the client refuses once the person is authorized: authorize_failed", async (context) => {
    const { reconfigure } = await startAsGuest(context, {});
    const refuseNext = async () => {
      await reconfigure();
      context.simulator.client = "refuse";
    };
    await fails(authorize(context.zoomSdk, { reconfigure: refuseNext }), "authorize_failed");
    equal(context.requests().length, 2, "how often the client was asked");
  }),

  newCase("4. the person declines once authorized: access_denied", async (context) => {
    const { reconfigure } = await startAsGuest(context, {});
    const declineNext = async () => {
      await reconfigure();
      context.simulator.person = "decline";
    };
    await fails(authorize(context.zoomSdk, { reconfigure: declineNext }), "access_denied");
    equal(context.requests().length, 2, "how often the client was asked");
  }),

  newCase("4. a reconfigure that is no function: invalid_argument, and nothing is asked", async (context) => {
    await startAsGuest(context, {});
    for (const reconfigure of [{}, "config", true]) {
      const flow = authorize(context.zoomSdk, /** @type {any} */ ({ reconfigure }));
      await fails(flow, "invalid_argument", { message: /^reconfigure: must / });
    }
    equal(context.asked(), ["config"], "what the client was asked");
  }),

  newCase("4. an unknown status, without getUserContext: the refusal decides", async (context) => {
    const capabilities = FOR_GUESTS.filter((name) => name !== "getUserContext");
    await startAsGuest(context, { client: "refuse", status: "authorized" }, capabilities);
    await fails(authorize(context.zoomSdk), "authorize_failed");
    const sdk = {
      ...listeningOf(context.zoomSdk),
      authorize: (/** @type {any} */ request) => context.zoomSdk.authorize(request),
    };
    await fails(authorize(sdk), "authorize_failed");
  }),
];

/** @param {Context["zoomSdk"]} zoomSdk */
function listeningOf(zoomSdk) {
  return {
    addEventListener: (/** @type {any} */ name, /** @type {any} */ listener) =>
      zoomSdk.addEventListener(name, listener),
    removeEventListener: (/** @type {any} */ name, /** @type {any} */ listener) =>
      zoomSdk.removeEventListener(name, listener),
  };
}
