import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { toNodeListener } from "../../../js/server/node/listener.js";

/**
 * @param {import("node:test").TestContext} t
 * @param {(request: Request) => Promise<Response>} handler
 * @param {{ onError?: (error: unknown) => void }} [options]
 */
async function serve(t, handler, options) {
  const server = createServer(toNodeListener(handler, options)).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}`, port, server };
}

/**
 * Sends a text, and returns everything that is received until the connection ends.
 *
 * @param {number} port
 * @param {string} text
 * @param {string} [host]
 * @returns {Promise<string>}
 */
async function raw(port, text, host = "127.0.0.1") {
  const socket = connect(port, host);
  socket.write(text);
  let answer = "";
  for await (const chunk of socket) answer += chunk;
  return answer;
}

test("method, URL, headers and body are passed on unchanged", async (t) => {
  const { url, port } = await serve(t, async (request) =>
    Response.json({
      method: request.method,
      url: request.url,
      cookie: request.headers.get("cookie"),
      many: request.headers.get("x-many"),
      site: request.headers.get("sec-fetch-site"),
      origin: request.headers.get("origin"),
      body: await request.text(),
    }),
  );
  const put = httpRequest(`${url}/a/b?c=d%20e`, {
    method: "PUT",
    headers: { "X-Many": ["one", "two"], Cookie: ["a=1", "b=2"], "Sec-Fetch-Site": "none", Origin: "null" },
  });
  put.end("b\u00f6dy");
  const [response] = await once(put, "response");
  assert.deepEqual(JSON.parse(Buffer.concat(await response.toArray()).toString()), {
    method: "PUT",
    url: `${url}/a/b?c=d%20e`,
    cookie: "a=1; b=2",
    many: "one, two",
    site: "none",
    origin: "null",
    body: "b\u00f6dy",
  });

  const named = await raw(
    port,
    "GET //evil.example/x HTTP/1.1\r\nHost: app.test:80\r\nConnection: close\r\n\r\n",
  );
  assert.match(named, /"url":"http:\/\/app\.test\/\/evil\.example\/x"/);
  const old = await raw(port, "GET /old HTTP/1.0\r\n\r\n");
  assert.match(old, new RegExp(`"url":"http://127\\.0\\.0\\.1:${port}/old"`));
  const absolute = await raw(
    port,
    "GET http://proxied.test/p HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
  );
  assert.match(absolute, /"url":"http:\/\/proxied\.test\/p"/);
});

const ipv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"));

test(
  "a request without a Host header has the address of the server, also on IPv6",
  { skip: ipv6 ? false : "this machine has no ::1" },
  async (t) => {
    const handler = async (/** @type {Request} */ { url }) => new Response(url);
    const server = createServer(toNodeListener(handler)).listen(0, "::1");
    await once(server, "listening");
    t.after(() => server.close());
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    const answer = await raw(port, "GET /old HTTP/1.0\r\n\r\n", "::1");
    assert.ok(answer.endsWith(`http://[::1]:${port}/old`), answer);
  },
);

test("an onError that throws or rejects changes nothing: the answer is 500", async (t) => {
  for (const onError of [
    () => {
      throw new Error("log full");
    },
    () => /** @type {any} */ (Promise.reject(new Error("log full"))),
  ]) {
    const { url } = await serve(t, () => Promise.reject(new Error("of the handler")), { onError });
    assert.equal((await fetch(url)).status, 500);
  }
});

