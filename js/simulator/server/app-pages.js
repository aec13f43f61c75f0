// The app behind the simulated Zoom. As Zoom's client does, it requests the app's pages with the
// header `x-zoom-app-context`.

import { APP_CONTEXT_HEADER } from "./app-context.js";
import { appFailure } from "./app-failure.js";
import { loadProxy } from "./load-proxy.js";
import { UPGRADE_HEADERS } from "./upgrade.js";

/** @import { PageAnswer } from "./answers.js" */
/** @import { OwnContext } from "./own-context.js" */

/**
 * The values of `Sec-Fetch-Dest` with which a browser requests a page. Other clients do not send
 * this header.
 */
const PAGE_DESTINATIONS = [null, "document", "iframe", "frame"];

/**
 * Creates the function that passes a request on to the server of the app. The Host header stays, so
 * the app makes URLs of the simulated Zoom.
 *
 * @param {string} app The origin of that server.
 * @param {OwnContext} encryptContext
 * @returns {Promise<(request: Request) => Promise<Response>>} Rejects with a {@link PageAnswer} if
 *   that server has no answer that can be passed on.
 */
export async function appPages(app, encryptContext) {
  const { proxyFetch } = await loadProxy();
  return async (request) => {
    const headers = new Headers(request.headers);
    // The app's server would change the protocol of the connection between the two.
    for (const name of UPGRADE_HEADERS) headers.delete(name);
    if (request.method === "GET" && PAGE_DESTINATIONS.includes(headers.get("sec-fetch-dest"))) {
      headers.set(APP_CONTEXT_HEADER, await encryptContext());
    }
    const { signal } = request;
    return proxyFetch(app, request, { headers, signal }).catch((cause) => {
      if (signal.aborted) throw cause;
      throw appFailure(app, cause);
    });
  };
}
