// The bodies of toNodeListener by themselves, in cases that whole requests hardly show.

import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";

import { bodyOf } from "../../../js/server/node/parsed-body.js";
import { requestBody, sendBody } from "../../../js/server/node/streams.js";

test("an unread body stays with the client", async () => {
  const req = new PassThrough();
  requestBody(/** @type {any} */ (req), /** @type {any} */ (new PassThrough()));
  req.write("body");
  for (let round = 0; round < 5; round++) await turn();
  assert.equal(req.readableLength, 4);
});

test("a body that its client breaks off cannot be read", async () => {
  const req = new PassThrough();
  const body = requestBody(/** @type {any} */ (req), /** @type {any} */ (new PassThrough()));
  req.write("bo");
  const text = new Response(body).text();
  await turn();
  req.destroy();
  await assert.rejects(text, /connection closed before the body was complete/);
});

test("a value that cannot be written as JSON leaves a body that cannot be read", async () => {
  /** @type {any} */
  const endless = {};
  endless.self = endless;
  const req = /** @type {any} */ ({ readableEnded: true });
  const { body, contentType } = bodyOf(req, /** @type {any} */ ({}), endless);
  assert.equal(contentType, undefined);
  await assert.rejects(new Response(body).text(), /read before/);
});

/** The listeners that sending a body adds. @param {PassThrough} res */
const listeners = (res) => ["drain", "close"].map((name) => res.listenerCount(name));

test("sending ends when the client disconnects, and leaves no listener", async () => {
  let isCancelled = false;
  const body = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(10)),
    cancel: () => void (isCancelled = true),
  });
  // A client that reads nothing.
  const res = new PassThrough({ highWaterMark: 1 });
  const before = listeners(res);
  const sent = sendBody(new Response(body), /** @type {any} */ (res), false);
  await turn();
  res.destroy();
  await sent;
  assert.deepEqual(listeners(res), before);
  assert.ok(isCancelled);
});

test("sending to a client that has gone ends with the body, and leaves no listener", async () => {
  const res = new PassThrough({ highWaterMark: 1 });
  const before = listeners(res);
  res.on("error", () => {}).destroy();
  await turn();
  await sendBody(new Response("body"), /** @type {any} */ (res), false);
  assert.deepEqual(listeners(res), before);
});
