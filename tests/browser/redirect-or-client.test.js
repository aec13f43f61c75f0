// signIn on one page that is opened in the Zoom client and in a browser, in each engine.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";

import { engines } from "./support/webdriver.js";
import { openPerson, startWebSite } from "./support/web-sign-in.js";

const USER = { name: "Simulated User", scope: "user:read:user zoomapp:inmeeting" };

/** @typedef {import("./support/webdriver.js").EngineName} EngineName */

for (const engine of /** @type {EngineName[]} */ (Object.keys(engines))) {
  const skip = engines[engine].isHere ? false : `${engine} or its driver is not installed`;
  describe(`signIn, in ${engine}`, { skip, timeout: 300_000 }, () => {
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

    const fields = () => site.posted.map((body) => Object.keys(JSON.parse(body)));

    it("in the client: asks the client, and the page stays", async () => {
      await person.before("window.isInClient = true");
      await person.visit();
      assert.deepEqual(await person.outcomeOf("window.inClient"), { value: true });
      await person.signIn({ anywhere: true });
      assert.deepEqual((await person.started()).value, USER);
      assert.equal(await person.url(), `${site.origin}/`);
      assert.deepEqual(fields(), [["code", "code_verifier", "redirect_uri", "state"]]);
      assert.deepEqual(await person.stored(), []);
    });

    it("in a browser: goes to Zoom's page and comes back, with the same fields for the backend", async () => {
      assert.deepEqual(await person.outcomeOf("window.inClient"), { value: false });
      await person.signIn({ anywhere: true });
      await person.atZoom();
      await person.decide();
      assert.deepEqual((await person.completed()).value, USER);
      assert.equal(await person.url(), `${site.origin}/`);
      assert.deepEqual(fields(), [["code", "code_verifier", "redirect_uri", "state"]]);
    });

    it("in a browser, by a popup: it is opened in the click, though config is waited for", async () => {
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
