// authorizeInBrowser by a popup, in each engine, against the simulated Zoom's own page for consent,
// with and without a policy that cuts the popup off from the page that has opened it.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { engines } from "./support/webdriver.js";
import { openPerson, startWebSite } from "./support/web-sign-in.js";

const USER = { name: "Simulated User", scope: "user:read:user zoomapp:inmeeting" };
const SEVERED = { "cross-origin-opener-policy": "same-origin" };

/** @typedef {import("./support/webdriver.js").EngineName} EngineName */

for (const engine of /** @type {EngineName[]} */ (Object.keys(engines))) {
  const skip = engines[engine].isHere ? false : `${engine} or its driver is not installed`;
  describe(`a popup, in ${engine}`, { skip, timeout: 300_000 }, () => {
    /** @type {Record<"open" | "severed", import("./support/web-sign-in.js").WebSite>} */
    let sites;
    /** @type {Record<"open" | "severed", import("./support/web-sign-in.js").Person>} */
    let people;
    /** The window with the page. @type {string} */
    let opener;

    before(async () => {
      sites = { open: await startWebSite(), severed: await startWebSite({ zoomHeaders: SEVERED }) };
      people = {
        open: await openPerson(engine, sites.open),
        severed: await openPerson(engine, sites.severed),
      };
    });
    after(async () => {
      for (const person of Object.values(people ?? {})) await person.close();
      for (const site of Object.values(sites ?? {})) await site.close();
    });
    beforeEach(async () => {
      for (const person of Object.values(people)) {
        const [first, ...others] = await person.windows();
        for (const other of others) {
          await person.select(other);
          await person.closeWindow();
        }
        await person.select(first);
        await person.startAfresh();
      }
      for (const { posted } of Object.values(sites)) posted.length = 0;
    });

    /** Opens the popup, and selects it. @param {import("./support/web-sign-in.js").Person} person */
    async function openPopup(person) {
      opener = await person.window();
      await person.signIn({ popup: true });
      await person.selectNew([opener]);
      return person.atZoom();
    }

    /** @param {import("./support/web-sign-in.js").Person} person */
    const isClosed = (person) =>
      person.patiently(async () => (await person.windows()).length === 1 || undefined);

    for (const policy of /** @type {const} */ (["open", "severed"])) {
      const where = policy === "open" ? "" : ", with Cross-Origin-Opener-Policy at Zoom";

      it(`signs in and closes; the page stays, and nothing is stored${where}`, async () => {
        const person = people[policy];
        await person.visit("/?page=2#part");
        const state = await openPopup(person);
        assert.match(state, /^popup\./);
        await person.decide();
        await isClosed(person);
        await person.select(opener);
        assert.deepEqual((await person.started()).value, USER);
        assert.equal(await person.url(), `${sites[policy].origin}/?page=2#part`);
        assert.deepEqual(await person.stored(), []);
        const [posted, ...others] = sites[policy].posted.map((body) => JSON.parse(body));
        assert.deepEqual(others, []);
        assert.deepEqual(Object.keys(posted), ["code", "code_verifier", "redirect_uri", "state"]);
      });

      it(`declined: access_denied${where}`, async () => {
        const person = people[policy];
        await openPopup(person);
        await person.decide("decline");
        await isClosed(person);
        await person.select(opener);
        assert.equal((await person.started()).code, "access_denied");
        assert.deepEqual(sites[policy].posted, []);
      });
    }

    it("closed by the person: popup_closed", async () => {
      const person = people.open;
      await openPopup(person);
      // The person reads, and the page sees meanwhile that the popup is at Zoom.
      await sleep(1000);
      await person.closeWindow();
      await person.select(opener);
      const { code, retryable } = await person.started();
      assert.deepEqual({ code, retryable }, { code: "popup_closed", retryable: true });
      await openPopup(person);
      await person.decide();
      await isClosed(person);
      await person.select(opener);
      assert.deepEqual((await person.started()).value, USER);
    });

    it("closed where the page cannot see it: the next click ends the old sign-in, and signs in", async () => {
      const person = people.severed;
      await openPopup(person);
      await person.closeWindow();
      await person.select(opener);
      await person.read("(window.first = window.started, 1)");
      await openPopup(person);
      await person.decide();
      await isClosed(person);
      await person.select(opener);
      assert.deepEqual((await person.started()).value, USER);
      assert.equal((await person.outcomeOf("window.first")).code, "popup_closed");
    });

    it("cut off only later, while another window has the focus: it is not taken for closed", async () => {
      const person = people.open;
      await person.before("document.hasFocus = () => false");
      await person.visit();
      const state = await openPopup(person);
      const consent = await person.url();
      // The page sees that the popup is at Zoom, and then that it seems to be closed.
      await sleep(1000);
      // A page of the sign-in at Zoom, such as that of an identity provider, with the policy.
      await person.goto(`${sites.severed.zoomOrigin}/zoom/simulator/open?action=a`);
      assert.equal(await person.read("opener === null"), true);
      await sleep(1000);
      await person.goto(consent);
      await person.decide();
      await isClosed(person);
      await person.select(opener);
      assert.deepEqual((await person.started()).value, USER);
      assert.equal(JSON.parse(sites.open.posted[0]).state, state);
    });

    it("blocked by the browser, since nothing was clicked: popup_blocked", async () => {
      const person = await openPerson(engine, sites.open, { blocksPopups: true });
      try {
        await person.visit();
        await person.before(
          "window.options = { popup: true }; onload = () => document.querySelector('#sign-in').click()",
        );
        await person.visit();
        const { code, hint } = await person.started();
        assert.equal(code, "popup_blocked");
        assert.match(String(hint), /in the click/);
        assert.equal((await person.windows()).length, 1);
      } finally {
        await person.close();
      }
    });

    it("a storage that throws is not needed", async () => {
      const person = people.open;
      await person.before(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('denied'); } })",
      );
      await person.visit();
      await openPopup(person);
      await person.decide();
      await isClosed(person);
      await person.select(opener);
      assert.deepEqual((await person.started()).value, USER);
    });

    it("a second click while the popup is open: in_progress, and the first one signs in", async () => {
      const person = people.open;
      await openPopup(person);
      const popup = await person.window();
      await person.select(opener);
      await person.read("(window.first = window.started, 1)");
      await person.signIn({ popup: true });
      assert.equal((await person.started()).code, "in_progress");
      await person.select(popup);
      await person.decide();
      await isClosed(person);
      await person.select(opener);
      assert.deepEqual((await person.outcomeOf("window.first")).value, USER);
    });

    it("aborted: aborted, and the popup is closed", async () => {
      const person = people.open;
      await person.read("(window.abortable = new AbortController(), 1)");
      await openPopup(person);
      await person.select(opener);
      await person.read("(window.abortable.abort(), 1)");
      assert.equal((await person.started()).code, "aborted");
      await isClosed(person);
    });

    it("the page is reloaded meanwhile: the popup ends in state_mismatch, and its code is not used", async () => {
      const person = people.open;
      await openPopup(person);
      const popup = await person.window();
      await person.select(opener);
      await person.reload();
      assert.deepEqual(await person.completed(), {});
      await person.select(popup);
      await person.decide();
      const { code, message } = await person.completed();
      assert.equal(code, "state_mismatch");
      assert.match(String(message), /no page of this browser waits/);
      assert.equal(await person.url(), `${sites.open.origin}/`);
      assert.deepEqual(sites.open.posted, []);
    });

    it("other messages on the channel are ignored", async () => {
      const person = people.open;
      const state = await openPopup(person);
      const popup = await person.window();
      await person.select(opener);
      await person.read(
        `((channel) => {
           for (const data of [null, 1, {}, "", "received", { code: "a", state: "${state}" }, "code=forged&state=other"]) {
             channel.postMessage(data);
           }
           return 1;
         })(new BroadcastChannel("zoom-pkce:${state}"))`,
      );
      await person.select(popup);
      await person.decide();
      await isClosed(person);
      await person.select(opener);
      assert.deepEqual((await person.started()).value, USER);
      assert.equal(sites.open.posted.length, 1);
    });
  });
}