test("a client that has gone before the listener is called starts no handler", async (t) => {
  let started = 0;
  const listener = toNodeListener(async () => {
    started++;
    return new Response();
  });
  const server = createServer((req, res) => {
    // As a session middleware that asks its store first.
    req.socket.once("close", () => setTimeout(() => listener(req, res)));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const socket = connect(port, "127.0.0.1");
  socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\npart");
  await once(server, "request");
  socket.destroy();
  await sleep(100);
  assert.equal(started, 0);
});

test("a cookie that was set before the listener stays beside the handler's", async (t) => {
  const listener = toNodeListener(async () => new Response("", { headers: { "set-cookie": "own=2" } }));
  const server = createServer((req, res) => {
    res.setHeader("set-cookie", "earlier=1");
    listener(req, res);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const { headers } = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: "close" } });
  assert.deepEqual(headers.getSetCookie(), ["earlier=1", "own=2"]);
});

test("a request with an empty Host is malformed", async (t) => {
  const { port } = await serve(t, async () => new Response());
  const answer = await raw(port, "GET /a/b HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n");
  assert.match(answer, /^HTTP\/1\.1 400 /);
});

test("over TLS, the URL has the scheme https", async () => {
  /** @type {string | undefined} */
  let seen;
  const listener = toNodeListener(async (request) => {
    seen = request.url;
    return new Response();
  });
  const req = Object.assign(new PassThrough(), {
    method: "GET",
    url: "/x",
    headers: { host: "app.test" },
    rawHeaders: ["Host", "app.test"],
    socket: { encrypted: true },
  });
  const res = Object.assign(new PassThrough(), {
    writeHead() {},
    getHeader() {},
    getHeaderNames: () => [],
  });
  const ended = once(res.resume(), "end");
  listener(/** @type {any} */ (req), /** @type {any} */ (res));
  await ended;
  assert.equal(seen, "https://app.test/x");
});

test("status, headers and cookies are sent unchanged", async (t) => {
  const { url } = await serve(t, async () => {
    const headers = new Headers({ "content-type": "text/x-test" });
    headers.append("set-cookie", "a=1; Path=/");
    headers.append("set-cookie", "b=2, still b");
    headers.append("vary", "origin");
    headers.append("vary", "cookie");
    return new Response("hello", { status: 418, headers });
  });
  const response = await fetch(url);
  assert.equal(response.status, 418);
  assert.equal(response.headers.get("content-type"), "text/x-test");
  assert.deepEqual(response.headers.getSetCookie(), ["a=1; Path=/", "b=2, still b"]);
  assert.equal(response.headers.get("vary"), "origin, cookie");
  assert.equal(await response.text(), "hello");

  const head = await fetch(url, { method: "HEAD" });
  assert.equal(head.status, 418);
  assert.equal(await head.text(), "");
});

test("the body of an answer to HEAD is cancelled", async (t) => {
  /** @type {(value: unknown) => void} */
  let cancel = () => {};
  const cancelled = new Promise((resolve) => (cancel = resolve));
  const { url } = await serve(t, async () => new Response(new ReadableStream({ cancel })));
  const head = await fetch(url, { method: "HEAD" });
  assert.equal(await head.text(), "");
  await cancelled;
});

test("backpressure: a slow client or handler stops the reading of the body", async (t) => {
  let pulled = 0;
  const { port, server } = await serve(t, async (request) => {
    if (request.method === "POST") {
      await /** @type {ReadableStream} */ (request.body).getReader().read();
      await new Promise(() => {});
    }
    return new Response(
      new ReadableStream({
        pull(controller) {
          pulled++;
          controller.enqueue(new Uint8Array(2 ** 20));
        },
      }),
    );
  });
  const first = once(server, "connection");
  const reading = connect(port, "127.0.0.1").pause();
  reading.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await first;
  const second = once(server, "connection");
  const writing = connect(port, "127.0.0.1");
  writing.on("error", () => {});
  const [received] = /** @type {[import("node:net").Socket]} */ (await second);
  writing.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000000\r\n\r\n");
  writing.write(new Uint8Array(60_000_000));

  await sleep(300);
  assert.ok(
    pulled >= 1 && pulled < 40,
    `${pulled} MiB were read from the handler for a client that does not read`,
  );
  assert.ok(
    received.bytesRead < 10_000_000,
    `${received.bytesRead} bytes were read from the client for a handler that does not read`,
  );
  reading.destroy();
  writing.destroy();
});

test("bodies are streamed in both directions, and complete", async (t) => {
  const { url } = await serve(t, async (request) => new Response(request.body));
  const big = new Uint8Array(5 * 1024 * 1024).map((_, i) => i % 251);
  const echoed = new Uint8Array(await (await fetch(url, { method: "POST", body: big })).arrayBuffer());
  assert.deepEqual(Buffer.compare(echoed, big), 0);

  // The first part of the answer arrives before the request's body is complete.
  const gate = /** @type {{ open?: () => void }} */ ({});
  const opened = new Promise((resolve) => (gate.open = () => resolve(undefined)));
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    async start(controller) {
      controller.enqueue(encoder.encode("first"));
      await opened;
      controller.enqueue(encoder.encode("second"));
      controller.close();
    },
  });
  // @ts-expect-error not in every RequestInit
  const response = await fetch(url, { method: "POST", body, duplex: "half" });
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  assert.equal(Buffer.from((await reader.read()).value ?? []).toString(), "first");
  gate.open?.();
  assert.equal(Buffer.from((await reader.read()).value ?? []).toString(), "second");
});

