// 9. In a frame, the SDK accepts events from any origin, and posts its requests to the page around
// it. The defences are the state, PKCE, and a frame-ancestors policy.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, afterEach, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { engines } from "../browser/support/webdriver.js";
import { openBrowser } from "./support/browser.js";
import { startSite } from "./support/site.js";

/** @import { EngineName } from "../browser/support/webdriver.js" */

const ATTACKERS_CODE = "code-of-the-attacker";

/** Starts a flow in the app and leaves it waiting. */
const START = `
  const [options, done] = arguments;
  const start = async () => {
    while (!window.app) await new Promise((resolve) => setTimeout(resolve, 5));
    const { zoomSdk, authorize, init } = window.app;
    // With the wasm loaded, authorize adds its listener before it returns.
    await init();
    await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
    window.heard = [];
    zoomSdk.addEventListener("onAuthorized", (event) => window.heard.push(event));
    const flow = authorize(zoomSdk, options);
    window.outcome = flow.then((value) => ({ value }), ({ code, message }) => ({ code, message }));
  };
  start().then(() => done(), (error) => done(String(error)));`;

/** Waits for the end of the flow and returns its outcome. */
const END = "window.outcome.then(arguments[0]);";

/** Returns whether the flow has ended, after the pending tasks have run. */
const HAS_ENDED = `
  const done = arguments[0];
  let ended = false;
  window.outcome.then(() => (ended = true));
  setTimeout(() => done(ended), 20);`;

/** Forwards the flow's authorization to the backend. */
const FORWARD = `
  const done = arguments[0];
  window.outcome
    .then(({ value }) => window.app.forward(value, "/token"))
    .then((value) => done({ value }), ({ code }) => done({ code }));`;

