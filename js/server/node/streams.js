// Bodies of `node:http` as web streams, and back.

/** @import { IncomingMessage, ServerResponse } from "node:http" */

/**
 * Returns the body of a request as a web stream. `Readable.toWeb` does not work here: cancelling
 * its stream destroys the socket before the answer, such as a 413, is sent.
 *
 * @param {IncomingMessage} req
 * @param {ServerResponse} res Once it is sent, the rest of the body is discarded, so that the
 *   connection can be used again.
 * @returns {ReadableStream<Uint8Array>}
 */
export function requestBody(req, res) {
  let isFinished = false;
  const finish = (/** @type {() => void} */ lastAction) => {
    if (isFinished) return;
    isFinished = true;
    lastAction();
  };
  req.pause();
  return new ReadableStream(
    {
      start(controller) {
        const fail = (/** @type {unknown} */ error) => finish(() => controller.error(error));
        req.on("data", (/** @type {Uint8Array} */ chunk) => {
          if (isFinished) return;
          controller.enqueue(new Uint8Array(chunk));
          req.pause();
        });
        req.once("end", () => finish(() => controller.close()));
        req.once("close", () => fail(new TypeError("The connection closed before the body was complete.")));
        res.once("finish", () => {
          fail(new TypeError("The answer was sent before the body was read."));
          req.resume();
        });
      },
      pull() {
        req.resume();
      },
    },
    // Reads nothing ahead: an unread body stays with the client.
    { highWaterMark: 0 },
  );
}

/**
 * Sends the body of a response.
 *
 * @param {Response} response
 * @param {ServerResponse} res Its head is written already.
 * @param {boolean} isHead Whether the method was HEAD, whose answer has no body.
 * @returns {Promise<void>} Resolves when the body is written or the client has disconnected.
 *   Rejects if reading the body fails.
 */
export async function sendBody(response, res, isHead) {
  if (response.body === null || isHead) {
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
      if (!res.write(value)) await waitForDrain(res);
    }
    res.end();
  } finally {
    res.off("close", onClose);
  }
}

/** Waits until more can be written, or the client has disconnected. @param {ServerResponse} res */
function waitForDrain(res) {
  return new Promise((/** @type {(value: void) => void} */ resolve) => {
    const proceed = () => {
      res.off("drain", proceed);
      res.off("close", proceed);
      resolve();
    };
    res.on("drain", proceed);
    res.on("close", proceed);
    if (res.destroyed) proceed();
  });
}