test("a body that is not read, or cancelled: the answer is sent, and the connection stays open", async (t) => {
  const { port } = await serve(t, async (request) => {
    if (request.url.endsWith("/cancel")) await request.body?.cancel();
    if (request.url.endsWith("/part")) {
      const reader = /** @type {ReadableStream} */ (request.body).getReader();
      await reader.read();
      await reader.cancel();
    }
    if (request.url.endsWith("/abandon")) {
      await /** @type {ReadableStream} */ (request.body).getReader().read();
    }
    return new Response(new URL(request.url).pathname, { status: 413 });
  });
  const size = 3_000_000;
  const post = (/** @type {string} */ path, end = "") =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${size}\r\n${end}\r\n${"x".repeat(size)}`;
  const close = "Connection: close\r\n";
  const answer = await raw(
    port,
    post("/ignore") + post("/cancel") + post("/part") + post("/abandon") + post("/last", close),
  );
  assert.deepEqual(answer.match(/^\/\w+(?=HTTP|$)/gm), ["/ignore", "/cancel", "/part", "/abandon", "/last"]);
});

test("a handler that throws: 500 without details, and onError gets the error", async (t) => {
  /** @type {unknown[]} */
  const errors = [];
  const { url } = await serve(
    t,
    async () => {
      throw new Error("a secret detail");
    },
    { onError: (error) => errors.push(error) },
  );
  const response = await fetch(url);
  assert.equal(response.status, 500);
  assert.equal(await response.text(), "Internal Server Error");
  assert.match(String(errors[0]), /a secret detail/);
});

test("an answer whose body fails: the connection is cut off", async (t) => {
  const { url } = await serve(t, async () => {
    let pulls = 0;
    return new Response(
      new ReadableStream({
        pull(controller) {
          if (pulls++ === 0) controller.enqueue(new TextEncoder().encode("part"));
          else controller.error(new Error("broken"));
        },
      }),
    );
  });
  await assert.rejects(fetch(url).then((response) => response.text()));
});

test("an HTTP request that no Request can express is refused", async (t) => {
  const { port } = await serve(t, async () => new Response("reached"));
  const status = async (/** @type {string} */ head) =>
    (await raw(port, `${head}\r\nConnection: close\r\n\r\n`)).split(" ", 2)[1];
  assert.equal(await status("TRACE / HTTP/1.1\r\nHost: x"), "501");
  assert.equal(await status("GET / HTTP/1.1\r\nHost: evil.example/path"), "400");
  assert.equal(await status("GET / HTTP/1.1\r\nHost: user@x"), "400");
  assert.equal(await status("GET / HTTP/1.1\r\nHost: x:99999"), "400");
  assert.equal(await status("GET http://user:pw@x/ HTTP/1.1\r\nHost: x"), "400");
  assert.equal(await status("OPTIONS * HTTP/1.1\r\nHost: x"), "400");
  assert.equal(await status("GET / HTTP/1.1\r\nHost: [::1]:80"), "200");
});

test("the signal is aborted if the client disconnects, and not after a complete answer", async (t) => {
  /** @type {AbortSignal[]} */
  const signals = [];
  let cancelled = 0;
  let arrived = () => {};
  const waiting = new Promise((resolve) => (arrived = () => resolve(undefined)));
  /** @type {unknown[]} */
  const errors = [];
  const { url } = await serve(
    t,
    async (request) => {
      signals.push(request.signal);
      if (request.url.endsWith("/quick")) return new Response("done");
      if (request.url.endsWith("/waiting")) {
        const left = once(request.signal, "abort");
        arrived();
        await left;
        throw request.signal.reason;
      }
      return new Response(
        new ReadableStream({
          start: (controller) => controller.enqueue(new TextEncoder().encode("part")),
          cancel: () => void cancelled++,
        }),
      );
    },
    { onError: (error) => errors.push(error) },
  );
  await (await fetch(`${url}/quick`)).text();
  const leaving = new AbortController();
  await fetch(`${url}/slow`, { signal: leaving.signal });
  const fired = new Promise((resolve) => signals[1]?.addEventListener("abort", resolve));
  leaving.abort();
  await fired;
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(signals[0]?.aborted, false);
  assert.equal(signals[1]?.reason.name, "AbortError");
  assert.equal(cancelled, 1);

  const impatient = new AbortController();
  const left = assert.rejects(fetch(`${url}/waiting`, { signal: impatient.signal }));
  await waiting;
  impatient.abort();
  await left;
  const third = /** @type {AbortSignal} */ (signals[2]);
  if (!third.aborted) await once(third, "abort");
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(errors, []);
});

test("a body that ends early: reading it rejects", async (t) => {
  /** @type {(error: unknown) => void} */
  let caught = () => {};
  const seen = new Promise((resolve) => (caught = resolve));
  const { port } = await serve(t, async (request) => {
    await request.text().catch(caught);
    return new Response();
  });
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly this");
  setTimeout(() => socket.destroy(), 30);
  assert.ok((await seen) instanceof Error);
});

test("a URL may contain another one; a user or a password in the target is refused", async (t) => {
  const { port } = await serve(t, async ({ url }) => new Response(`url ${url}`));
  const get = (/** @type {string} */ target) =>
    raw(port, `GET ${target} HTTP/1.1\r\nHost: app.example.com\r\nConnection: close\r\n\r\n`);
  assert.match(
    await get("/a?to=https://b.example/"),
    /url http:\/\/app\.example\.com\/a\?to=https:\/\/b\.example\//,
  );
  for (const credentials of ["user:password@", "user@", ":password@"]) {
    assert.match(await get(`http://${credentials}app.example.com/`), /^HTTP\/1\.1 400 /, credentials);
  }
});

