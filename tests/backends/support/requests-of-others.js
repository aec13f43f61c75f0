// What other pages can make a browser send while a person adds the app. It must not disturb the
// sign-in that is under way.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { json } from "node:stream/consumers";
import { it } from "node:test";

import { close, listen } from "../../../scripts/backends/site.js";
import { cookieOf } from "./page.js";

/** @import { IncomingMessage, OutgoingHttpHeaders } from "node:http" */
/** @import { BrowserContext, Page } from "playwright-core" */
/** @import { Site } from "./site.js" */

/** The headers by which browsers tell what a request is for. */
const NAVIGATIONS = [
  {},
  { "sec-fetch-mode": "cors" },
  { "sec-fetch-dest": "document", "sec-fetch-mode": "navigate" },
  { "sec-fetch-dest": "empty", "sec-fetch-mode": "navigate" },
];
const OTHERS = [
  ...["image", "iframe", "script", "report"].map((destination) => ({ "sec-fetch-dest": destination })),
  { "sec-fetch-dest": "iframe", "sec-fetch-mode": "navigate" },
  { "sec-fetch-dest": "empty" },
  { "sec-fetch-dest": "empty", "sec-fetch-mode": "cors" },
  { "sec-fetch-dest": "document", "sec-purpose": "prefetch" },
  { "sec-purpose": "prefetch;prerender" },
  { purpose: "prefetch" },
];

/**
 * @param {object} parts
 * @param {() => Site} parts.site
 * @param {(use: (page: Page, context: BrowserContext) => Promise<void>) => Promise<void>
 *   } parts.inNewBrowser
 * @param {(page: Page) => Promise<void>} parts.finish Approves on Zoom's consent page, and checks
 *   that the person is signed in then.
 */
export function itWithstandsRequestsOfOthers({ site: siteOf, inNewBrowser, finish }) {
  const installUrl = () => `${siteOf().origin}/api/zoom/install`;
  const callbackUrl = (/** @type {string} */ query) => `${siteOf().callback}${query}`;
  const urls = () => [installUrl(), callbackUrl("?code=a-code"), callbackUrl("?error=access_denied")];

  it("images, frames and requests of another origin's page do not disturb a sign-in", () =>
    inNewBrowser(async (page, context) => {
      await page.goto(installUrl());
      // On the backend's host, so that the browser sends its cookies and takes new ones.
      const server = createServer((_, response) =>
        response.setHeader("content-type", "text/html").end("<!doctype html><title>Another page</title>"),
      );
      try {
        const other = await context.newPage();
        await other.goto(await listen(server));
        const before = siteOf().answers.length;
        await other.evaluate(loadEach, urls());
        const answers = siteOf().answers.slice(before);
        // Those of the frames, at least: Chromium breaks off an image that is JSON.
        assert.ok(answers.length >= 3);
        for (const { status, head, body } of answers) {
          assert.deepEqual([status, JSON.parse(body).error], [403, "navigation_required"]);
          assert.doesNotMatch(head, /^(set-cookie|location)$/im);
        }
      } finally {
        await close(server);
      }
      await finish(page);
    }));

  it("only navigations are answered with a redirect", () =>
    inNewBrowser(async (page, context) => {
      await page.goto(installUrl());
      const cookie = await cookieOf(context);
      for (const url of urls()) {
        for (const headers of OTHERS) {
          const answer = await get(url, { ...headers, cookie });
          const name = `${url} ${JSON.stringify(headers)}`;
          assert.equal(answer.statusCode, 403, name);
          assert.match(answer.headers["cache-control"] ?? "", /no-store/);
          assert.deepEqual([answer.headers.location, answer.headers["set-cookie"]], [undefined, undefined]);
          const { error } = /** @type {{ error: string }} */ (await json(answer));
          assert.equal(error, "navigation_required", name);
        }
        for (const headers of NAVIGATIONS) {
          const { statusCode = 0 } = (await get(url, headers)).resume();
          assert.ok([302, 303].includes(statusCode), `${statusCode} ${JSON.stringify(headers)}`);
        }
      }
      await finish(page);
    }));

  it("an error without the state of the sign-in does not end it", () =>
    inNewBrowser(async (page, context) => {
      await page.goto(installUrl());
      const other = await context.newPage();
      for (const state of ["", "&state=", "&state=another-state"]) {
        await other.goto(callbackUrl(`?error=access_denied${state}`));
        assert.equal(other.url(), `${siteOf().pages.home}?error=access_denied`);
      }
      await finish(page);
    }));

  it("an error with the state of the sign-in ends it", () =>
    inNewBrowser(async (page) => {
      await page.goto(installUrl());
      const state = new URL(page.url()).searchParams.get("state");
      await page.goto(callbackUrl(`?error=access_denied&state=${state}`));
      assert.equal(page.url(), `${siteOf().pages.home}?error=access_denied`);
      await page.goto(callbackUrl(`?code=a-code&state=${state}`));
      assert.equal(page.url(), `${siteOf().pages.home}?error=session_expired`);
    }));
}

/** Loads each URL in an image, in a frame and with `fetch`. @param {string[]} urls */
async function loadEach(urls) {
  const load = (/** @type {"img" | "iframe"} */ tag, /** @type {string} */ url) =>
    new Promise((resolve) => {
      const element = document.createElement(tag);
      element.onload = resolve;
      element.onerror = resolve;
      element.src = url;
      document.body.append(element);
    });
  for (const url of urls) {
    await load("img", url);
    await load("iframe", url);
    await fetch(url, { mode: "no-cors", credentials: "include" }).catch(() => {});
  }
}

/**
 * Sends a GET request, with headers that `fetch` does not let through.
 *
 * @param {string} url
 * @param {OutgoingHttpHeaders} headers
 * @returns {Promise<IncomingMessage>}
 */
async function get(url, headers) {
  const sent = request(url, { headers, agent: false }).end();
  const [answer] = await once(sent, "response");
  return answer;
}
