// authorizeInBrowser by a redirect of the page, completeAuthorization after it, and signIn on the same
// page in the client, against the simulated Zoom's own page for consent: in Chromium, and as thorough
// tests in Firefox and WebKit. docs/browser.md has the table of the cases.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";

import { runsThoroughTests } from "../support/thorough.js";
import { engines } from "./support/webdriver.js";
import { openPerson, startWebSite } from "./support/web-sign-in.js";

const USER = { name: "Simulated User", scope: "user:read:user zoomapp:inmeeting" };
const MINUTE_MS = 60_000;

/** @typedef {import("./support/webdriver.js").EngineName} EngineName */

/** @type {EngineName[]} */
const ENGINES = ["Chromium", ...(runsThoroughTests ? /** @type {const} */ (["Firefox", "WebKit"]) : [])];

for (const engine of ENGINES) {
  const skip = engines[engine].isHere ? false : `${engine} or its driver is not installed`;
  describe(`a redirect, in ${engine}`, { skip, timeout: 300_000 }, () => {
    /** @type {import("./support/web-sign-in.js").WebSite} */
    let site;
    /** @type {import("./support/web-sign-in.js").Person} */
    let person;

    before(async () => {
      site = await startWebSite();
      person = await openPerson(engine, site);
    });
    after(async () => {
      await person?.close();
      await site?.close();
    });
    beforeEach(async () => {
      await person.startAfresh();
      site.posted.length = 0;
    });

    /** Starts, and returns the `state` at Zoom. @param {object} [options] */
    async function goToZoom(options) {
      await person.signIn(options);
      return person.atZoom();
    }

    /** @param {string} code What `completeAuthorization` must end with, before anything is sent. */
    async function isRefused(code) {
      const outcome = await person.completed();
      assert.equal(outcome.code, code, outcome.message);
      assert.deepEqual(site.posted, []);
      assert.equal(await person.url(), `${site.origin}/`, "the URL is clean");
      return outcome;
    }

    it("signs in by S256, posts the fields of forward, and leaves nothing in the URL and the storage", async () => {
      const state = await goToZoom();
      const asked = new URL(await person.url()).searchParams;
      assert.equal(asked.get("code_challenge_method"), "S256");
      assert.equal(asked.get("redirect_uri"), `${site.origin}/`);
      assert.equal(asked.has("scope"), false);
      await person.decide();
      assert.deepEqual((await person.completed()).value, USER);
      const [posted, ...others] = site.posted.map((body) => JSON.parse(body));
      assert.deepEqual(others, []);
      assert.deepEqual(Object.keys(posted), ["code", "code_verifier", "redirect_uri", "state"]);
      assert.equal(posted.state, state);
      assert.equal(await person.url(), `${site.origin}/`);
      assert.deepEqual(await person.stored(), []);
    });

    it("stores one item, only while the page is at Zoom", async () => {
      const state = await goToZoom();
      await person.visit();
      assert.deepEqual(await person.stored(), [`zoom-pkce:${state}`]);
      assert.deepEqual(await person.completed(), {});
      assert.deepEqual(await person.read("Object.keys(localStorage)"), []);
    });

    it("keeps other parameters of the URL, its fragment and history.state", async () => {
      const redirectUri = `${site.origin}/?page=2&q=a%20b+c`;
      await goToZoom({ redirectUri });
      await person.decide();
      assert.deepEqual((await person.completed()).value, USER);
      assert.equal(await person.url(), redirectUri);

      await person.before("history.replaceState({ route: 7 }, '')");
      await person.visit("/?a=%7E&state=x&code=forged&b#part");
      assert.equal((await person.completed()).code, "state_mismatch");
      assert.equal(await person.url(), `${site.origin}/?a=%7E&b#part`);
      assert.deepEqual(await person.read("history.state"), { route: 7 });
    });

    it("without an answer in the URL: undefined, and the URL stays as it is", async () => {
      await person.visit("/?state=of-the-app&page=2#part");
      assert.deepEqual(await person.completed(), {});
      assert.equal(await person.url(), `${site.origin}/?state=of-the-app&page=2#part`);
    });

    it("declined: access_denied", async () => {
      await goToZoom();
      await person.decide("decline");
      await isRefused("access_denied");
      assert.deepEqual(await person.stored(), []);
    });

    it("reloaded after the sign-in, or while the backend works: undefined, and no code is sent twice", async () => {
      await person.before("fetch = (url, init) => (localStorage.sent = url, new Promise(() => {}))");
      await goToZoom();
      await person.decide();
      await person.patiently(() => person.read("localStorage.sent"));
      await person.read("localStorage.clear()");
      await person.reload();
      assert.deepEqual(await person.completed(), {});
      assert.deepEqual(site.posted, []);
    });

    it("the answer's URL opened a second time: state_mismatch", async () => {
      const state = await goToZoom();
      await person.decide();
      assert.deepEqual((await person.completed()).value, USER);
      const { code } = JSON.parse(site.posted.pop() ?? "");
      await person.visit(`/?${new URLSearchParams({ code, state })}`);
      const { hint } = await isRefused("state_mismatch");
      assert.match(String(hint), /used already/);
    });

    it("Back from Zoom: nothing has happened, and the next sign-in works", async () => {
      await goToZoom();
      await person.back();
      assert.deepEqual(await person.completed(), {});
      await goToZoom();
      await person.decide();
      assert.deepEqual((await person.completed()).value, USER);
      assert.deepEqual(await person.stored(), []);
    });

    it("Back to Zoom after the sign-in, and approved again: state_mismatch", async () => {
      await goToZoom();
      await person.decide();
      assert.deepEqual((await person.completed()).value, USER);
      site.posted.length = 0;
      await person.back();
      await person.decide();
      await isRefused("state_mismatch");
    });

    it("two tabs at once: each signs in", async () => {
      const first = await person.window();
      const states = [await goToZoom()];
      const second = await person.openTab();
      await person.select(second);
      await person.visit();
      states.push(await goToZoom());
      assert.equal(new Set(states).size, 2);
      for (const tab of [first, second]) {
        await person.select(tab);
        await person.decide();
        assert.deepEqual((await person.completed()).value, USER);
      }
      await person.closeWindow();
      await person.select(first);
    });

    it("an answer in a tab that has not asked: state_mismatch, and the tab that has asked signs in", async () => {
      const first = await person.window();
      const state = await goToZoom();
      const second = await person.openTab();
      await person.select(second);
      await person.visit(`/?code=forged&state=${state}`);
      await isRefused("state_mismatch");
      await person.closeWindow();
      await person.select(first);
      await person.decide();
      assert.deepEqual((await person.completed()).value, USER);
    });

    it("clicked twice: signs in once, and no code verifier is left", async () => {
      await person.before(
        "addEventListener('click', ({ target }) => !window.twice && (window.twice = true) && target.click(), true)",
      );
      await person.visit();
      await goToZoom();
      await person.decide();
      assert.deepEqual((await person.completed()).value, USER);
      assert.equal(site.posted.length, 1);
      assert.deepEqual(await person.stored(), []);
    });

    it("an answer after 12 minutes: timeout, and the code verifier is removed", async () => {
      await goToZoom();
      await person.visit();
      await person.before(`const { now } = Date; Date.now = () => now() + ${12 * MINUTE_MS}`);
      const [key] = await person.stored();
      await person.visit(`/?code=late&state=${key.replace("zoom-pkce:", "")}`);
      const { hint, retryable } = await isRefused("timeout");
      assert.match(String(hint), /again/);
      assert.equal(retryable, true);
      assert.deepEqual(await person.stored(), []);
    });

    it("what has expired is removed at the next start", async () => {
      await person.read("sessionStorage.setItem('of-the-app', 'stays')");
      const old = await goToZoom();
      await person.visit();
      await person.before(`const { now } = Date; Date.now = () => now() + ${12 * MINUTE_MS}`);
      await person.visit();
      const state = await goToZoom();
      await person.visit();
      assert.notEqual(state, old);
      assert.deepEqual((await person.stored()).sort(), ["of-the-app", `zoom-pkce:${state}`].sort());
    });

    it("a code without a state, as after Add in the Marketplace, and one without a code: refused", async () => {
      await person.visit("/?code=of-the-marketplace");
      await isRefused("state_mismatch");
      const state = await goToZoom();
      await person.visit(`/?code=&state=${state}`);
      await isRefused("missing_code");
    });

    it("another error of Zoom's: authorize_failed", async () => {
      const state = await goToZoom();
      await person.visit(`/?error=invalid_scope&error_description=No+such+scope&state=${state}`);
      const { message } = await isRefused("authorize_failed");
      assert.match(String(message), /^Zoom refused the authorization request: invalid_scope: No such scope/);
    });

    it("iss: that of Zoom signs in, another one ends in state_mismatch", async () => {
      const state = await goToZoom();
      await person.visit(`/?code=mixed-up&state=${state}&iss=${encodeURIComponent("https://other.example")}`);
      const { message } = await isRefused("state_mismatch");
      assert.match(String(message), /^iss/);

      await goToZoom();
      await person.decide();
      assert.deepEqual((await person.completed()).value, USER);
      const again = await goToZoom();
      await person.visit(`/?code=unknown&state=${again}&iss=${encodeURIComponent(site.zoomOrigin)}`);
      assert.equal((await person.completed()).code, "invalid_grant");
      assert.equal(JSON.parse(site.posted.pop() ?? "").code, "unknown");
    });

    for (const [name, script] of Object.entries({
      "sessionStorage is a getter that throws":
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })",
      "setItem throws": "Storage.prototype.setItem = () => { throw new DOMException('full'); }",
    })) {
      it(`at the start, ${name}: storage_failed, and the page is not left`, async () => {
        await person.before(script);
        await person.visit();
        await person.signIn();
        assert.equal((await person.started()).code, "storage_failed");
        assert.equal(await person.url(), `${site.origin}/`);
      });
    }

    for (const method of ["getItem", "removeItem"]) {
      it(`at the return, ${method} throws: storage_failed, and the code is not used`, async () => {
        const state = await goToZoom();
        await person.visit();
        await person.before(
          `const real = Storage.prototype.${method};
           Storage.prototype.${method} = function (key) {
             if (this !== localStorage) throw new DOMException('denied');
             return real.call(this, key);
           }`,
        );
        await person.visit(`/?code=unused&state=${state}`);
        await isRefused("storage_failed");
      });
    }

    it("the URL can't be changed: storage_failed, the code is not used, and the next load signs in", async () => {
      const state = await goToZoom();
      await person.visit();
      await person.before("history.replaceState = () => { throw new DOMException('denied'); }");
      await person.visit(`/?code=unused&state=${state}`);
      assert.equal((await person.completed()).code, "storage_failed");
      assert.deepEqual(site.posted, []);
      await person.read("localStorage.clear()");
      await person.reload();
      assert.equal((await person.completed()).code, "invalid_grant");
      assert.equal(site.posted.length, 1);
    });

    const fields = () => site.posted.map((body) => Object.keys(JSON.parse(body)));

    it("signIn in the client: asks the client, and the page stays", async () => {
      await person.before("window.isInClient = true");
      await person.visit();
      assert.deepEqual(await person.outcomeOf("window.inClient"), { value: true });
      await person.signIn({ anywhere: true });
      assert.deepEqual((await person.started()).value, USER);
      assert.equal(await person.url(), `${site.origin}/`);
      assert.deepEqual(fields(), [["code", "code_verifier", "redirect_uri", "state"]]);
      assert.deepEqual(await person.stored(), []);
    });

    it("signIn in a browser: goes to Zoom's page and comes back, with the same fields for the backend", async () => {
      assert.deepEqual(await person.outcomeOf("window.inClient"), { value: false });
      await person.signIn({ anywhere: true });
      await person.atZoom();
      await person.decide();
      assert.deepEqual((await person.completed()).value, USER);
      assert.equal(await person.url(), `${site.origin}/`);
      assert.deepEqual(fields(), [["code", "code_verifier", "redirect_uri", "state"]]);
    });

    it("signIn in a browser, by a popup: it is opened in the click, though config is waited for", async () => {
      const blocked = await openPerson(engine, site, { blocksPopups: true });
      try {
        await blocked.visit();
        const opener = await blocked.window();
        await blocked.signIn({ anywhere: true, popup: true });
        await blocked.selectNew([opener]);
        await blocked.atZoom();
        await blocked.decide();
        await blocked.patiently(async () => (await blocked.windows()).length === 1 || undefined);
        await blocked.select(opener);
        assert.deepEqual((await blocked.started()).value, USER);
      } finally {
        await blocked.close();
      }
    });
  });
}
