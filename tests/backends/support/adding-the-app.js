// Adding the app: a browser goes from a link of the app, or from "Add" in the Marketplace, to Zoom's
// consent page, back to the backend, and on to the client.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { NAME, cookieOf } from "./page.js";
import { itWithstandsRequestsOfOthers } from "./requests-of-others.js";

/** @import { BrowserContext, Page } from "playwright-core" */
/** @import { Site } from "./site.js" */
/** @import { TokenRequest, Trouble } from "./zoom.js" */

const TOKEN_PATH = "/oauth/token";
const DEEP_LINK_PATH = "/v2/zoomapp/deeplink";

/**
 * @param {object} parts
 * @param {() => Site} parts.site
 * @param {() => Promise<BrowserContext>} parts.newContext
 * @param {(act: () => Promise<void>) => Promise<TokenRequest[]>} parts.askedDuring
 */
export function describeAddingTheApp({ site: siteOf, newContext, askedDuring }) {
  const installUrl = () => `${siteOf().origin}/api/zoom/install`;
  const callbackUrl = (/** @type {string} */ query) => `${siteOf().callback}${query}`;
  /** The page, with the reason of a failure. @param {string} error */
  const failedUrl = (error) => `${siteOf().pages.home}?error=${error}`;

  /** Zoom's consent page, as "Add" in the Marketplace leads to it; the person agrees at once. */
  const marketplaceUrl = () => {
    const query = new URLSearchParams({
      response_type: "code",
      client_id: siteOf().app.clientId,
      redirect_uri: siteOf().callback,
      auto: "1",
    });
    return `${siteOf().zoom.origin}/oauth/authorize?${query}`;
  };

  /**
   * Opens a page in a browser without cookies.
   *
   * @param {(page: Page, context: BrowserContext) => Promise<void>} use
   */
  async function inNewBrowser(use) {
    const context = await newContext();
    try {
      await use(await context.newPage(), context);
    } finally {
      await context.close();
    }
  }

  /** @param {Page} page @param {"Approve" | "Decline"} decision */
  async function decide(page, decision) {
    await page.getByRole("button", { name: decision }).click();
    await page.waitForLoadState();
  }

  /** Who the browser is signed in as. @param {Page} page */
  async function userOf(page) {
    const response = await page.goto(`${siteOf().origin}/api/zoom/session`);
    return { status: response?.status(), body: await response?.json() };
  }

  const SIGNED_IN = { status: 200, body: NAME };
  const SIGNED_OUT = { status: 401, body: { error: "not_signed_in" } };

  describe("adding the app", { concurrency: 1 }, () => {
    it("a link of the app leads by Zoom's consent into the client, signed in", () =>
      inNewBrowser(async (page, context) => {
        const { zoom, callback } = siteOf();
        const asked = await askedDuring(async () => {
          await page.goto(installUrl());
          const shown = new URL(page.url());
          assert.equal(shown.origin + shown.pathname, `${zoom.origin}/oauth/authorize`);
          assert.equal(shown.searchParams.get("redirect_uri"), callback);
          assert.equal(shown.searchParams.get("code_challenge_method"), "S256");
          await decide(page, "Approve");
          assert.equal(page.url(), `${zoom.origin}/simulator/open?action=added`);
        });
        assert.deepEqual(
          asked.map(({ url }) => url),
          [TOKEN_PATH, DEEP_LINK_PATH],
        );
        const [{ headers, form }] = asked;
        assert.match(String(headers["content-type"]), /^application\/x-www-form-urlencoded/);
        assert.deepEqual([...form.keys()].sort(), ["code", "code_verifier", "grant_type", "redirect_uri"]);
        assert.equal(form.get("redirect_uri"), callback);
        assert.deepEqual(await userOf(page), SIGNED_IN);
        for (const { httpOnly, secure, sameSite } of await context.cookies()) {
          assert.ok(httpOnly && secure && sameSite === "None");
        }
      }));

    it('the code of "Add" in the Marketplace, which has no state, is not used: the sign-in starts anew', () =>
      inNewBrowser(async (page) => {
        const { zoom } = siteOf();
        const before = zoom.onTheWeb.codes.length;
        const asked = await askedDuring(async () => {
          await page.goto(marketplaceUrl());
          const shown = new URL(page.url());
          assert.equal(shown.pathname, "/oauth/authorize");
          assert.ok(shown.searchParams.get("state"));
          await decide(page, "Approve");
          assert.equal(page.url(), `${zoom.origin}/simulator/open?action=added`);
        });
        const [unused, used, ...others] = zoom.onTheWeb.codes.slice(before);
        assert.deepEqual(others, []);
        assert.notEqual(unused, used);
        assert.deepEqual(
          asked.map(({ form }) => form.get("code")),
          [used, null],
        );
        assert.deepEqual(await userOf(page), SIGNED_IN);
      }));

    it("a callback that again has no state does not start the sign-in again", () =>
      inNewBrowser(async (page) => {
        const asked = await askedDuring(async () => {
          await page.goto(marketplaceUrl());
          assert.equal(new URL(page.url()).pathname, "/oauth/authorize");
          await page.goto(marketplaceUrl());
          assert.equal(page.url(), failedUrl("state_missing"));
        });
        assert.deepEqual(asked, []);
        assert.deepEqual(await userOf(page), SIGNED_OUT);
      }));

    it("a person who declines comes to the page, which learns of it", () =>
      inNewBrowser(async (page) => {
        const asked = await askedDuring(async () => {
          await page.goto(installUrl());
          await decide(page, "Decline");
          assert.equal(page.url(), failedUrl("access_denied"));
        });
        assert.deepEqual(asked, []);
        assert.deepEqual(await userOf(page), SIGNED_OUT);
      }));

    it("another state is refused, and uses up the code verifier", () =>
      inNewBrowser(async (page) => {
        const asked = await askedDuring(async () => {
          await page.goto(installUrl());
          const state = new URL(page.url()).searchParams.get("state");
          await page.goto(callbackUrl("?code=a-code&state=another-state"));
          assert.equal(page.url(), failedUrl("state_mismatch"));
          await page.goto(callbackUrl(`?code=a-code&state=${state}`));
          assert.equal(page.url(), failedUrl("session_expired"));
        });
        assert.deepEqual(asked, []);
        assert.deepEqual(await userOf(page), SIGNED_OUT);
      }));

    it("a callback is of no use in another browser, and of none a second time", () =>
      inNewBrowser((page) =>
        inNewBrowser(async (other) => {
          await page.goto(installUrl());
          const consent = `${page.url()}&auto=1`;
          const { headers } = await fetch(consent, { redirect: "manual" });
          const callback = headers.get("location") ?? "";
          assert.ok(callback.startsWith(callbackUrl("?code=")));

          const unasked = await askedDuring(async () => {
            await other.goto(callback);
            assert.equal(other.url(), failedUrl("session_expired"));
          });
          assert.deepEqual(unasked, []);
          assert.deepEqual(await userOf(other), SIGNED_OUT);

          const asked = await askedDuring(async () => {
            await page.goto(callback);
            assert.equal(new URL(page.url()).pathname, "/simulator/open");
            await page.goto(callback);
            assert.equal(page.url(), failedUrl("session_expired"));
          });
          assert.equal(asked.length, 2);
          assert.deepEqual(await userOf(page), SIGNED_IN);
        }),
      ));

    it("a session from before is not signed in", () =>
      inNewBrowser(async (page, context) => {
        await page.goto(installUrl());
        const before = await cookieOf(context);
        await decide(page, "Approve");
        const isSignedIn = async (/** @type {string} */ cookie) =>
          (await fetch(`${siteOf().origin}/api/zoom/session`, { headers: { cookie } })).ok;
        assert.ok(await isSignedIn(await cookieOf(context)));
        assert.ok(!(await isSignedIn(before)));
      }));

    itWithstandsRequestsOfOthers({
      site: siteOf,
      inNewBrowser,
      async finish(page) {
        await decide(page, "Approve");
        assert.equal(new URL(page.url()).pathname, "/simulator/open");
        assert.deepEqual(await userOf(page), SIGNED_IN);
      },
    });

    it("malformed callbacks are refused", () =>
      inNewBrowser(async (page) => {
        await page.goto(installUrl());
        const state = new URL(page.url()).searchParams.get("state");
        const queries = [
          "",
          "?",
          "?code=",
          "?code=a%20b",
          `?code=${"x".repeat(4097)}`,
          "?code=%C3%BC",
          "?code=%00",
        ];
        queries.push("?code=a&code=b", "?error=a&error=b", `?code=a&state=${state}&state=${state}`);
        const asked = await askedDuring(async () => {
          for (const query of [...queries, `?state=${state}`]) {
            await page.goto(callbackUrl(query));
            assert.equal(page.url(), failedUrl("invalid_request"), query);
          }
        });
        assert.deepEqual(asked, []);
      }));

    it("other errors of Zoom lead to the page, without Zoom's words", () =>
      inNewBrowser(async (page) => {
        await page.goto(installUrl());
        const state = new URL(page.url()).searchParams.get("state");
        await page.goto(callbackUrl(`?error=invalid_scope&error_description=words-of-zoom&state=${state}`));
        assert.equal(page.url(), failedUrl("authorization_failed"));
      }));

    for (const [trouble, error] of /** @type {[Trouble, RegExp][]} */ ([
      ["expired", /^invalid_grant$/],
      ["rate-limit", /^rate_limited$/],
      ["html-error", /^unavailable$/],
      ["invalid-client", /^token_request_failed$/],
      ["down", /^token_request_failed$/],
      ["no-token", /^token_request_failed$/],
      ["api-refuses", /^(server_error|token_request_failed)$/],
    ])) {
      it(`the person is not signed in if Zoom has the fault ${trouble}`, () =>
        inNewBrowser(async (page) => {
          await withTrouble(trouble, async () => {
            await page.goto(installUrl());
            await decide(page, "Approve");
          });
          const { origin, pathname, searchParams } = new URL(page.url());
          assert.equal(origin + pathname, siteOf().pages.home);
          assert.deepEqual([...searchParams.keys()], ["error"]);
          assert.match(searchParams.get("error") ?? "", error);
          assert.deepEqual(await userOf(page), SIGNED_OUT);
        }));
    }

    it("a person for whom Zoom has no deep link comes to the page, signed in", () =>
      inNewBrowser(async (page) => {
        await withTrouble("no-deep-link", async () => {
          await page.goto(installUrl());
          await decide(page, "Approve");
        });
        assert.equal(page.url(), siteOf().pages.home);
        assert.deepEqual(await userOf(page), SIGNED_IN);
      }));

    it("only GET is answered, and no answer is cached or tells its address", async () => {
      for (const url of [installUrl(), callbackUrl("?code=a-code")]) {
        assert.equal((await fetch(url, { method: "POST", redirect: "manual" })).status, 405);
        const { status, headers } = await fetch(url, { redirect: "manual" });
        assert.equal(status, 302);
        assert.match(headers.get("cache-control") ?? "", /no-store/);
        assert.equal(headers.get("referrer-policy"), "no-referrer");
      }
    });
  });

  /** @param {Trouble} trouble @param {() => Promise<void>} act */
  async function withTrouble(trouble, act) {
    const { onTheWeb } = siteOf().zoom;
    onTheWeb.trouble = trouble;
    try {
      await act();
    } finally {
      onTheWeb.trouble = "none";
    }
  }
}
