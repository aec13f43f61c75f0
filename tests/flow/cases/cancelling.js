// 5. Cancelling: the signal is aborted, or the page is left.

import { authorize, init } from "zoom-pkce";
import { equal, fails, ok, sleep, stillWaiting, until } from "../page/check.js";
import { FOR_GUESTS } from "../page/capabilities.js";
import { newCase } from "./case.js";

/** An abort controller that counts the listeners of its signal. */
function newController() {
  const controller = new AbortController();
  const { signal } = controller;
  let listening = 0;
  const { addEventListener, removeEventListener } = signal;
  Object.assign(signal, {
    addEventListener(/** @type {any[]} */ ...values) {
      listening++;
      Reflect.apply(addEventListener, signal, values);
    },
    removeEventListener(/** @type {any[]} */ ...values) {
      listening--;
      Reflect.apply(removeEventListener, signal, values);
    },
  });
  return {
    signal,
    reason: new Error("the app's own reason"),
    abort() {
      controller.abort(this.reason);
    },
    listening: () => listening,
  };
}

export const cancelling = [
  newCase("5. aborted before the call: aborted, and the client is not called", async (context) => {
    await context.start();
    const controller = newController();
    controller.abort();
    for (const loaded of [false, true]) {
      if (loaded) await init();
      const flow = authorize(context.zoomSdk, { signal: controller.signal });
      const error = await fails(flow, "aborted", { retryable: true });
      ok(error.cause === controller.reason, "the cause is the signal's reason");
      equal(error.zoomCode, undefined, "zoomCode");
    }
    equal(context.asked(), ["config"], "the called APIs");
    equal(controller.listening(), 0, "the number of listeners on the signal");
    await context.redeem(await authorize(context.zoomSdk));
  }),

  newCase("5. aborted while the wasm loads: aborted, and the client is not called", async (context) => {
    await context.start();
    const controller = newController();
    const flow = authorize(context.zoomSdk, { signal: controller.signal });
    controller.abort();
    await fails(flow, "aborted");
    equal(context.asked(), ["config"], "the called APIs");
    await context.redeem(await authorize(context.zoomSdk));
  }),

  newCase("5. aborted while waiting: aborted at once, and the event is ignored", async (context) => {
    const { simulator } = await context.start({ person: "ignore" });
    const controller = newController();
    const flow = authorize(context.zoomSdk, { signal: controller.signal });
    const request = await context.requested();
    equal(controller.listening(), 1, "the number of listeners on the signal");
    controller.abort();
    context.assertNothingLeft();
    const error = await fails(flow, "aborted", { retryable: true });
    ok(error.cause === controller.reason, "the cause is the signal's reason");
    equal(controller.listening(), 0, "the number of listeners on the signal");
    await context.emit(await context.consent(request));
    simulator.person = "approve";
    await context.redeem(await authorize(context.zoomSdk));
  }),

  newCase("5. aborted while prompting: aborted, and the answer to the prompt is ignored", async (context) => {
    const { simulator } = await context.start(
      { status: "authenticated", person: "ignore" },
      { capabilities: FOR_GUESTS },
    );
    const controller = newController();
    let configured = 0;
    const reconfigure = async () => void configured++;
    const flow = authorize(context.zoomSdk, { signal: controller.signal, reconfigure });
    await until(() => context.asked().includes("promptAuthorize"), "the prompt");
    await stillWaiting(flow, "the flow");
    /** @type {any[]} */
    const changes = [];
    context.listen("onMyUserContextChange", (event) => changes.push(event));
    controller.abort();
    context.assertNothingLeft();
    await fails(flow, "aborted");
    equal(controller.listening(), 0, "the number of listeners on the signal");
    simulator.status = "authorized";
    await until(() => changes.length > 0, "the change");
    equal([configured, context.requests().length], [0, 1], "calls of reconfigure and of authorize");
    // After another call of config, the app signs in.
    simulator.person = "approve";
    await context.configure();
    await context.redeem(await authorize(context.zoomSdk));
  }),

  newCase(
    "5. aborted while reconfigure runs: aborted, and the client is not called again",
    async (context) => {
      await context.start({ status: "authenticated" }, { capabilities: FOR_GUESTS });
      const controller = newController();
      /** @type {(value?: unknown) => void} */
      let finish = () => {};
      let running = false;
      const reconfigure = () => {
        running = true;
        return new Promise((resolve) => (finish = resolve));
      };
      const flow = authorize(context.zoomSdk, { signal: controller.signal, reconfigure });
      await until(() => running, "a call of reconfigure");
      const asked = context.asked();
      controller.abort();
      await fails(flow, "aborted");
      await context.configure({ capabilities: FOR_GUESTS });
      finish();
      await sleep(20);
      equal(context.asked(), [...asked, "config"], "the called APIs");
      await context.redeem(await authorize(context.zoomSdk));
    },
  ),

  newCase("5. aborted after the end: changes nothing", async (context) => {
    await context.start();
    const controller = newController();
    const authorization = await authorize(context.zoomSdk, { signal: controller.signal });
    equal(controller.listening(), 0, "the number of listeners on the signal");
    controller.abort();
    await context.redeem(authorization);
    await context.redeem(await authorize(context.zoomSdk));
  }),

  newCase("5. the page is left while waiting, and opened again: the new page signs in", [
    async (context) => {
      await context.start({ person: "ignore" });
      void authorize(context.zoomSdk);
      await context.requested();
    },
    async (context) => {
      // The simulated client around a frame still runs.
      if (context.bridge === "frame") await context.configure();
      else await context.start();
      context.assertNothingLeft();
      context.simulator.person = "approve";
      await context.redeem(await authorize(context.zoomSdk));
    },
  ]),

  newCase("5. the old page's event reaches the new page: its code ends no flow", [
    async (context) => {
      await context.start({ person: "ignore" });
      void authorize(context.zoomSdk);
      return context.consent(await context.requested());
    },
    async (context, /** @type {import("../page/context.js").AuthorizedEvent} */ late) => {
      if (context.bridge === "frame") await context.configure();
      else await context.start({ person: "ignore" });
      const asked = context.requests().length;
      // No flow waits: the event has no effect.
      await context.emit(late);
      // A flow waits in a page that does not know the event's state: the code is dropped.
      const flow = authorize(context.zoomSdk);
      const ended = fails(flow, "state_mismatch", { retryable: true });
      await context.requested(asked + 1);
      await context.emit(late);
      await ended;
      context.simulator.person = "approve";
      await context.redeem(await authorize(context.zoomSdk));
    },
  ]),

  newCase(
    "5. back by the browser's history, to a page that was kept or loaded again: signs in",
    [
      async (context) => {
        await context.start({ person: "ignore" });
        const flow = authorize(context.zoomSdk);
        await context.requested();
        Object.assign(window, { kept: { context, flow } });
      },
      async (context) => {
        const { kept } = /** @type {any} */ (window);
        if (!kept) {
          if (context.bridge === "frame") await context.configure();
          else await context.start();
          context.simulator.person = "approve";
          return context.redeem(await authorize(context.zoomSdk));
        }
        // The browser has kept the page, and its flow still waits.
        await fails(authorize(context.zoomSdk), "in_progress");
        kept.context.simulator.emit(
          "onAuthorized",
          await kept.context.consent(await kept.context.requested()),
        );
        await context.redeem(await kept.flow);
      },
    ],
    { comeBack: "back" },
  ),
];
