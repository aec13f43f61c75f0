// The WebSockets of the app behind the simulated Zoom, and other requests with the header `Upgrade`.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";

import { close, listen } from "../../../scripts/backends/site.js";
import { startZoom } from "./server-helpers.js";

/** @import { IncomingMessage, RequestOptions } from "node:http" */
/** @import { Duplex } from "node:stream" */
/** @import { TestContext } from "node:test" */
/** @import { AnsweredRequest } from "../../../js/simulator/server/index.js" */

const SWITCHING = "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n";

/**
 * Starts the server of an app, and a simulated Zoom in front of it.
 *
 * @param {TestContext} t
 * @param {(request: IncomingMessage, socket: Duplex) => void} onUpgrade
 */
async function start(t, onUpgrade) {
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    response.end(JSON.stringify({ method, url, headers, body: await text(request) }));
  });
  server.on("upgrade", onUpgrade);
  const app = await listen(server);
  t.after(() => close(server));
  /** @type {AnsweredRequest[]} */
  const log = [];
  const zoom = await startZoom(t, { app, onAnswer: (answered) => log.push(answered) });
  return { ...zoom, log, server };
}

/** @param {string} url */
const requestWebSocket = (url) => {
  const request = httpRequest(url, {
    headers: { connection: "Upgrade", upgrade: "websocket" },
    agent: false,
  });
  return request.end();
};

/** @param {string} url */
const openWebSocket = async (url) => {
  const [, socket, head] = await once(requestWebSocket(url), "upgrade");
  return { socket, head };
};

/**
 * Sends a request that offers HTTP/2, as each of Java's client does.
 *
 * @param {string} url
 * @param {RequestOptions} [options]
 * @param {string[]} [body] The parts of the body.
 * @returns {Promise<{ status: number | undefined, answer: any }>}
 */
async function offerHttp2(url, { headers, ...options } = {}, body = []) {
  const offer = {
    connection: "Upgrade, HTTP2-Settings",
    upgrade: "h2c",
    "http2-settings": "AAEAAEAAAAIAAAAB",
  };
  const request = httpRequest(url, { ...options, headers: { ...headers, ...offer }, agent: false });
  for (const part of body) await new Promise((resolve) => request.write(Buffer.from(part), resolve));
  const [response] = await once(request.end(), "response");
  return { status: response.statusCode, answer: JSON.parse(await text(response)) };
}

