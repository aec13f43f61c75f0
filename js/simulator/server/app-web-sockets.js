// The WebSockets of the app behind the simulated Zoom. Development servers reload a page with them.

import { appFailure } from "./app-failure.js";
import { loadProxy } from "./load-proxy.js";

/** @import { IncomingMessage } from "node:http" */
/** @import { Socket } from "node:net" */
/** @import { PageAnswer } from "./answers.js" */

/** How long the app's server has to answer the request for a WebSocket. */
const UPGRADE_TIMEOUT_MS = 10_000;

const BAD_GATEWAY = "HTTP/1.1 502 Bad Gateway\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/**
 * Creates the functions that pass WebSockets on, and end them.
 *
 * @param {string} app The origin of the app's server.
 * @param {(request: IncomingMessage, refusal: PageAnswer) => Promise<void>} onFailure Called if the
 *   app's server does not answer the request for a WebSocket.
 */
export async function appWebSockets(app, onFailure) {
  const { createProxyServer } = await loadProxy();
  /** @type {Set<Socket>} */
  const sockets = new Set();
  return {
    /**
     * @param {IncomingMessage} request
     * @param {Socket} socket
     * @param {Buffer} head
     */
    pass(request, socket, head) {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      // After the last answer nothing reads the socket, so the client's end would go unnoticed.
      socket.once("finish", () => socket.destroy());
      const proxy = createProxyServer({ target: app, upgradeTimeout: UPGRADE_TIMEOUT_MS });
      const onError = (/** @type {Error} */ cause) => {
        if (socket.destroyed) return;
        socket.write(BAD_GATEWAY);
        // The request has failed already: an error here changes nothing.
        onFailure(request, appFailure(app, cause)).catch(() => {});
      };
      proxy.once("error", onError);
      proxy.once("open", (appSocket) => {
        // An open WebSocket carries frames, and no answer.
        proxy.off("error", onError);
        socket.once("close", () => appSocket.destroy());
      });
      // The event has told of the failure.
      proxy.ws(request, socket, {}, head).catch(() => {});
    },
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
