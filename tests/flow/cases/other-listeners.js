// 8. The app's own listeners of onAuthorized, next to the flow's listener.

import { authorize } from "zoom-pkce";
import { equal, ok, until } from "../page/check.js";
import { newCase } from "./case.js";

/** @import { Context } from "./case.js" */

/**
 * Wraps the SDK in a Proxy that counts its listeners.
 *
 * @param {Context["zoomSdk"]} zoomSdk
 */
function counted(zoomSdk) {
  /** @type {unknown[]} */
  let listening = [];
  let added = 0;
  const sdk = new Proxy(zoomSdk, {
    get(target, name) {
      if (name === "addEventListener") {
        return (/** @type {any} */ event, /** @type {any} */ listener) => {
          added++;
          listening.push(listener);
          target.addEventListener(event, listener);
        };
      }
      if (name === "removeEventListener") {
        return (/** @type {any} */ event, /** @type {any} */ listener) => {
          listening = listening.filter((other) => other !== listener);
          target.removeEventListener(event, listener);
        };
      }
      return Reflect.get(target, name);
    },
  });
  return { sdk, listening: () => listening.length, added: () => added };
}

export const otherListeners = [
  newCase("8. listeners of the app, added before and after the flow's, get every event", async (context) => {
    await context.start({ person: "ignore" });
    /** @type {any[][]} */
    const [before, after] = [[], []];
    context.listen("onAuthorized", (event) => before.push(event));
    const flow = authorize(context.zoomSdk);
    const event = await context.consent(await context.requested());
    context.listen("onAuthorized", (event) => after.push(event));
    await context.emit(event);
    equal([before, after], [[event], [event]], "the events that they got");
    await context.redeem(await flow);
    const later = { ...event, code: "later" };
    await context.emit(later);
    equal(
      [before, after],
      [
        [event, later],
        [event, later],
      ],
      "the events that they got after the flow",
    );
  }),

  newCase(
    "8. the flow's listener never throws: one added after it gets malformed events too",
    async (context) => {
      await context.start({ person: "ignore" });
      let asked = 0;
      for (const event of [
        null,
        undefined,
        "text",
        0,
        true,
        [],
        {},
        { state: 7, code: {} },
        { result: "no" },
      ]) {
        const flow = authorize(context.zoomSdk).catch(() => {});
        await context.requested(++asked);
        /** @type {unknown[]} */
        const after = [];
        context.listen("onAuthorized", (event) => after.push(event));
        await context.emit(event);
        equal(after.length, 1, "the calls of the listener after the flow's");
        await flow;
      }
    },
  ),

  newCase(
    "8. an app's listener that removes itself and starts a flow does not disturb the flow",
    async (context) => {
      await context.start();
      /** @type {Promise<unknown> | undefined} */
      let next;
      const { zoomSdk } = context;
      const flow = authorize(zoomSdk);
      await context.requested();
      const once = () => {
        zoomSdk.removeEventListener("onAuthorized", once);
        next = authorize(zoomSdk);
      };
      context.listen("onAuthorized", once);
      await context.redeem(await flow);
      await until(() => next, "the next flow");
      await context.redeem(/** @type {any} */ (await next));
    },
  ),

  newCase("8. after any flow there are as many listeners as before it", async (context) => {
    const { simulator } = await context.start();
    const { sdk, listening, added } = counted(context.zoomSdk);
    const own = () => {};
    sdk.addEventListener("onAuthorized", own);
    /** @type {string[]} */
    const ends = [];
    /** @param {import("zoom-pkce").AuthorizeOptions} [options] */
    const end = async (options) => {
      ends.push(
        await authorize(sdk, options).then(
          () => "authorized",
          ({ code }) => code,
        ),
      );
      equal(listening(), 1, `the listeners after ${ends.at(-1)}`);
    };
    await end();
    simulator.person = "decline";
    await end();
    simulator.person = "ignore";
    await end({ timeoutMs: 20 });
    const controller = new AbortController();
    const aborted = end({ signal: controller.signal });
    controller.abort();
    await aborted;
    await end({ signal: AbortSignal.abort() });
    await end({ codeChallengeMethod: /** @type {any} */ ("none") });
    simulator.person = "approve";
    for (const client of /** @type {const} */ ([
      "no-code",
      "other-state",
      "null-event",
      "refuse",
      "old-client",
    ])) {
      simulator.client = client;
      if (client === "old-client") await context.configure();
      await end({ requireState: false });
    }
    equal(
      ends,
      [
        ...["authorized", "access_denied", "timeout", "aborted", "aborted", "invalid_argument"],
        ...["missing_code", "state_mismatch", "missing_code", "authorize_failed", "capability_missing"],
      ],
      "the outcomes",
    );
    ok(added() > ends.length / 2, "listeners were added");
    sdk.removeEventListener("onAuthorized", own);
  }),
];
