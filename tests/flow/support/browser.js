// A browser that runs each case in a fresh page.

import { engines, launch } from "../../browser/support/webdriver.js";

/** @import { EngineName } from "../../browser/support/webdriver.js" */
/** @import { Bridge } from "../page/context.js" */
/** @import { Case } from "../cases/case.js" */
/** @import { Site } from "./site.js" */

/**
 * Runs one step, in the page or in its frame. Its own time-out makes a case that hangs fail under
 * its name. Some drivers return before the new page has loaded: a page in which another case ran is
 * still the old one.
 */
const RUN = `
  const [inFrame, milliseconds, ...rest] = arguments;
  const done = rest.pop();
  const isThere = (app) =>
    app.runCase && (app.ran ?? rest[0]) === rest[0] && (!inFrame || window.simulateAround);
  const app = inFrame ? document.querySelector("iframe").contentWindow : window;
  const timer = setTimeout(() => done({ error: "the case has not ended after " + milliseconds + " ms" }), milliseconds);
  const end = (outcome) => { clearTimeout(timer); done(JSON.parse(JSON.stringify(outcome))); };
  const run = () => {
    if (!isThere(app)) return setTimeout(run, 2);
    app.runCase(...rest).then(end, (error) => end({ error: String(error) }));
  };
  run();`;

/** Opens a page in the frame, or goes back if there is no URL, and waits until it has loaded. */
const NAVIGATE_FRAME = `
  const [url, done] = arguments;
  const frame = document.querySelector("iframe");
  frame.addEventListener("load", () => done(), { once: true });
  if (url) frame.contentWindow.location.href = url;
  else frame.contentWindow.history.back();`;

/** The time-out of a step. The longest one waits for the SDK's time-out of 10 seconds. */
const STEP_MS = 25_000;

/**
 * @param {EngineName} engine
 * @param {Site} site
 */
export async function openBrowser(engine, site) {
  const browser = await launch(engines[engine]);
  const { origin, otherOrigin, resettingOrigin, closedOrigin, hasWasm } = site;
  return {
    ...browser,

    /**
     * @param {Case} each
     * @param {Bridge} bridge
     * @returns {Promise<{ error?: string, value?: any }>}
     */
    async runCase({ name, steps, comeBack }, bridge) {
      const inFrame = bridge === "frame";
      const settings = { engine, bridge, otherOrigin, resettingOrigin, closedOrigin, hasWasm };
      /** @param {string} path */
      const navigate = (path) =>
        inFrame ? browser.execute(NAVIGATE_FRAME, origin + path) : browser.goto(origin + path);
      await browser.goto(`${origin}${inFrame ? "/host" : "/app"}`);
      let carried;
      for (let step = 0; step < steps.length; step++) {
        if (step > 0) {
          await navigate("/elsewhere");
          if (comeBack === "open") await navigate("/app");
          else await (inFrame ? browser.execute(NAVIGATE_FRAME, "") : browser.back());
        }
        const outcome = await browser.execute(RUN, inFrame, STEP_MS, name, step, settings, carried);
        if (outcome.error) return outcome;
        carried = outcome.value;
      }
      return { value: carried };
    },
  };
}
