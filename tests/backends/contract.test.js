// The contract of docs/backends.md, for every backend of examples/backends. A page signs in through
// two instances of a backend, with the code verifier in the page and in the session. A browser adds
// the app, and opens it with an app context.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { backendNames, describeBackend, missingFor } from "../../scripts/backends/index.js";
import { executablePath, launchChromium } from "../browser/support/chromium.js";
import { blocksFor } from "../support/blocks.js";
import { describeAddingTheApp } from "./support/adding-the-app.js";
import { describeOpeningTheApp } from "./support/opening-the-app.js";
import { NAME, call, cookieOf, post } from "./support/page.js";
import { startSite } from "./support/site.js";

/** @import { Browser, Page } from "playwright-core" */
/** @import { UsePage, PageOptions } from "./support/page.js" */
/** @import { Site } from "./support/site.js" */

/** @typedef {"page" | "session"} Way the place of the code verifier */

const WAYS = /** @type {const} */ (["page", "session"]);
const TOKEN_PATHS = { page: "/api/zoom/token", session: "/api/zoom/session/token" };

/** The backends' timeout for Zoom is 10 seconds; the rest is for a slow machine. */
const CASE_MS = 90_000;

/** The commands of docs/backends.md, and what they print. */
const [commands, printed] = blocksFor("tests/backends/contract.test.js");

const skip = executablePath ? false : "Chromium is not installed";

describe("backends", { skip, concurrency: true }, () => {
  for (const name of backendNames) {
    const options = { concurrency: 1, timeout: 900_000, skip: missingFor(name) ?? false };
    describe(describeBackend(name).title, options, () => contract(name));
  }
});

