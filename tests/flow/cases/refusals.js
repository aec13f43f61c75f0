// 3. authorize() is refused by the client, called before config or without the capabilities, or the
// client is too old.

import { authorize, init } from "zoom-pkce";
import { equal, fails, match, ok } from "../page/check.js";
import { FOR_GUESTS } from "../page/capabilities.js";
import { newCase } from "./case.js";

/** @import { ZoomPkceErrorCode } from "zoom-pkce" */
/** @import { ClientBehavior } from "zoom-pkce/simulator" */
/** @import { Context } from "./case.js" */

/**
 * Returns the error with which the published SDK rejects `authorize`.
 *
 * @param {Context} context
 * @returns {Promise<{ message: string, code: string }>}
 */
const zoomsRefusal = ({ zoomSdk }) =>
  zoomSdk.authorize({ codeChallenge: "c".repeat(43), state: "state" }).then(
    () => Promise.reject(new Error("the client should have refused")),
    (error) => error,
  );

/** The number of calls of authorize. @param {Context} context */
const countAuthorize = ({ asked }) => asked().filter((name) => name === "authorize").length;

export const refusals = [
  newCase("3. the client refuses: authorize_failed with Zoom's message and code", async (context) => {
    for (const capabilities of [undefined, FOR_GUESTS]) {
      if (capabilities) await context.configure({ capabilities });
      else await context.start({ client: "refuse" });
      const refusal = await zoomsRefusal(context);
      const error = await fails(authorize(context.zoomSdk), "authorize_failed", { retryable: false });
      ok(refusal.message, "Zoom's refusal has a message");
      ok(error.message.includes(refusal.message), `"${error.message}" should contain "${refusal.message}"`);
      equal(error.zoomCode, refusal.code, "zoomCode");
      ok(error.cause instanceof Error, "the cause is the SDK's error");
      equal(error.cause.message, refusal.message, "the cause's message");
      context.assertNothingLeft();
    }
    context.simulator.client = "normal";
    await context.redeem(await authorize(context.zoomSdk));
  }),

  newCase(
    "3. the client refuses for a reason of Zoom's: the hint names that reason first",
    async (context) => {
      /** @type {[ClientBehavior, ZoomPkceErrorCode, string, RegExp][]} */
      const reasons = [
        ["app-not-support", "capability_missing", "80004", /^Check the app's features tab and type/],
        ["require-meeting-role", "authorize_failed", "80012", /^The person's role in the meeting/],
        ["require-meeting-owner-role", "authorize_failed", "80003", /^The person's role in the meeting/],
        ["not-in-guest-mode", "guest_mode", "10284", /^Pass reconfigure/],
        ["missing-scopes", "authorize_failed", "80000", /^Check the app's scopes in the Marketplace/],
      ];
      await context.start();
      for (const [client, code, zoomCode, hint] of reasons) {
        context.simulator.client = client;
        const error = await fails(authorize(context.zoomSdk), code, { hint, retryable: false });
        equal(error.zoomCode, zoomCode, `the zoomCode of ${client}`);
        context.assertNothingLeft();
      }
      context.simulator.client = "normal";
      await context.redeem(await authorize(context.zoomSdk));
    },
  ),

  newCase("3. before config: sdk_not_configured, and the client is not called", async (context) => {
    context.simulate();
    const flow = authorize(context.zoomSdk);
    await fails(flow, "sdk_not_configured", { hint: /zoomSdk\.config\(/, retryable: false });
    equal(context.asked(), [], "the called APIs");
    context.assertNothingLeft();
    await context.configure();
    await context.redeem(await authorize(context.zoomSdk));
  }),

  newCase(
    "3. before config, which is called while the flow ends: the next call signs in",
    async (context) => {
      context.simulate();
      await init();
      const early = authorize(context.zoomSdk);
      const configured = context.configure();
      await fails(early, "sdk_not_configured", { message: /not called, or its promise was not awaited/ });
      await configured;
      await context.redeem(await authorize(context.zoomSdk));
    },
  ),

  newCase("3. config was called and not awaited: sdk_not_configured says so", async (context) => {
    context.simulate();
    await init();
    const configured = context.configure();
    await fails(authorize(context.zoomSdk), "sdk_not_configured", {
      message: /its promise was not awaited/,
      hint: /First: await zoomSdk\.config\(/,
    });
    await configured;
    await context.redeem(await authorize(context.zoomSdk));
  }),

  newCase("3. without any capability: capability_missing names authorize", async (context) => {
    await context.start({}, { capabilities: [] });
    const { code: zoomCode } = await zoomsRefusal(context);
    const error = await fails(authorize(context.zoomSdk), "capability_missing", {
      message: /\bauthorize\b/,
      hint: /^Check the app's features tab and type.* List what the message names in zoomSdk\.config's capabilities/,
      retryable: false,
    });
    equal(error.zoomCode, zoomCode, "zoomCode");
  }),

  newCase("3. without the capability authorize: capability_missing names it", async (context) => {
    await context.start({}, { capabilities: ["onAuthorized", "getUserContext"] });
    await fails(authorize(context.zoomSdk), "capability_missing", { message: /\bauthorize\b/ });
  }),

  newCase("3. without the capability onAuthorized: timeout, whose hint names it", async (context) => {
    await context.start({}, { capabilities: ["authorize"] });
    await fails(authorize(context.zoomSdk, { timeoutMs: 80 }), "timeout", { hint: /"onAuthorized"/ });
    equal(context.heard, [], "the events in the app");
  }),

  newCase("3. an old client, with the option config: capability_missing at once", async (context) => {
    const { config } = await context.start({ client: "old-client" });
    const error = await fails(authorize(context.zoomSdk, { config }), "capability_missing", {
      retryable: false,
    });
    match(error.message, /\bauthorize\b/, "the message");
    match(error.message, /\bonAuthorized\b/, "the message");
    equal(context.asked(), ["config", "getUserContext"], "the called APIs");
  }),

  newCase("3. an old client, without the option config: capability_missing", async (context) => {
    await context.start({ client: "old-client" });
    await fails(authorize(context.zoomSdk), "capability_missing", { message: /\bauthorize\b/ });
    equal(countAuthorize(context), 1, "the number of calls of authorize");
  }),

  newCase(
    "3. config reports one of the two as unsupported: capability_missing names that one",
    async (context) => {
      const { config } = await context.start();
      for (const [name, other] of [
        ["authorize", "onAuthorized"],
        ["onAuthorized", "authorize"],
      ]) {
        const unsupportedApis = ["openUrl", name];
        const flow = authorize(context.zoomSdk, { config: { ...config, unsupportedApis } });
        const { message } = await fails(flow, "capability_missing");
        const said = [...message.matchAll(/\b(authorize|onAuthorized|openUrl)\b/g)].map(([word]) => word);
        ok(said.includes(name), `"${message}" should name ${name}`);
        ok(!said.includes(other) && !said.includes("openUrl"), `"${message}" should name only ${name}`);
      }
      equal(countAuthorize(context), 0, "the number of calls of authorize");
    },
  ),

  newCase("3. config reports nothing or another API as unsupported: signs in", async (context) => {
    const { config } = await context.start();
    await context.redeem(await authorize(context.zoomSdk, { config }));
    const other = { ...config, unsupportedApis: ["openUrl"] };
    await context.redeem(await authorize(context.zoomSdk, { config: other }));
  }),

  newCase(
    "3. a config that is not an object: invalid_argument, and the client is not called",
    async (context) => {
      await context.start();
      for (const config of ["config", 7, true]) {
        const flow = authorize(context.zoomSdk, /** @type {any} */ ({ config }));
        await fails(flow, "invalid_argument", { message: /^config: must / });
      }
      equal(countAuthorize(context), 0, "the number of calls of authorize");
    },
  ),
];
