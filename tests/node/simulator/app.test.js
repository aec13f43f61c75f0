// The app behind the simulated Zoom (the option `app`).

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { inspect } from "node:util";

import { decryptAppContext } from "../../../js/server/index.js";
import { appFailure } from "../../../js/simulator/server/app-failure.js";
import { createSimulatedZoom } from "../../../js/simulator/server/index.js";
import { close, listen } from "../../../scripts/backends/site.js";
import { CLIENT_ID, CLIENT_SECRET, decryptContext, startZoom } from "./server-helpers.js";

/** @import { IncomingHttpHeaders } from "node:http" */
/** @import { TestContext } from "node:test" */
/** @import { AnsweredRequest, StartSimulatedZoomOptions } from "../../../js/simulator/server/index.js" */

/** @typedef {{ method: string, url: string, headers: IncomingHttpHeaders, body: string }} Seen */

/**
 * Starts the server of an app, which answers every request with what it has seen.
 *
 * @param {TestContext} t
 */
async function startApp(t) {
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    if (url === "/moved") return void response.writeHead(302, { location: "/there" }).end();
    if (url === "/205" || url === "/999") return void response.writeHead(Number(url.slice(1))).end();
    if (url === "/too-big") return void response.writeHead(413).end("too big");
    if (url === "/closed") return;
    if (url === "/broken") {
      response.writeHead(200, { "content-length": "100" }).write("a part");
      return void setImmediate(() => response.destroy());
    }
    const body = await text(request);
    response.writeHead(201, { "content-type": "application/json", "set-cookie": ["a=1", "b=2"] });
    response.end(JSON.stringify({ method, url, headers, body }));
  });
  const app = await listen(server);
  t.after(() => close(server));
  return { app, server };
}

/**
 * Starts a simulated Zoom with a log.
 *
 * @param {TestContext} t
 * @param {Partial<StartSimulatedZoomOptions>} options
 */
async function startLoggedZoom(t, options) {
  /** @type {AnsweredRequest[]} */
  const log = [];
  const { url } = await startZoom(t, { ...options, onAnswer: (answered) => log.push(answered) });
  return { url, log };
}

/**
 * @param {string} url
 * @param {RequestInit} [init]
 * @returns {Promise<Seen>}
 */
const seen = (url, init) => fetch(url, init).then((response) => response.json());

/** @param {Seen} request */
const contextOf = ({ headers }) => {
  const header = headers["x-zoom-app-context"];
  assert.equal(typeof header, "string");
  return decryptContext(String(header)).context;
};

