// Opening the app: the page posts the app context, and the backend finds out who has opened it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";

import { encryptAppContext } from "../../../js/simulator/server/app-context.js";
import { find, root } from "../../../scripts/process/command.js";
import { NAME, call, cookieOf } from "./page.js";

/** @import { Page } from "playwright-core" */
/** @import { Block } from "../../support/blocks.js" */
/** @import { PageOptions, UsePage } from "./page.js" */
/** @import { Site } from "./site.js" */
/** @import { TokenRequest } from "./zoom.js" */

const GUEST = { uid: undefined };

const COMMAND = `'${process.execPath}' '${join(root, "js/simulator/command/index.js")}'`;
const skipCurl = ["curl", "sh"].every(find) ? false : "curl or sh is missing";

/**
 * @param {object} parts
 * @param {() => Site} parts.site
 * @param {(options: PageOptions, use: UsePage) => Promise<void>} parts.withPage
 * @param {(act: () => Promise<void>) => Promise<TokenRequest[]>} parts.askedDuring
 * @param {boolean} parts.sessionsInRedis
 * @param {[Block, Block]} parts.blocks commands of docs/backends.md, and what they print
 */
export function describeOpeningTheApp({ site: siteOf, withPage, askedDuring, sessionsInRedis, blocks }) {
  const [{ code: commands }, { code: printed }] = blocks;

  /**
   * Encrypts a context for the app.
   *
   * @param {Parameters<typeof encryptAppContext>[0]} [fields]
   * @param {Parameters<typeof encryptAppContext>[1]} [app]
   */
  async function contextOf(fields, app = siteOf().app) {
    const context = await encryptAppContext(fields, app);
    siteOf().zoom.secrets.add(context);
    return context;
  }

  /**
   * Posts a context from a page.
   *
   * @param {Page} page
   * @param {string} [context]
   */
  const open = (page, context) =>
    page.evaluate(
      async ([url, context]) => {
        const headers = context === undefined ? {} : { "x-zoom-app-context": context };
        const response = await fetch(url ?? "", { method: "POST", headers });
        return { status: response.status, body: await response.json() };
      },
      [`${siteOf().origin}/api/zoom/context`, context],
    );

  const SIGNED_IN = { status: 200, body: NAME };
  const refused = (/** @type {string} */ error) => ({ status: 401, body: { error } });

  describe("opening the app", { concurrency: 1 }, () => {
    it("a known person is signed in by the context, without Zoom", () =>
      withPage({}, async (page, context) => {
        assert.deepEqual(await call(page, "signIn", "page"), { value: NAME });
        await context.clearCookies();
        assert.equal((await call(page, "user")).status, 401);
        const asked = await askedDuring(async () => {
          assert.deepEqual(await open(page, await contextOf()), SIGNED_IN);
          // On both instances.
          for (let i = 0; i < 2; i++) assert.deepEqual(await call(page, "user"), SIGNED_IN);
        });
        assert.deepEqual(asked, []);
        const [cookie, ...others] = await context.cookies();
        assert.deepEqual(others, []);
        assert.ok(cookie.httpOnly && cookie.secure && cookie.sameSite === "None" && cookie.partitionKey);
      }));

    for (const [who, fields, error] of /** @type {const} */ ([
      ["a guest", GUEST, "guest"],
      ["a person who is not known", { uid: "another-user-id" }, "not_signed_in"],
    ])) {
      it(`${who} is not signed in, and ends the session of the person before`, () =>
        withPage({}, async (page, context) => {
          assert.deepEqual(await open(page, await contextOf(fields)), refused(error));
          assert.deepEqual(await call(page, "signIn", "page"), { value: NAME });
          const cookie = await cookieOf(context);
          assert.deepEqual(await open(page, await contextOf(fields)), refused(error));
          assert.equal((await call(page, "user")).status, 401);
          const { status } = await fetch(`${siteOf().origin}/api/zoom/session`, { headers: { cookie } });
          assert.equal(status, sessionsInRedis ? 401 : 200);
        }));
    }

    it("a guest signs in after joining with an account", () =>
      withPage({}, async (page) => {
        assert.deepEqual(await open(page, await contextOf(GUEST)), refused("guest"));
        assert.deepEqual(await call(page, "signIn", "page"), { value: NAME });
        assert.deepEqual(await open(page, await contextOf()), SIGNED_IN);
      }));

    it("a context that is malformed, altered, expired or another app's is refused, and ends the session", () =>
      withPage({}, async (page) => {
        const { clientId, clientSecret } = siteOf().app;
        assert.deepEqual(await call(page, "signIn", "page"), { value: NAME });
        const good = await contextOf();
        const at = good.length - 10;
        const altered = good.slice(0, at) + (good[at] === "A" ? "B" : "A") + good.slice(at + 1);
        const now = Date.now();
        for (const [context, error] of /** @type {[string | undefined, string][]} */ ([
          [undefined, "no_context"],
          ["", "no_context"],
          ["not a context", "invalid_context"],
          [good.slice(0, -8), "invalid_context"],
          ["A".repeat(2_000), "invalid_context"],
          [altered, "wrong_secret"],
          [await contextOf({}, { clientId, clientSecret: "another-secret" }), "wrong_secret"],
          [await contextOf({}, { clientId: "another-app", clientSecret }), "wrong_audience"],
          [await contextOf({ ts: now - 300_000, exp: now - 180_000 }), "context_expired"],
          [await contextOf({ iss: "elsewhere" }), "invalid_context"],
        ])) {
          assert.deepEqual(await open(page, context), refused(error), error);
          // Another page can make a request without a context. Any other may be of another person.
          assert.equal((await call(page, "user")).status, error === "no_context" ? 200 : 401);
        }
      }));

    it("a page of another origin cannot post a context", () =>
      withPage({ url: siteOf().pages.home.replace("127.0.0.1", "localhost") }, async (page) => {
        const before = siteOf().answers.length;
        await assert.rejects(open(page, await contextOf()), /Failed to fetch/);
        const posts = siteOf()
          .answers.slice(before)
          .filter(({ method }) => method === "POST");
        assert.deepEqual(posts, []);
      }));

    it("docs/backends.md shows the actual answer to curl", { skip: skipCurl }, async () => {
      const here = commands
        .replace("npx zoom-pkce-simulator", COMMAND)
        .replace("http://localhost:3000", siteOf().origin);
      const { stdout } = await promisify(execFile)("sh", ["-eu", "-c", here]);
      assert.equal(stdout, printed);
    });

    it("only POST is answered", async () => {
      assert.equal((await fetch(`${siteOf().origin}/api/zoom/context`)).status, 405);
    });
  });
}
