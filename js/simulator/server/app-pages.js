// The app behind the simulated Zoom. As Zoom's client does, it requests the app's pages with the header
// `x-zoom-app-context`.

import { PageAnswer } from "./answers.js";
import { APP_CONTEXT_HEADER, encryptAppContext } from "./app-context.js";
import { importPeer } from "./import-peer.js";

/** @import { IncomingMessage } from "node:http" */
/** @import { Duplex } from "node:stream" */
/** @import { OpenedLink } from "./opened-link.js" */
/** @import { Settings } from "./options.js" */

const loadProxy = () => importPeer({ name: "httpxy", version: "0.5", load: () => import("httpxy") });

/** What `Sec-Fetch-Dest` says of a page. Clients that are not browsers do not send it. */
const PAGES = [null, "document", "iframe", "frame"];

/**
 * Creates the function that passes a request on to the server of the app. The Host header stays, so the
 * app makes URLs of the simulated Zoom.
 *
 * @param {string} app The origin of that server.
 * @param {Settings} settings
 * @param {OpenedLink} openedLink The deep link that has opened the app.
 * @returns {Promise<(request: Request) => Promise<Response>>} Rejects with a {@link PageAnswer} if the server
 *   cannot be reached.
 */
export async function appPages(app, { clientId, clientSecret, user, appContext }, openedLink) {
  const { proxyFetch } = await loadProxy();
  return async (request) => {
    const headers = new Headers(request.headers);
    if (request.method === "GET" && PAGES.includes(headers.get("sec-fetch-dest"))) {
      const context = { uid: user.id, act: openedLink.action, ...appContext };
      headers.set(APP_CONTEXT_HEADER, await encryptAppContext(context, { clientId, clientSecret }));
    }
    const { signal } = request;
    return proxyFetch(app, request, { headers, signal }, { agent: false }).catch((cause) => {
      if (signal.aborted) throw cause;
      const explanation = `${app} does not answer (${cause.code}); start the app's server, or correct the option app`;
      throw new PageAnswer(502, "bad_gateway", "The server of the app cannot be reached.", { explanation });
    });
  };
}

/**
 * Creates the listener that passes WebSockets on, with which development servers reload a page.
 *
 * @param {string} app The origin of the app's server.
 * @returns {Promise<(request: IncomingMessage, socket: Duplex, head: Buffer) => void>}
 */
export async function appWebSockets(app) {
  const { proxyUpgrade } = await loadProxy();
  return (request, socket, head) => {
    proxyUpgrade(app, request, socket, head, { xfwd: false }).catch(() => socket.destroy());
  };
}
