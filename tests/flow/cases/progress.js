// 13. The option onProgress. The reports of all other cases are checked too: page/watched-package.js.

import { authorize, authorizeWithBackend } from "zoom-pkce";
import { FOR_GUESTS } from "../page/capabilities.js";
import { equal, fails, ok } from "../page/check.js";
import { reported } from "../page/watched-package.js";
import { newCase } from "./case.js";

/** @type {import("zoom-pkce").ForwardTarget} */
const backend = { url: "/token" };

/** The client's answer and its event come in either order. @param {string[]} texts */
const sorted = (texts) => [...texts].sort();

export const progress = [
  newCase("13. onProgress: each step of a sign-in, until the answer of the backend", async (context) => {
    await context.start();
    /** @type {string[]} */
    const texts = [];
    await authorizeWithBackend(context.zoomSdk, {
      backend,
      onProgress: ({ step, phase }) => texts.push(`${step} ${phase}`),
    });
    const [start, end] = [texts.slice(0, 2), texts.slice(-3)];
    equal(start, ["flow started", "authorize started"], "the first reports");
    equal(end, ["flow succeeded", "forward started", "forward succeeded"], "the last reports");
    const between = sorted(texts.slice(2, -3));
    ok(between.includes("onAuthorized received"), "the event is reported");
    ok(
      between.every((text) => text === "onAuthorized received" || text === "authorize succeeded"),
      `what is reported between: ${between}`,
    );
    equal(reported(), [texts], "what the watch on the other cases has recorded");
  }),

  newCase("13. onProgress: a guest who adds the app, and one who does not", async (context) => {
    const { simulator } = await context.start({ status: "authenticated" }, { capabilities: FOR_GUESTS });
    await fails(authorize(context.zoomSdk), "guest_mode");
    const reconfigure = () => context.configure({ capabilities: FOR_GUESTS });
    await context.redeem(await authorize(context.zoomSdk, { reconfigure }));
    equal(simulator.status, "authorized", "the status");
    const [refused, added] = reported();
    equal(
      refused,
      [
        "flow started",
        "authorize started",
        "authorize failed",
        "getUserContext started",
        "getUserContext succeeded",
        "flow failed guest_mode",
      ],
      "the reports of the guest without reconfigure",
    );
    for (const text of [
      "promptAuthorize started",
      "onMyUserContextChange received",
      "reconfigure started",
      "reconfigure succeeded",
    ]) {
      equal(added.filter((other) => other === text).length, 1, text);
    }
    equal(added.filter((text) => text === "authorize started").length, 2, "the calls of authorize");
  }),
];