describe("the app in a frame", { concurrency: 3 }, () => {
  /** @type {import("./support/site.js").Site} */
  let site;
  before(async () => {
    site = await startSite();
  });
  after(() => site?.close());

  for (const [name, engine] of Object.entries(engines)) {
    const skip = engine.isHere ? false : `${name} or its driver is not installed`;
    // The engines run side by side. A browser has one page, so its tests run one after another.
    describe(`in ${name}`, { skip, concurrency: 1 }, () => {
      /** @type {Awaited<ReturnType<typeof openBrowser>>} */
      let browser;
      before(async () => {
        browser = await openBrowser(/** @type {EngineName} */ (name), site);
      });
      after(() => browser?.close());
      afterEach(() => browser.enter(null));

      /**
       * Waits until an expression is true in the browser's current page or frame.
       *
       * @param {string} expression
       * @returns {Promise<any>} the value of the expression
       */
      async function until(expression) {
        for (let tries = 0; tries < 500; tries++) {
          const value = await browser.execute(`arguments[0](${expression});`);
          if (value) return value;
          await sleep(10);
        }
        assert.fail(`timed out waiting for ${expression}`);
      }

      /** @param {object} [options] */
      async function startFlow(options = {}) {
        assert.equal((await browser.execute(START, options)) ?? undefined, undefined);
      }

      /**
       * Opens the app in a frame of a hostile page, and starts a flow that waits.
       *
       * @param {object} [options]
       * @returns {Promise<{ codeChallenge: string, state: string }>} the request that the hostile
       *   page has read
       */
      async function startSurrounded(options) {
        await browser.goto(`${site.otherOrigin}/hostile`);
        await until("window.hostile");
        await browser.execute("hostile.surround(arguments[0]); arguments[1]();", `${site.origin}/app`);
        await until("hostile.loaded() > 0");
        await browser.enter(0);
        await startFlow(options);
        await browser.enter(null);
        return until("hostile.requests.find(({ apiName }) => apiName === 'authorize')?.data");
      }

      /** Emits an event from the page around the app. @param {object} event */
      async function emitFromAround(event) {
        await browser.enter(null);
        await browser.execute("hostile.emit(arguments[0]); arguments[1]();", event);
        await browser.enter(0);
      }

      /**
       * Requests a code from the simulated Zoom.
       *
       * @param {string} codeChallenge
       * @returns {Promise<string>}
       */
      async function codeFor(codeChallenge) {
        const body = new URLSearchParams({
          response_type: "code",
          client_id: "simulated-client-id",
          redirect_uri: `${site.origin}/app`,
          code_challenge: codeChallenge,
        });
        const response = await fetch(`${site.origin}/zoom/oauth/authorize`, { method: "POST", body });
        const { code } = await response.json();
        assert.ok(code);
        return code;
      }

      const forged = (/** @type {object} */ more) => ({
        code: ATTACKERS_CODE,
        redirectUri: `${site.origin}/app`,
        result: true,
        timestamp: 1,
        ...more,
      });

      it("9. a hostile page around it forges an event without state: its code is dropped", async () => {
        await startSurrounded();
        await emitFromAround(forged({}));
        const { code, message, value } = await browser.execute(END);
        assert.deepEqual([code, value ?? undefined], ["state_mismatch", undefined]);
        assert.match(message, /no state/);
      });

      it("9. a hostile page around it forges an event with another state: its code is dropped", async () => {
        await startSurrounded({ requireState: false });
        await emitFromAround(forged({ state: "state-of-the-attacker" }));
        const { code, value } = await browser.execute(END);
        assert.deepEqual([code, value ?? undefined], ["state_mismatch", undefined]);
      });

      it("9. with requireState: false, an event without state gets through: the token endpoint refuses the code", async () => {
        await startSurrounded({ requireState: false });
        await emitFromAround(forged({ code: await codeFor("challenge-of-the-attacker".padEnd(43, "-")) }));
        assert.deepEqual(await browser.execute(FORWARD), { code: "invalid_grant" });
      });

      it("9. a hostile page around it reads the state and echoes it: the token endpoint refuses its code", async () => {
        const { state } = await startSurrounded();
        const code = await codeFor("challenge-of-the-attacker".padEnd(43, "-"));
        await emitFromAround(forged({ code, state }));
        const { value } = await browser.execute(END);
        assert.equal(value.code, code, "the flow accepts the code");
        // The code was made for another challenge, so it is useless with this flow's verifier.
        assert.deepEqual(await browser.execute(FORWARD), { code: "invalid_grant" });
      });

      it("9. a hostile page around it gets a code for the challenge it has read: only frame-ancestors prevents the sign-in", async () => {
        const { state, codeChallenge } = await startSurrounded();
        await emitFromAround(forged({ code: await codeFor(codeChallenge), state }));
        assert.deepEqual(await browser.execute(FORWARD), {
          value: { scope: "user:read:user zoomapp:inmeeting" },
        });
      });

      it("9. with frame-ancestors 'self' the app runs in a frame of its own origin, not in one of another", async () => {
        const runs = async (/** @type {string} */ origin) => {
          // The engines share the site, so each request has an address of its own.
          const path = `/protected?${randomUUID()}`;
          await browser.goto(`${origin}/hostile`);
          await until("window.hostile");
          await browser.execute("hostile.surround(arguments[0]); arguments[1]();", site.origin + path);
          await until("hostile.loaded() > 0");
          assert.ok(site.requestedPaths.includes(path), "the frame was requested");
          await browser.enter(0);
          const isThere = await browser.execute(
            "const done = arguments[0]; setTimeout(() => done(Boolean(window.app)), 200);",
          );
          await browser.enter(null);
          return isThere;
        };
        assert.equal(await runs(site.origin), true);
        assert.equal(await runs(site.otherOrigin), false);
      });

      /**
       * Adds a frame of another origin inside the app. The frame posts an event to the app.
       *
       * @param {object} event
       */
      async function emitFromWithin(event) {
        const message = { type: "event", name: "onAuthorized", data: event };
        const url = `${site.otherOrigin}/hostile#${encodeURIComponent(JSON.stringify(message))}`;
        await browser.execute(
          `const [url, done] = arguments;
        const frame = document.createElement("iframe");
        // The frame posts its message when it loads.
        frame.onload = () => setTimeout(done, 50);
        frame.src = url;
        document.body.append(frame);`,
          url,
        );
      }

      for (const [kind, more] of Object.entries({
        "without state": {},
        "with another state": { state: "other" },
      })) {
        it(`9. a hostile frame within the framed app forges an event ${kind}: its code is dropped`, async () => {
          await browser.goto(`${site.origin}/host`);
          await until("window.simulateAround");
          await browser.execute("simulateAround({ server: '/zoom', person: 'ignore' }); arguments[0]();");
          await browser.enter(0);
          await startFlow();
          await emitFromWithin(forged(more));
          assert.deepEqual(await until("window.heard"), [forged(more)], "the SDK accepts the event");
          const { code, value } = await browser.execute(END);
          assert.deepEqual([code, value ?? undefined], ["state_mismatch", undefined]);
        });
      }

      it("9. a hostile frame within the app in a native client is not heard", async () => {
        await browser.goto(`${site.origin}/app`);
        await until("window.app");
        await browser.execute(
          "app.simulator = app.startSimulator({ server: '/zoom', person: 'ignore' }); arguments[0]();",
        );
        await startFlow();
        await emitFromWithin(forged({}));
        assert.deepEqual(await browser.execute("arguments[0](window.heard);"), []);
        assert.equal(await browser.execute(HAS_ENDED), false);
        const request = await until(
          "app.simulator.requests.find(({ apiName }) => apiName === 'authorize')?.data",
        );
        const code = await codeFor(request.codeChallenge);
        const event = { ...forged({ state: request.state }), code };
        await browser.execute("app.simulator.emit('onAuthorized', arguments[0]); arguments[1]();", event);
        assert.equal((await browser.execute(END)).value.code, code);
      });
    });
  }
});