test("the headers are the request's, and no others", async (t) => {
  const { port } = await serve(t, async ({ headers }) => Response.json([...headers]));
  const answer = await raw(port, "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\nX-A: 1\r\n\r\n");
  assert.ok(
    answer.includes(
      JSON.stringify([
        ["connection", "close"],
        ["host", "a.example"],
        ["x-a", "1"],
      ]),
    ),
    answer,
  );
});

test("an error status is plain text that no cache keeps", async (t) => {
  const { url } = await serve(t, async () => assert.fail("thrown"), { onError() {} });
  const { status, headers } = await fetch(url);
  assert.equal(status, 500);
  assert.equal(headers.get("content-type"), "text/plain; charset=utf-8");
  assert.equal(headers.get("cache-control"), "no-store");
});

test("the answer to a client that has gone meanwhile is cancelled", async (t) => {
  /** @type {(reason: string) => void} */
  let cancelled = () => {};
  const isCancelled = new Promise((resolve) => (cancelled = resolve));
  const { port } = await serve(t, async ({ signal }) => {
    await once(signal, "abort");
    await sleep(20);
    return new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(10)),
        cancel: () => cancelled("cancelled"),
      }),
    );
  });
  const socket = connect(port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
  await sleep(50);
  socket.destroy();
  assert.equal(await Promise.race([isCancelled, sleep(5_000, "still running")]), "cancelled");
});
