// 11. A tab that sleeps: Chromium freezes the page, as it does with pages in the background.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { engines, launch } from "../browser/support/webdriver.js";
import { startSite } from "./support/site.js";

/** Starts a flow and leaves it waiting. A timer counts ticks while the page is awake. */
const START = `(async () => {
  const { authorize, startSimulator, zoomSdk } = window.app;
  window.simulator = startSimulator({ server: "/zoom", person: "ignore" });
  await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
  window.heard = [];
  zoomSdk.addEventListener("onAuthorized", (event) => window.heard.push(event));
  window.isFrozen = false;
  document.addEventListener("freeze", () => (window.isFrozen = true));
  window.ticks = 0;
  setInterval(() => window.ticks++, 10);
  window.settled = 0;
  const settle = (outcome) => (window.settled++, outcome);
  window.outcome = authorize(zoomSdk, { timeoutMs: 600 }).then(
    (value) => settle({ value }),
    ({ code }) => settle({ code }),
  );
})()`;

const CONSENT = `(async () => {
  const { data } = window.simulator.requests.find(({ apiName }) => apiName === "authorize");
  const body = new URLSearchParams({
    response_type: "code",
    client_id: "simulated-client-id",
    redirect_uri: location.href,
    code_challenge: data.codeChallenge,
  });
  const response = await fetch("/zoom/oauth/authorize", { method: "POST", body });
  const { code } = await response.json();
  window.consent = { code, redirectUri: location.href, result: true, state: data.state, timestamp: 1 };
})()`;

const { Chromium } = engines;

describe(
  "a tab that sleeps",
  { skip: Chromium.isHere ? false : "Chromium or its driver is not installed" },
  () => {
    /** @type {import("./support/site.js").Site} */
    let site;
    /** @type {Awaited<ReturnType<typeof launch>>} */
    let browser;
    before(async () => {
      site = await startSite();
      browser = await launch(Chromium);
    });
    after(async () => {
      await browser?.close();
      site?.close();
    });

    /**
     * Evaluates an expression in the page, also while the page is frozen, and awaits its promise.
     *
     * @param {string} expression
     */
    async function evaluate(expression) {
      const options = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await browser.devtools("Runtime.evaluate", options);
      assert.equal(exceptionDetails, undefined);
      return result.value;
    }

    /** @param {string} expression */
    async function until(expression) {
      for (let tries = 0; !(await evaluate(expression)); tries++) {
        assert.ok(tries < 500, `timed out waiting for ${expression}`);
        await sleep(10);
      }
    }

    /** @param {"frozen" | "active"} state */
    const setState = (state) => browser.devtools("Page.setWebLifecycleState", { state });

    /** Opens a page, starts a flow, and freezes the page for longer than the flow's time-out. */
    async function fallAsleep() {
      await browser.goto(`${site.origin}/app`);
      await evaluate(START);
      await until("simulator.requests.length === 2");
      await evaluate(CONSENT);
      await until("ticks > 0");
      await setState("frozen");
      await until("isFrozen");
      const ticks = await evaluate("ticks");
      await sleep(800);
      assert.equal(await evaluate("ticks"), ticks, "the page's timers stand still");
      assert.equal(await evaluate("settled"), 0, "the flow still waits");
    }

    async function wakeUp() {
      const ticks = await evaluate("ticks");
      await setState("active");
      await until(`ticks > ${ticks + 2} && settled > 0`);
      assert.equal(await evaluate("settled"), 1, "the flow ended once");
    }

    it("11. the event comes while the tab sleeps: signs in, although timeoutMs has passed", async () => {
      await fallAsleep();
      await evaluate("simulator.emit('onAuthorized', consent)");
      await wakeUp();
      assert.deepEqual(
        await evaluate("outcome.then(({ value, code }) => code ?? app.forward(value, '/token'))"),
        {
          scope: "user:read:user zoomapp:inmeeting",
        },
      );
    });

    it("11. the tab wakes up after timeoutMs: timeout, and the late event is ignored", async () => {
      await fallAsleep();
      await wakeUp();
      assert.deepEqual(await evaluate("outcome"), { code: "timeout" });
      await evaluate("simulator.emit('onAuthorized', consent)");
      await until("heard.length === 1");
      assert.equal(await evaluate("settled"), 1, "the flow ended once");
    });
  },
);
