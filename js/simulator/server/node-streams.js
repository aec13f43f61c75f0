/** @import { IncomingMessage, ServerResponse } from "node:http" */

/**
 * The body of a request as a web stream. `Readable.toWeb` would not do: cancelling what it makes destroys the socket, and
 * with it the answer, be it a 413, that has yet to be sent.
 *
 * @param {IncomingMessage} req
 * @param {ServerResponse} res what is left of the body is thrown away once this is sent, so that the connection goes on
 * @returns {ReadableStream<Uint8Array>}
 */
export function requestBody(req, res) {
  let done = false;
  const finish = (/** @type {() => void} */ act) => {
    if (done) return;
    done = true;
    act();
  };
  req.pause();
  return new ReadableStream(
    {
      start(controller) {
        const broken = (/** @type {unknown} */ error) => finish(() => controller.error(error));
        req.on("data", (/** @type {Uint8Array} */ chunk) => {
          if (done) return;
          controller.enqueue(new Uint8Array(chunk));
          if ((controller.desiredSize ?? 0) <= 0) req.pause();
        });
        req.once("end", () => finish(() => controller.close()));
        req.once("error", broken);
        req.once("close", () => broken(new TypeError("The connection closed before the body was complete.")));
        res.once("finish", () => {
          broken(new TypeError("The answer was sent before the body was read."));
          req.resume();
        });
      },
      pull() {
        req.resume();
      },
      cancel() {
        finish(() => req.resume());
      },
    },
    // Nothing is read ahead: a body that nobody asks for stays with the client.
    { highWaterMark: 0 },
  );
}

/**
 * @param {Response} response
 * @param {ServerResponse} res its head has been written
 * @param {boolean} withoutBody the method was HEAD
 * @returns {Promise<void>} settles when all is written or the client is gone; rejects when the body breaks
 */
export async function sendBody(response, res, withoutBody) {
  if (response.body === null || withoutBody) {
    await response.body?.cancel();
    res.end();
    return;
  }
  const reader = response.body.getReader();
  const onClose = () => void reader.cancel().catch(() => {});
  res.once("close", onClose);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!res.write(value)) await drained(res);
    }
    res.end();
  } finally {
    res.off("close", onClose);
  }
}

/** @param {ServerResponse} res */
function drained(res) {
  return new Promise((/** @type {(value: void) => void} */ resolve) => {
    const go = () => {
      res.off("drain", go);
      res.off("close", go);
      resolve();
    };
    res.on("drain", go);
    res.on("close", go);
    if (res.destroyed) go();
  });
}