describe("the WebSockets of the app behind the simulated Zoom", { timeout: 60_000 }, () => {
  it("are passed on", async (t) => {
    const { url } = await start(t, (request, socket) => {
      socket.write(`${SWITCHING}${request.url} `);
      socket.pipe(socket);
    });
    const { socket, head } = await openWebSocket(`${url}/hmr?token=t`);
    socket.end("hello");
    assert.equal(head.toString() + (await text(socket)), "/hmr?token=t hello");
  });

  it("end with the simulated Zoom, open or unanswered, and the app's too", async (t) => {
    const { promise: unanswered, resolve } = withResolvers();
    /** @type {Promise<unknown>[]} */
    const closed = [];
    const { url, close: closeZoom } = await start(t, (request, socket) => {
      closed.push(once(socket.resume(), "close"));
      socket.on("error", () => {}).on("end", () => socket.end());
      if (request.url === "/open") socket.write(SWITCHING);
      else resolve(undefined);
    });
    const { socket } = await openWebSocket(`${url}/open`);
    const waiting = once(requestWebSocket(`${url}/waiting`), "error");
    await unanswered;
    await Promise.all([closeZoom(), once(socket, "close"), waiting]);
    assert.equal(closed.length, 2);
    await Promise.all(closed);
  });

  it("end at the app if the client leaves, also before the app has answered", async (t) => {
    const { promise: unanswered, resolve } = withResolvers();
    /** @type {Promise<unknown>[]} */
    const closed = [];
    const { url, log } = await start(t, (request, socket) => {
      closed.push(once(socket.resume(), "close"));
      socket.on("error", () => {}).on("end", () => socket.end());
      if (request.url === "/open") socket.write(SWITCHING);
      else resolve(undefined);
    });
    const { socket } = await openWebSocket(`${url}/open`);
    socket.resetAndDestroy();
    const waiting = requestWebSocket(`${url}/waiting`).on("error", () => {});
    await unanswered;
    waiting.socket?.resetAndDestroy();
    assert.equal(closed.length, 2);
    await Promise.all(closed);
    assert.deepEqual(log, []);
  });

  it("end at the client if the app's breaks off", async (t) => {
    const { url, log } = await start(t, (_request, socket) => {
      socket.write(SWITCHING);
      setImmediate(() => /** @type {import("node:net").Socket} */ (socket).resetAndDestroy());
    });
    const { socket, head } = await openWebSocket(`${url}/hmr`);
    assert.equal(head.toString() + (await text(socket)), "", "no answer 502 in an open WebSocket");
    assert.deepEqual(log, []);
  });

  it("are refused with the app's whole refusal", async (t) => {
    const { url, log } = await start(t, (_request, socket) => {
      socket.write("HTTP/1.1 401 Unauthorized\r\nwww-authenticate: Basic\r\ncontent-length: 6\r\n\r\nden");
      setImmediate(() => socket.end("ied"));
    });
    const [response] = await once(requestWebSocket(`${url}/hmr`), "response");
    assert.deepEqual([response.statusCode, response.headers["www-authenticate"]], [401, "Basic"]);
    assert.equal(await text(response), "denied");
    assert.deepEqual(log, []);
  });

  it("are refused with 502 if the app's server is not there, and the log says why", async (t) => {
    const { url, log, server } = await start(t, () => {});
    await close(server);
    const [response] = await once(requestWebSocket(`${url}/hmr?token=t`), "response");
    assert.equal(response.statusCode, 502);
    assert.equal(await text(response), "");
    assert.equal(log.length, 1);
    const { explanation, ...answered } = /** @type {AnsweredRequest} */ (log[0]);
    assert.deepEqual(answered, {
      method: "GET",
      path: "/hmr",
      status: 502,
      error: "bad_gateway",
      reason: "The server of the app cannot be reached.",
    });
    assert.match(String(explanation), /ECONNREFUSED/);
  });

  it("are refused with 502 if the app does not answer for 10 seconds", async (t) => {
    const { promise: unanswered, resolve } = withResolvers();
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const { url, log } = await start(t, (_request, socket) => {
      socket.resume().on("end", () => socket.end());
      resolve(undefined);
    });
    const answered = once(requestWebSocket(`${url}/hmr`), "response");
    await unanswered;
    t.mock.timers.tick(9_999);
    assert.equal(log.length, 0);
    t.mock.timers.tick(1);
    const [response] = await answered;
    assert.equal(response.statusCode, 502);
    assert.match(String(log[0]?.explanation), /timed out$/);
  });

  it("do not reach the app at Zoom's own paths", async (t) => {
    const { url, log } = await start(t, () => assert.fail("the app was asked"));
    for (const [path, status] of /** @type {const} */ ([
      ["/v2/users/me", 401],
      ["/oauth/token?a=b", 404],
    ])) {
      const [response] = await once(requestWebSocket(url + path), "response");
      assert.equal(response.statusCode, status);
    }
    assert.deepEqual(
      log.map(({ status }) => status),
      [401, 404],
    );
  });
});

describe(
  "a request that offers HTTP/2, to the simulated Zoom in front of an app",
  { timeout: 60_000 },
  () => {
    const fail = () => assert.fail("the app was asked for another protocol");

    it("is answered by Zoom's endpoints", async (t) => {
      const { url } = await start(t, fail);
      const headers = {
        authorization: `Basic ${btoa("simulated-client-id:simulated-client-secret")}`,
        "content-type": "application/x-www-form-urlencoded",
      };
      const form = ["grant_type=refresh_token", "&refresh_token=a-token"];
      const { status, answer } = await offerHttp2(`${url}/oauth/token`, { method: "POST", headers }, form);
      assert.deepEqual([status, answer.error], [400, "invalid_grant"]);
    });

    it("reaches the app without the offer, with its body and with all other headers", async (t) => {
      const { url } = await start(t, fail);
      const page = await offerHttp2(`${url}/page?a=b`);
      assert.equal(page.answer.url, "/page?a=b");
      assert.ok("x-zoom-app-context" in page.answer.headers);
      const options = { method: "POST", headers: { "x-name": "Zoë", "content-length": 11 } };
      const { answer } = await offerHttp2(`${url}/api`, options, ["hello ", "there"]);
      const { "x-name": name, upgrade, "http2-settings": settings } = answer.headers;
      assert.deepEqual([answer.method, answer.body], ["POST", "hello there"]);
      assert.deepEqual([name, upgrade, settings], ["Zoë", undefined, undefined]);
    });

    it("is answered as before without an app", async (t) => {
      const { url } = await startZoom(t);
      const { status } = await offerHttp2(`${url}/v2/users/me`);
      assert.equal(status, 401);
    });
  },
);

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers() {
  let resolve = (/** @type {unknown} */ _value) => {};
  const promise = new Promise((given) => (resolve = given));
  return { promise, resolve };
}
