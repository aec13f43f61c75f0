// 6. Two calls at once, and two copies of the SDK.

import { authorize, init } from "zoom-pkce";
import { equal, fails, ok, stillWaiting } from "../page/check.js";
import { FOR_GUESTS } from "../page/capabilities.js";
import { newCase } from "./case.js";

/** @import { Context } from "./case.js" */

/** @type {Parameters<Context["zoomSdk"]["config"]>[0]} */
const CONFIG = {
  capabilities: ["authorize", "onAuthorized"],
  version: "0.16.0",
  // Short, because some of these calls get no answer.
  timeout: 250,
};

/**
 * Loads a second copy of the SDK by a script tag. The copy is returned in an object, because its
 * Proxy has a `then` and must not be awaited.
 *
 * @returns {Promise<{ tagged: Context["zoomSdk"] }>}
 */
async function loadScriptTag() {
  const script = document.createElement("script");
  // The only policy that the pages with Trusted Types permit.
  const { trustedTypes } = /** @type {any} */ (window);
  const policy = trustedTypes?.createPolicy("script-tag", {
    createScriptURL: (/** @type {string} */ url) => url,
  });
  const url = "/assets/script-tag.js";
  script.src = policy ? policy.createScriptURL(url) : url;
  await new Promise((resolve, reject) => {
    Object.assign(script, { onload: resolve, onerror: reject });
    document.head.append(script);
  });
  return { tagged: /** @type {any} */ (window).zoomSdk };
}

/**
 * Returns whether the client answers only the copy at `window.zoomSdk`. Over the other bridges, it
 * answers every copy.
 */
const answersOneCopy = (/** @type {Context} */ { bridge }) => bridge === "android" || bridge === "webkit";

/** @param {Context["zoomSdk"]} sdk */
const isConfigured = (sdk) =>
  sdk.config(CONFIG).then(
    () => true,
    () => false,
  );

/**
 * @param {Context["zoomSdk"]} sdk
 * @returns {Promise<unknown>}
 */
const failsUnconfigured = (sdk) =>
  fails(authorize(sdk), "sdk_not_configured", { hint: /twice|two copies|more than once/i });

export const twoAtOnce = [
  newCase("6. the second call gets in_progress, the first goes on", async (context) => {
    await context.start({ person: "ignore" });
    const first = authorize(context.zoomSdk);
    const request = await context.requested();
    for (const options of [{}, { state: "another" }, { timeoutMs: 1 }]) {
      await fails(authorize(context.zoomSdk, options), "in_progress", { retryable: true });
    }
    await stillWaiting(first, "the first flow");
    equal(context.requests().length, 1, "the number of authorize requests");
    equal(context.listening(), ["onAuthorized"], "the listeners of the flow");
    await context.emit(await context.consent(request));
    await context.redeem(await first);
    context.simulator.person = "approve";
    await context.redeem(await authorize(context.zoomSdk));
  }),

  newCase(
    "6. two calls before the wasm has loaded, and two after: one of each pair signs in",
    async (context) => {
      await context.start();
      for (const loaded of [false, true]) {
        if (loaded) await init();
        const both = [authorize(context.zoomSdk), authorize(context.zoomSdk)];
        await fails(both[1], "in_progress");
        await context.redeem(await both[0]);
      }
      equal(context.requests().length, 2, "the number of authorize requests");
    },
  ),

  newCase("6. a second call while the person is prompted: in_progress", async (context) => {
    await context.start({ status: "authenticated", delayMs: 40 }, { capabilities: FOR_GUESTS });
    let second;
    const reconfigure = async () => {
      second = fails(authorize(context.zoomSdk), "in_progress");
      await context.zoomSdk.config({ ...CONFIG, capabilities: /** @type {any} */ (FOR_GUESTS) });
    };
    await context.redeem(await authorize(context.zoomSdk, { reconfigure }));
    ok(second, "reconfigure made a second call");
    await second;
  }),

  newCase("6. a second call in a reaction to the end of the first: signs in", async (context) => {
    await context.start();
    await context.redeem(await authorize(context.zoomSdk).then(() => authorize(context.zoomSdk)));
    equal(context.requests().length, 2, "the number of authorize requests");
  }),

  newCase(
    "6. two copies of the SDK, script tag first, the import configured: the script tag's copy fails",
    async (context) => {
      context.simulate();
      const { zoomSdk: imported } = context;
      const { tagged } = await loadScriptTag();
      ok(imported !== tagged, "the two copies differ");
      equal(await isConfigured(imported), !answersOneCopy(context), "whether the client answers the import");
      if (answersOneCopy(context)) await failsUnconfigured(imported);
      else await context.redeem(await authorize(imported));
      await failsUnconfigured(tagged);
    },
  ),

  newCase(
    "6. two copies of the SDK, script tag first and configured: the script tag's copy works",
    async (context) => {
      context.simulate();
      const { tagged } = await loadScriptTag();
      ok(await isConfigured(tagged), "the client answers the script tag's copy");
      await context.redeem(await authorize(tagged));
      await failsUnconfigured(context.zoomSdk);
      await context.redeem(await authorize(tagged));
    },
  ),

  newCase(
    "6. two copies of the SDK, the import configured before the script tag: the script tag's copy fails",
    async (context) => {
      context.simulate();
      const { zoomSdk: imported } = context;
      ok(await isConfigured(imported), "the client answers the import");
      await context.redeem(await authorize(imported));
      const { tagged } = await loadScriptTag();
      await failsUnconfigured(tagged);
      // The script tag has replaced window.zoomSdk, which receives the answers of two bridges.
      if (answersOneCopy(context)) await fails(authorize(imported, { timeoutMs: 600 }), "timeout");
      else await context.redeem(await authorize(imported));
    },
  ),
];
