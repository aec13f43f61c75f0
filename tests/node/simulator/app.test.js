// The app behind the simulated Zoom (the option `app`).

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";

import { decryptAppContext } from "../../../js/server/index.js";
import { close, listen } from "../../../scripts/backends/site.js";
import { CLIENT_ID, CLIENT_SECRET, decryptContext, startZoom } from "./server-helpers.js";

/** @import { IncomingHttpHeaders } from "node:http" */
/** @import { TestContext } from "node:test" */

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

  it("passes WebSockets on", async (t) => {
    const { app, server } = await startApp(t);
    server.on("upgrade", (request, socket) => {
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n`);
      socket.write(`${request.url} `);
      socket.pipe(socket);
    });
    const { url } = await startZoom(t, { app });
    const headers = { connection: "upgrade", upgrade: "websocket" };
    const [, socket, head] = await once(httpRequest(`${url}/hmr?token=t`, { headers }).end(), "upgrade");
    socket.end("hello");
    assert.equal(head.toString() + (await text(socket)), "/hmr?token=t hello");
  });

  it("refuses an app that is not an origin, and a context that is not an object", async (t) => {
    for (const app of [
      "",
      "localhost:5173",
      "http://localhost:5173/",
      "http://localhost/app",
      "ftp://a",
      1,
    ]) {
      await assert.rejects(startZoom(t, { app: /** @type {string} */ (app) }), {
        name: "TypeError",
        message: "app must be the origin of the app's server, such as http://localhost:5173",
      });
    }
    const appContext = /** @type {{}} */ ("typ=meeting");
    await assert.rejects(startZoom(t, { appContext }), { message: "appContext must be an object" });
  });
});
