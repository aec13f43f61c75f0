// The contract that docs/backends.md states, for every backend of examples/backends: a page signs in through two instances of
// it, in both ways, and whatever goes wrong ends in the same errors.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { backendNames, describeBackend, missingFor } from "../../scripts/lib/backends/index.js";
import { executablePath, launchChromium } from "../browser/support/chromium.js";
import { startSite } from "./support/site.js";

/** @import { Browser, BrowserContext, Page } from "playwright-core" */
/** @import { Site } from "./support/site.js" */
/** @import { Trouble } from "./support/zoom.js" */

/** @typedef {"page" | "session"} Way where the code verifier stays */

const WAYS = /** @type {const} */ (["page", "session"]);
const TOKEN_PATHS = { page: "/api/zoom/token", session: "/api/zoom/session/token" };
const NAME = { name: "Simulated User" };

/** How long the backends give Zoom is 10 seconds; this is for a slow machine. */
const CASE_MS = 90_000;

const skip = executablePath ? false : "Chromium is not here";

describe("backends", { skip, concurrency: true }, () => {
  for (const name of backendNames) {
    const options = { concurrency: 1, timeout: 900_000, skip: missingFor(name) ?? false };
    describe(describeBackend(name).title, options, () => contract(name));
  }
});

/** @param {typeof backendNames[number]} name */
function contract(name) {
  /** @type {Site} */
  let site;
  /** @type {Browser} */
  let browser;
  before(async () => {
    site = await startSite(name);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /**
   * @param {{ trouble?: Trouble, person?: string, url?: string }} of
   * @param {(page: Page, context: BrowserContext) => Promise<void>} use
   */
  async function withPage({ trouble = "none", person = "approve", url = site.pages.home }, use) {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(url);
      await call(page, "startZoom", trouble, person);
      await use(page, context);
    } finally {
      await context.close();
    }
  }

  /** What Zoom's token endpoint was asked meanwhile. @param {() => Promise<void>} act */
  async function askedDuring(act) {
    const before = site.zoom.asked.length;
    await act();
    return site.zoom.asked.slice(before);
  }

  /**
   * A request from no page.
   *
   * @param {string} path
   * @param {RequestInit & { duplex?: "half" }} init
   */
  const send = (path, { headers, ...init }) =>
    fetch(site.origin + path, {
      method: "POST",
      ...init,
      headers: { origin: site.origin, "content-type": "application/json", ...headers },
    });

  for (const way of WAYS) {
    describe(`code verifier in the ${way}`, { concurrency: 1 }, () => {
      it("signs in: the user's name for the page, a cookie that no script reads, no token", () =>
        withPage({}, async (page, context) => {
          assert.equal((await call(page, "user")).status, 401);
          const asked = await askedDuring(async () => {
            assert.deepEqual(await call(page, "signIn", way), { value: NAME });
          });
          // On whichever instance.
          for (let i = 0; i < 2; i++) assert.deepEqual(await call(page, "user"), { status: 200, body: NAME });

          assert.equal(asked.length, 1);
          const [{ url, headers, form }] = asked;
          assert.equal(url, "/oauth/token", "nothing in the query string");
          assert.match(String(headers["content-type"]), /^application\/x-www-form-urlencoded/);
          assert.equal(
            headers.authorization,
            `Basic ${Buffer.from("simulated-client-id:simulated-client-secret").toString("base64")}`,
          );
          assert.deepEqual([...form.keys()].sort(), ["code", "code_verifier", "grant_type", "redirect_uri"]);
          assert.equal(form.get("redirect_uri"), site.pages.home);

          const [cookie, ...others] = await context.cookies();
          assert.deepEqual(others, []);
          assert.equal(cookie.httpOnly && cookie.secure && cookie.sameSite, "None");
          assert.ok(cookie.partitionKey, "the frame's own, in Zoom's web client");
        }));

      it("declined: the backend hears nothing of it", () =>
        withPage({ person: "decline" }, async (page) => {
          const asked = await askedDuring(async () => {
            assert.equal((await call(page, "signIn", way)).code, "access_denied");
          });
          assert.deepEqual(asked, []);
          assert.equal((await call(page, "user")).status, 401);
        }));

      it("a replayed code is refused", () =>
        withPage({}, async (page) => {
          const asked = await askedDuring(async () => {
            const [first, second] = await call(page, "forwardEach", way, {}, {});
            assert.deepEqual(first, { value: NAME });
            assert.equal(second.status, 400);
            // Where the code verifier was in the session, it is there no more, and Zoom is not even asked.
            assert.equal(second.code, way === "page" ? "invalid_grant" : "backend_rejected");
          });
          assert.equal(asked.length, way === "page" ? 2 : 1);
        }));

      it("an expired code", () =>
        withPage({ trouble: "expired" }, async (page) => {
          const { code, status, retryable, text } = await call(page, "signIn", way);
          assert.deepEqual([code, status, retryable], ["invalid_grant", 400, true]);
          assert.match(text, /expire|fresh|10 minutes/);
          assert.equal((await call(page, "user")).status, 401);
        }));

      it("a redirect URI that is not on the list: Zoom is not asked", () =>
        withPage({ url: site.pages.other }, async (page) => {
          const asked = await askedDuring(async () => {
            const { code, status, body } = await call(page, "signIn", way);
            assert.deepEqual([code, status, body.error], ["backend_rejected", 400, "invalid_request"]);
          });
          assert.deepEqual(asked, []);
        }));

      it("a wrong challenge method", () =>
        withPage({}, async (page) => {
          await page.evaluate(() => {
            /** @type {any} */ (globalThis).simulator.challengeMethod = "S256";
          });
          const { code, status } = await call(page, "signIn", way);
          assert.deepEqual([code, status], ["invalid_grant", 400]);
          if (way === "session") return;
          await page.evaluate(() => {
            /** @type {any} */ (globalThis).simulator.challengeMethod = "plain";
          });
          const hashed = await call(page, "signIn", way, { codeChallengeMethod: "S256" });
          assert.deepEqual([hashed.code, hashed.status], ["invalid_grant", 400]);
          assert.match(hashed.text, /S256[\s\S]*plain/, "the hint has the way out");
        }));

      it("a missing code verifier: Zoom is not asked", () =>
        withPage({}, async (page, context) => {
          const asked = await askedDuring(async () => {
            let outcome;
            if (way === "page")
              [outcome] = await call(page, "forwardEach", way, { code_verifier: undefined });
            else {
              const fields = await call(page, "fieldsOf", way);
              await context.clearCookies();
              outcome = await post(page, TOKEN_PATHS[way], JSON.stringify(fields));
            }
            assert.equal(outcome.status, 400);
            assert.equal(outcome.body.error, "invalid_request");
          });
          assert.deepEqual(asked, []);
        }));

      it("a page of another origin is refused, whatever it sends", async () => {
        const code = "a-code-of-somebody-else";
        const fields = { code, code_verifier: "v".repeat(43), redirect_uri: site.pages.home, state: "s" };
        const json = JSON.stringify(fields);
        const asked = await askedDuring(() =>
          withPage({ url: site.pages.home.replace("127.0.0.1", "localhost") }, async (page) => {
            const before = site.answers.length;
            // What a page can send anywhere without asking first, and what it can't.
            for (const [mode, type, body] of [
              ["no-cors", "text/plain", json],
              ["no-cors", "application/x-www-form-urlencoded", String(new URLSearchParams(fields))],
              ["cors", "application/json", json],
            ]) {
              await page.evaluate(
                ([url, mode, type, body]) =>
                  fetch(url, {
                    method: "POST",
                    mode: /** @type {RequestMode} */ (mode),
                    credentials: "include",
                    headers: { "content-type": type },
                    body,
                  }).catch(() => {}),
                [site.origin + TOKEN_PATHS[way], mode, type, body],
              );
            }
            const answers = site.answers.slice(before);
            assert.ok(answers.length >= 3);
            for (const { head, body } of answers) {
              assert.doesNotMatch(head, /access-control-allow-origin|set-cookie/i);
              assert.doesNotMatch(body, /Simulated/);
            }
            const posts = answers.filter(({ method }) => method === "POST");
            assert.equal(posts.length, 2, "the third was not even sent");
            for (const { status, body } of posts) {
              assert.equal(status, 403);
              assert.equal(JSON.parse(body).error, "forbidden_origin");
            }
          }),
        );
        assert.deepEqual(asked, []);
      });

      it("a body that is too large, of known length or not", () =>
        withPage({}, async (page) => {
          const padding = "x".repeat(9_000);
          const asked = await askedDuring(async () => {
            const [{ status }] = await call(page, "forwardEach", way, { padding });
            assert.equal(status, 413);
            const stream = new Blob([JSON.stringify({ padding })]).stream();
            assert.equal((await send(TOKEN_PATHS[way], { body: stream, duplex: "half" })).status, 413);
          });
          assert.deepEqual(asked, []);
        }));

      it("what is no request for it", async () => {
        const asked = await askedDuring(async () => {
          const status = async (/** @type {Parameters<typeof send>[1]} */ init) =>
            (await send(TOKEN_PATHS[way], init)).status;
          assert.equal(await status({ method: "GET" }), 405);
          assert.equal(await status({ body: "{}", headers: { "content-type": "text/plain" } }), 415);
          for (const body of ["", "{", "[]", "null", "{}", '"text"', '{"code":1}']) {
            assert.equal(await status({ body }), 400, body);
          }
          const fields = { code_verifier: "v".repeat(43), redirect_uri: site.pages.home, state: "s" };
          for (const code of ["", "with space", "x".repeat(2049), "\u0000", "ü", null]) {
            assert.equal(await status({ body: JSON.stringify({ ...fields, code }) }), 400, `code ${code}`);
          }
        });
        assert.deepEqual(asked, []);
      });

      for (const [trouble, status] of /** @type {const} */ ([
        ["down", 502],
        ["html", 502],
        ["html-error", 502],
        ["redirect", 502],
        ["slow", 504],
      ])) {
        it(`Zoom: ${trouble}`, { timeout: CASE_MS }, () =>
          withPage({ trouble }, async (page) => {
            const asked = await askedDuring(async () => {
              const outcome = await call(page, "signIn", way);
              assert.deepEqual([outcome.code, outcome.status], ["backend_rejected", status]);
              assert.equal(outcome.body.error, "token_request_failed");
              assert.equal(outcome.retryable, true);
              assert.equal((await call(page, "user")).status, 401);
            });
            assert.deepEqual(
              asked.map(({ url }) => url),
              ["/oauth/token"],
              "asked once, and nothing sent elsewhere",
            );
          }),
        );
      }
    });
  }

  describe("the session", { concurrency: 1 }, () => {
    it("another state than its own is refused, and the code verifier is used up", () =>
      withPage({}, async (page) => {
        const asked = await askedDuring(async () => {
          const outcomes = await call(page, "forwardEach", "session", { state: "another" }, {});
          for (const { status, body } of outcomes) {
            assert.deepEqual([status, body.error], [400, "invalid_request"]);
          }
        });
        assert.deepEqual(asked, []);
      }));

    it("a code of another session signs nobody in", () =>
      withPage({}, (mine) =>
        withPage({}, async (theirs) => {
          const { code } = await call(theirs, "fieldsOf", "session");
          const [{ status, code: error }] = await call(mine, "forwardEach", "session", { code });
          assert.deepEqual([error, status], ["invalid_grant", 400]);
          assert.equal((await call(mine, "user")).status, 401);
        }),
      ));

    it("a code verifier of the page's does not take the place of its own", () =>
      withPage({}, async (page) => {
        const { code, code_verifier } = await call(page, "fieldsOf", "page");
        const [{ status, code: error }] = await call(page, "forwardEach", "session", { code, code_verifier });
        assert.deepEqual([error, status], ["invalid_grant", 400]);
      }));

    it("a challenge is for the app's own page only, is never the same, and never cached", async () => {
      const ask = (/** @type {Record<string, string>} */ headers) =>
        send("/api/zoom/session/challenge", { headers });
      assert.equal((await ask({ origin: "https://elsewhere.example" })).status, 403);
      const responses = [await ask({}), await ask({})];
      for (const { status, headers } of responses) {
        assert.equal(status, 200);
        assert.match(headers.get("cache-control") ?? "", /no-store/);
      }
      const [one, other] = await Promise.all(responses.map((response) => response.json()));
      assert.match(one.codeChallenge, /^[\w-]{43}$/);
      assert.match(one.state, /^[\w-]{22,}$/);
      assert.notEqual(one.codeChallenge, other.codeChallenge);
      assert.notEqual(one.state, other.state);
    });
  });

  it("has shown no secret, in no answer and no log", () => {
    const { asked, secrets } = site.zoom;
    const verifiers = asked.flatMap(({ form }) => form.get("code_verifier") ?? []);
    assert.ok(secrets.size > 10 && verifiers.length > 10 && site.answers.length > 50);
    const hidden = [...secrets, ...site.secrets];
    const answered = site.answers.map(({ head, body }) => `${head}\n${body}`).join("\n");
    const logged = site.instances.map(({ output }) => output()).join("\n");
    for (const secret of hidden) {
      assert.ok(!answered.includes(secret), "in an answer");
      assert.ok(!logged.includes(secret), `in a log: ${logged}`);
    }
    // Under plain the challenge is the code verifier: only the log may not have it.
    for (const verifier of verifiers) assert.ok(!logged.includes(verifier), "a code verifier in a log");
  });
}

/**
 * A function of the page (`tests/backends/page/page.js`).
 *
 * @param {Page} page
 * @param {"startZoom" | "signIn" | "forwardEach" | "fieldsOf" | "user"} name
 * @param {unknown[]} args
 * @returns {Promise<any>}
 */
function call(page, name, ...args) {
  return page.evaluate(
    (/** @type {{ name: string, args: unknown[] }} */ { name, args }) =>
      /** @type {any} */ (globalThis)[name](...args),
    { name, args },
  );
}

/**
 * A request of the page's, by hand.
 *
 * @param {Page} page
 * @param {string} path
 * @param {string} body
 */
function post(page, path, body) {
  return page.evaluate(
    async ([path, body]) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(path, { method: "POST", headers, body });
      return { status: response.status, body: await response.json() };
    },
    [path, body],
  );
}