describe("the app behind the simulated Zoom", { timeout: 60_000 }, () => {
  it("requests a page with who opens it, and where", async (t) => {
    const { app } = await startApp(t);
    const { url } = await startZoom(t, { app, appContext: { typ: "meeting", mid: "a-meeting" } });
    const page = await seen(`${url}/rooms?lang=en`, { headers: { "sec-fetch-dest": "iframe" } });
    assert.equal(page.url, "/rooms?lang=en");
    assert.equal(page.headers.host, new URL(url).host, "the app makes URLs of the simulated Zoom");
    const context = await decryptAppContext(String(page.headers["x-zoom-app-context"]), {
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
    });
    assert.equal(context.typ, "meeting");
    assert.equal(context.mid, "a-meeting");
    assert.equal(context.uid, "simulated-user-id");
  });

  it("sends the person and the app of its options, and a guest without a uid", async (t) => {
    const { app } = await startApp(t);
    const person = await startZoom(t, { app, clientId: "my-app", user: { id: "ada" } });
    const { uid, aud, typ } = contextOf(await seen(person.url));
    assert.deepEqual({ uid, aud, typ }, { uid: "ada", aud: "my-app", typ: "panel" });
    const guest = await startZoom(t, { app, appContext: { uid: undefined } });
    assert.ok(!("uid" in contextOf(await seen(guest.url))));
  });

  it("sends no header with what a page loads, nor with what it posts, and replaces one of the browser's", async (t) => {
    const { app } = await startApp(t);
    const { url } = await startZoom(t, { app });
    for (const destination of ["empty", "script", "style", "image", "worker"]) {
      const { headers } = await seen(`${url}/x`, { headers: { "sec-fetch-dest": destination } });
      assert.equal(headers["x-zoom-app-context"], undefined, destination);
    }
    const posted = await seen(`${url}/api/x?y`, { method: "POST", body: "ä".repeat(100_000) });
    assert.equal(posted.headers["x-zoom-app-context"], undefined);
    assert.equal(posted.method, "POST");
    assert.equal(posted.body, "ä".repeat(100_000));
    contextOf(await seen(url, { headers: { "x-zoom-app-context": "forged" } }));
  });

  it("passes answers on as they are: status, cookies and redirects", async (t) => {
    const { app } = await startApp(t);
    const { url } = await startZoom(t, { app });
    const answer = await fetch(`${url}/page`);
    assert.equal(answer.status, 201);
    assert.deepEqual(answer.headers.getSetCookie(), ["a=1", "b=2"]);
    const moved = await fetch(`${url}/moved`, { redirect: "manual" });
    assert.deepEqual([moved.status, moved.headers.get("location")], [302, "/there"]);
    await assert.rejects(fetch(`${url}/broken`).then((response) => response.text()));
  });

  it("keeps the paths of Zoom, with every method, and no other", async (t) => {
    const { app } = await startApp(t);
    const { url } = await startZoom(t, { app });
    assert.equal((await fetch(`${url}/v2/users/me`)).status, 401);
    assert.equal((await fetch(`${url}/oauth/token`)).status, 404);
    assert.equal((await seen(`${url}/oauth/callback?code=c`)).url, "/oauth/callback?code=c");
    const below = await startZoom(t, { app, basePath: "/zoom" });
    assert.equal((await fetch(`${below.url}/v2/users/me`)).status, 401);
    assert.equal((await seen(below.url)).url, "/zoom");
    assert.equal((await seen(new URL("/v2/users/me", below.url).href)).url, "/v2/users/me");
  });

  it("logs Zoom's requests, and those that the app does not answer", async (t) => {
    /** @type {unknown[]} */
    const log = [];
    const onAnswer = (/** @type {unknown} */ answered) => log.push(answered);
    const { app } = await startApp(t);
    const { url } = await startZoom(t, { app, onAnswer });
    await seen(url);
    await fetch(`${url}/v2/users/me`);
    const stopped = createServer();
    const withoutApp = await startZoom(t, { app: await listen(stopped), onAnswer });
    await close(stopped);
    const unreachable = await fetch(`${withoutApp.url}/page?lang=en`);
    assert.equal(unreachable.status, 502);
    assert.match(await unreachable.text(), /The server of the app cannot be reached.*ECONNREFUSED/s);
    assert.deepEqual(
      log.map((/** @type {any} */ { path, status, error }) => [path, status, error]),
      [
        ["/v2/users/me", 401, "124"],
        ["/page", 502, "bad_gateway"],
      ],
    );
  });

  it("opens the app from a deep link, with its action", async (t) => {
    const { app } = await startApp(t);
    const { url } = await startZoom(t, { app });
    const page = await (await fetch(`${url}/simulator/open?action=invite`)).text();
    assert.match(page, /<a href="\/">Open the app<\/a>/);
    assert.equal(contextOf(await seen(`${url}/`)).act, "invite");
  });

  it("opens the app's first redirect URI from a deep link, if the simulated Zoom serves it", async (t) => {
    const { app } = await startApp(t);
    const zoom = await createSimulatedZoom({
      app,
      redirectUris: ["http://localhost:4010/app?a=1&b=2#/start"],
    });
    const linkAt = async (/** @type {string} */ origin) => {
      const page = await zoom.fetch(new Request(`${origin}/simulator/open`));
      return /<a href="(.*?)">Open the app/.exec(await page.text())?.[1];
    };
    const redirectUri = "http://localhost:4010/app?a=1&#38;b=2#/start";
    assert.equal(await linkAt("http://localhost:4010"), redirectUri);
    assert.equal(await linkAt("http://127.0.0.1:4010"), redirectUri, "the origin of the printed apiUrl");
    assert.equal(await linkAt("http://localhost:4011"), "/");
    assert.equal(await linkAt("https://zoom.example"), "/");
  });

  it("gives getAppContext the person of the header, and the fields that its query does not have", async (t) => {
    const { app } = await startApp(t);
    const appContext = { typ: "meeting", uid: "eve", mid: "a-meeting", attendrole: "host", theme: "dark" };
    const fieldsAt = async (/** @type {string} */ url, query = {}) => {
      const search = new URLSearchParams({ client_id: CLIENT_ID, ...query });
      const { context } = await (await fetch(`${url}/simulator/app-context?${search}`)).json();
      const { typ, uid, mid, attendrole, theme } = decryptContext(context).context;
      return { typ, uid, mid, attendrole, theme };
    };
    const { url } = await startZoom(t, { app, appContext });
    assert.deepEqual(await fieldsAt(url), appContext);
    assert.equal(contextOf(await seen(url)).uid, "eve");
    assert.deepEqual(await fieldsAt(url, { typ: "webinar", guest: "true" }), {
      ...appContext,
      typ: "webinar",
      uid: undefined,
    });
    const guest = await startZoom(t, { app, appContext: { uid: undefined } });
    assert.equal((await fieldsAt(guest.url)).uid, undefined);
  });

  it("answers 502, and says why, if the app has no answer that can be passed on", async (t) => {
    const { app, server } = await startApp(t);
    server.prependListener("request", ({ url, socket }) => url === "/closed" && socket.destroy());
    const { url, log } = await startLoggedZoom(t, { app });
    for (const path of ["/closed", "/205", "/999"]) {
      const answer = await fetch(url + path);
      assert.equal(answer.status, 502, path);
      const page = await answer.text();
      assert.doesNotMatch(page, /cannot be reached/);
      assert.match(page, path === "/closed" ? /closed the connection before it answered/ : /gave no answer/);
    }
    assert.deepEqual(
      log.map(({ path, status, error }) => [path, status, error]),
      ["/closed", "/205", "/999"].map((path) => [path, 502, "bad_gateway"]),
    );
    assert.match(String(log[0]?.explanation), /closed the connection \(ECONNRESET\)/);
    assert.match(String(log[1]?.explanation), /^the request to http:\S+ failed: .*205/);
  });

  it("passes on a refusal that comes before the body has been read", async (t) => {
    const { app } = await startApp(t);
    const { url } = await startZoom(t, { app });
    for (let i = 0; i < 5; i++) {
      const answer = await fetch(`${url}/too-big`, { method: "POST", body: new Uint8Array(5_000_000) });
      assert.deepEqual([answer.status, await answer.text()], [413, "too big"]);
    }
  });

  it("names the remedy if the app's server is not there, or its certificate is not trusted", () => {
    const explanation = (/** @type {string} */ code, message = "as it was") =>
      appFailure("https://localhost:5173", Object.assign(new Error(message), { code })).explanation;
    for (const code of ["ECONNREFUSED", "ENOTFOUND"]) {
      assert.match(String(explanation(code)), new RegExp(`does not answer \\(${code}\\); start`));
    }
    assert.match(String(explanation("EPIPE")), /closed the connection \(EPIPE\)/);
    for (const code of ["DEPTH_ZERO_SELF_SIGNED_CERT", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"]) {
      assert.match(
        String(explanation(code)),
        /does not trust the certificate of https:\/\/localhost:5173 .* NODE_EXTRA_CA_CERTS/,
      );
    }
    const secret = "s".repeat(40);
    assert.equal(
      explanation("EPROTO", `two\nlines ${secret}`),
      "the request to https://localhost:5173 failed: two lines ...",
    );
  });

  it("refuses an app that is not an origin, and shows no password", async (t) => {
    const wrong = [
      ...["", "localhost:5173", "http://localhost/app", "http://localhost/?", "http://a/#b", "ftp://a", 1],
      ...["http://[::1]:5173", "http://user:a-password@localhost:5173", "http://user@localhost:5173"],
    ];
    for (const app of wrong) {
      await assert.rejects(
        startZoom(t, { app: /** @type {string} */ (app) }),
        (/** @type {Error} */ error) => {
          assert.equal(error.name, "TypeError");
          assert.match(
            error.message,
            /^app must be the origin of the app's server, .*: http or https, without credentials and path; .* say localhost$/,
          );
          assert.doesNotMatch(inspect(error), /a-password/);
          return true;
        },
      );
    }
  });

  it("takes an app with a slash at its end", async (t) => {
    const { app } = await startApp(t);
    const { url } = await startZoom(t, { app: `${app}/` });
    assert.equal((await seen(`${url}/page`)).url, "/page");
  });

  it("refuses its own address as the app", async (t) => {
    const { app, server } = await startApp(t);
    const port = Number(new URL(app).port);
    await close(server);
    for (const host of ["localhost", "127.0.0.1", "127.0.0.2"]) {
      await assert.rejects(startZoom(t, { app: `http://${host}:${port}`, port }), {
        name: "TypeError",
        message: `app must be another server than the simulated Zoom itself, which has port ${port}`,
      });
    }
  });

  it("refuses a context that is no object or that JSON cannot express, at the start", async (t) => {
    const { app } = await startApp(t);
    const rule = "appContext must be an object, not a Promise (is an `await` missing?)";
    for (const appContext of /** @type {{}[]} */ (["typ=meeting", [], Promise.resolve({})])) {
      await assert.rejects(startZoom(t, { app, appContext }), { name: "TypeError", message: rule });
    }
    await assert.rejects(startZoom(t, { app, appContext: { a: 1n } }), {
      name: "TypeError",
      message: "appContext must be an object that JSON can express",
    });
  });
});