/** @param {typeof backendNames[number]} name */
function contract(name) {
  const { sessionsInRedis } = describeBackend(name);
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

  /** Pages for reuse: a new page takes longer than most tests. @type {Page[]} */
  const idle = [];

  /** @param {PageOptions} options @param {UsePage} use */
  async function withPage({ trouble = "none", person = "approve", url = site.pages.home }, use) {
    const page = idle.pop() ?? (await (await browser.newContext()).newPage());
    const context = page.context();
    try {
      await page.goto(url);
      await call(page, "startZoom", trouble, person);
      await use(page, context);
      assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
    } catch (error) {
      await context.close();
      throw error;
    }
    await context.clearCookies();
    idle.push(page);
  }

  /** Returns the requests to Zoom's token endpoint during `act`. @param {() => Promise<void>} act */
  async function askedDuring(act) {
    const before = site.zoom.asked.length;
    await act();
    return site.zoom.asked.slice(before);
  }

  /**
   * Sends a request without a page.
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
      it("a sign-in gives the page the user's name, an HttpOnly cookie and no token", () =>
        withPage({}, async (page, context) => {
          assert.equal((await call(page, "user")).status, 401);
          const asked = await askedDuring(async () => {
            assert.deepEqual(await call(page, "signIn", way), { value: NAME });
          });
          // On both instances.
          for (let i = 0; i < 2; i++) assert.deepEqual(await call(page, "user"), { status: 200, body: NAME });

          assert.equal(asked.length, 1);
          const [{ url, headers, form }] = asked;
          assert.equal(url, "/oauth/token", "the query string is empty");
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
          assert.ok(cookie.partitionKey, "the cookie is partitioned, for Zoom's web client");
        }));

      it("a cookie from before the sign-in is not signed in", () =>
        withPage({}, async (page, context) => {
          const isSignedIn = async (/** @type {string} */ cookie) =>
            (await fetch(`${site.origin}/api/zoom/session`, { headers: { cookie } })).ok;
          // A challenge without a sign-in.
          await call(page, "fieldsOf", "session");
          const before = await cookieOf(context);
          assert.ok(before);
          assert.deepEqual(await call(page, "signIn", way), { value: NAME });
          const first = await cookieOf(context);
          assert.ok(await isSignedIn(first));
          assert.ok(!(await isSignedIn(before)));
          // If the backend stores sessions, a later sign-in ends the session of the earlier one.
          assert.deepEqual(await call(page, "signIn", way), { value: NAME });
          assert.ok(await isSignedIn(await cookieOf(context)));
          assert.equal(await isSignedIn(first), !sessionsInRedis);
        }));

      it("a declined request is not sent to the backend", () =>
        withPage({ person: "decline" }, async (page) => {
          const asked = await askedDuring(async () => {
            assert.equal((await call(page, "signIn", way)).code, "access_denied");
          });
          assert.deepEqual(asked, []);
          assert.equal((await call(page, "user")).status, 401);
        }));

      it("a used code is refused", () =>
        withPage({}, async (page) => {
          const asked = await askedDuring(async () => {
            const [first, second] = await call(page, "forwardEach", way, {}, {});
            assert.deepEqual(first, { value: NAME });
            assert.equal(second.status, 400);
            // The session no longer has the code verifier, so Zoom is not asked.
            assert.equal(second.code, way === "page" ? "invalid_grant" : "backend_rejected");
          });
          assert.equal(asked.length, way === "page" ? 2 : 1);
        }));

      it("an expired code is refused with invalid_grant", () =>
        withPage({ trouble: "expired" }, async (page) => {
          const { code, status, retryable, text } = await call(page, "signIn", way);
          assert.deepEqual([code, status, retryable], ["invalid_grant", 400, true]);
          assert.match(text, /expire|fresh|after more than 5 minutes/);
          assert.equal((await call(page, "user")).status, 401);
        }));

      it("a redirect URI that is not allowed is refused without a request to Zoom", () =>
        withPage({ url: site.pages.other }, async (page) => {
          const asked = await askedDuring(async () => {
            const { code, status, body } = await call(page, "signIn", way);
            assert.deepEqual([code, status, body.error], ["backend_rejected", 400, "invalid_request"]);
          });
          assert.deepEqual(asked, []);
        }));

      it("a wrong challenge method ends in invalid_grant", () =>
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
          assert.match(hashed.text, /S256[\s\S]*plain/, "the hint names both methods");
        }));

      it("a missing code verifier is refused without a request to Zoom", () =>
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

      it("requests of another origin's page are refused", async () => {
        const code = "a-code-of-somebody-else";
        const fields = { code, code_verifier: "v".repeat(43), redirect_uri: site.pages.home, state: "s" };
        const json = JSON.stringify(fields);
        const asked = await askedDuring(() =>
          withPage({ url: site.pages.home.replace("127.0.0.1", "localhost") }, async (page) => {
            const before = site.answers.length;
            // Two requests without a preflight, and one with it.
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
            assert.equal(posts.length, 2, "the browser does not send the third");
            for (const { status, body } of posts) {
              assert.equal(status, 403);
              assert.equal(JSON.parse(body).error, "forbidden_origin");
            }
          }),
        );
        assert.deepEqual(asked, []);
      });

      it("a similar origin is refused", async () => {
        const { port } = new URL(site.origin);
        const origins = [
          `${site.origin}0`,
          `${site.origin}.example`,
          `https://127.0.0.1:${port}`,
          "http://127.0.0.1",
          "null",
          "",
        ];
        for (const origin of origins) {
          const response = await send(TOKEN_PATHS[way], { body: "{}", headers: { origin } });
          assert.equal(response.status, 403, origin);
          assert.equal((await response.json()).error, "forbidden_origin");
        }
      });

      it("a body that is too large is refused, with and without a Content-Length", () =>
        withPage({}, async (page) => {
          const padding = "x".repeat(41_000);
          const asked = await askedDuring(async () => {
            const [{ status }] = await call(page, "forwardEach", way, { padding });
            assert.equal(status, 413);
            const stream = new Blob([JSON.stringify({ padding })]).stream();
            assert.equal((await send(TOKEN_PATHS[way], { body: stream, duplex: "half" })).status, 413);
          });
          assert.deepEqual(asked, []);
        }));

      it("malformed requests are refused", async () => {
        const asked = await askedDuring(async () => {
          const status = async (/** @type {Parameters<typeof send>[1]} */ init) =>
            (await send(TOKEN_PATHS[way], init)).status;
          assert.equal(await status({ method: "GET" }), 405);
          assert.equal(await status({ body: "{}", headers: { "content-type": "text/plain" } }), 415);
          const code_verifier = "v".repeat(43);
          const good = { code: "c", code_verifier, redirect_uri: site.pages.home };
          const bodies = ["", "{", "[]", "null", "{}", '"text"', '{"code":1}'];
          for (const code of ["", "with space", "x".repeat(4097), "\u0000", "ü", null, 1]) {
            bodies.push(JSON.stringify({ ...good, code }));
          }
          for (const redirect_uri of [`${site.pages.home}?`, site.origin, "", null, [site.pages.home]]) {
            bodies.push(JSON.stringify({ ...good, redirect_uri }));
          }
          if (way === "page") {
            const verifiers = ["v".repeat(42), "v".repeat(129), `${"v".repeat(43)} `, "ü".repeat(43), 1, []];
            for (const code_verifier of [...verifiers, null, ""])
              bodies.push(JSON.stringify({ ...good, code_verifier }));
          }
          for (const body of bodies) {
            // The session is valid, so that the backend refuses the body.
            const { cookie, state } = await challenge();
            const withState = body.startsWith('{"code')
              ? JSON.stringify({ ...JSON.parse(body), state })
              : body;
            const type = "application/json; charset=utf-8";
            const headers = { cookie, "content-type": type };
            const response = await send(TOKEN_PATHS[way], { body: withState, headers });
            assert.equal(response.status, 400, body);
            assert.equal((await response.json()).error, "invalid_request", body);
          }
        });
        assert.deepEqual(asked, []);
      });

      for (const [trouble, status, error = "token_request_failed"] of /** @type {const} */ ([
        ["down", 502],
        ["html", 502],
        ["html-error", 503, "unavailable"],
        ["redirect", 502],
        ["slow", 504],
        ["invalid-client", 502],
        ["rate-limit", 429, "rate_limited"],
        ["json-error", 503, "unavailable"],
        ["no-token", 502],
        ["null-token", 502],
        ["a-list", 502],
      ])) {
        it(`the sign-in ends in a ${status} if Zoom has the fault ${trouble}`, { timeout: CASE_MS }, () =>
          withPage({ trouble }, async (page) => {
            const asked = await askedDuring(async () => {
              const outcome = await call(page, "signIn", way);
              assert.deepEqual([outcome.code, outcome.status], ["backend_rejected", status]);
              assert.equal(outcome.body.error, error);
              assert.equal(outcome.retryable, true);
              assert.equal((await call(page, "user")).status, 401);
            });
            assert.deepEqual(
              asked.map(({ url }) => url),
              ["/oauth/token"],
              "one request, to the token endpoint",
            );
          }),
        );
      }
    });
  }

  for (const trouble of /** @type {const} */ (["api-refuses", "api-html", "api-invalid-grant"])) {
    it(`the user is not signed in if Zoom's API has the fault ${trouble}`, () =>
      withPage({ trouble }, async (page) => {
        const outcome = await call(page, "signIn", "page");
        assert.equal(outcome.code, "backend_rejected");
        assert.ok(outcome.status >= 500, `${outcome.status}`);
        assert.match(outcome.body.error, /^(server_error|token_request_failed)$/);
        assert.equal((await call(page, "user")).status, 401);
      }));
  }

  it("a user without a display name has the first and last name", () =>
    withPage({ trouble: "no-display-name" }, async (page) => {
      assert.deepEqual(await call(page, "signIn", "page"), { value: NAME });
    }));

  describe("the session", { concurrency: 1 }, () => {
    const itInRedis = sessionsInRedis ? it : () => {};
    itInRedis("a copied cookie cannot reuse a code verifier that is kept in Redis", () =>
      withPage({}, async (page, context) => {
        const fields = await call(page, "fieldsOf", "session");
        const cookie = await cookieOf(context);
        const post = () => send(TOKEN_PATHS.session, { body: JSON.stringify(fields), headers: { cookie } });
        const asked = await askedDuring(async () => {
          const responses = await Promise.all([post(), post()]);
          assert.ok(responses.some(({ status }) => status === 200));
          assert.equal((await post()).status, 400);
        });
        // Two simultaneous requests may both find the verifier: a session is loaded as a whole.
        assert.ok(asked.length <= 2);
      }),
    );

    it("another state is refused, and uses up the code verifier", () =>
      withPage({}, async (page) => {
        const asked = await askedDuring(async () => {
          const outcomes = await call(page, "forwardEach", "session", { state: "another" }, {});
          for (const { status, body } of outcomes) {
            assert.deepEqual([status, body.error], [400, "invalid_request"]);
          }
        });
        assert.deepEqual(asked, []);
      }));

    it("a code of another session is refused", () =>
      withPage({}, (mine) =>
        withPage({}, async (theirs) => {
          const { code } = await call(theirs, "fieldsOf", "session");
          const [{ status, code: error }] = await call(mine, "forwardEach", "session", { code });
          assert.deepEqual([error, status], ["invalid_grant", 400]);
          assert.equal((await call(mine, "user")).status, 401);
        }),
      ));

    it("a code verifier of the page does not replace that of the session", () =>
      withPage({}, async (page) => {
        const { code, code_verifier } = await call(page, "fieldsOf", "page");
        const [{ status, code: error }] = await call(page, "forwardEach", "session", { code, code_verifier });
        assert.deepEqual([error, status], ["invalid_grant", 400]);
      }));

    it("a challenge is for the app's own origin, differs each time, and is not cached", async () => {
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

  const parts = { site: () => site, newContext: () => browser.newContext(), withPage, askedDuring };
  describeAddingTheApp(parts);
  describeOpeningTheApp({ ...parts, sessionsInRedis, blocks: [commands, printed] });

  it("no response and no log contains a secret", async () => {
    for (const way of WAYS) {
      await withPage({}, async (page) => assert.deepEqual(await call(page, "signIn", way), { value: NAME }));
    }
    const { asked, secrets } = site.zoom;
    const verifiers = asked.flatMap(({ form }) => form.get("code_verifier") ?? []);
    assert.ok(secrets.size >= 6 && verifiers.length >= 2 && site.answers.length >= 3);
    const heads = site.answers.map(({ head }) => readable(head)).join("\n");
    const bodies = site.answers.map(({ body }) => body).join("\n");
    const logged = site.instances.map(({ output }) => output()).join("\n");
    for (const secret of [...secrets, ...site.secrets]) {
      assert.ok(!bodies.includes(secret), "a secret in a response's body");
      assert.ok(!heads.includes(secret), "a secret in a response's head");
      assert.ok(!logged.includes(secret), `a secret in a log: ${logged}`);
    }
    // Under plain, the page's challenge is the code verifier. A cookie must not contain it.
    for (const verifier of verifiers) {
      assert.ok(!heads.includes(verifier), "a code verifier in a cookie");
      assert.ok(!logged.includes(verifier), "a code verifier in a log");
    }
    assert.ok(!heads.includes(NAME.name), "a cookie with a readable session");
  });

  it("responses to a POST are not cacheable", async () => {
    await challenge();
    // A framework's own 405 has nothing to cache.
    const posts = site.answers.filter(({ method, status }) => method === "POST" && status !== 405);
    assert.ok(posts.length > 0);
    for (const { head, status } of posts) assert.match(head, /cache-control\n.*no-store/i, `${status}`);
  });

  /** Requests a challenge without a page. Returns it with its cookie. */
  async function challenge() {
    const response = await send("/api/zoom/session/challenge", {});
    assert.equal(response.status, 200);
    const { state } = await response.json();
    const cookie = response.headers.getSetCookie().map((line) => line.split(";")[0]);
    return { cookie: cookie.join("; "), state };
  }
}

/**
 * Returns a text, followed by its percent-decoded and Base64-decoded parts.
 *
 * @param {string} head
 */
function readable(head) {
  const decoded = head.replace(/(?:%[0-9a-f]{2})+/gi, (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
  const words = decoded.match(/[\w+/-]{8,}/g) ?? [];
  return [head, decoded, ...words.map((word) => Buffer.from(word, "base64").toString("latin1"))].join("\n");
}
