import { BodyError, readLimitedText } from "../../server/limited-body.js";
import { MAX_BODY_BYTES } from "../../shared/limits.js";
import { ApiAnswer, json } from "./answers.js";
import { isSameServer } from "./loopback.js";
import { ownUrl } from "./own-url.js";
import { html, page } from "./page.js";

/** @import { OpenedLink } from "./opened-link.js" */
/** @import { Settings } from "./options.js" */

/** Zoom's code for a request that its API does not understand. */
const VALIDATION_FAILED = 300;

/**
 * Creates the handler for `POST /v2/zoomapp/deeplink`. The body is `{ action }`, a text that the
 * app gets in its context; it may be left out. The answer is `{ deeplink }`, a URL of
 * {@link openEndpoint}.
 *
 * @param {Settings} settings
 * @returns {(request: Request) => Promise<Response>} Rejects with an {@link ApiAnswer} for a
 *   refusal.
 */
export function deeplinkEndpoint(settings) {
  return async (request) => {
    const { action } = await readBody(request);
    if (action !== undefined && typeof action !== "string") {
      throw new ApiAnswer(400, VALIDATION_FAILED, "Validation Failed.", "action is not a text");
    }
    const query = action === undefined ? "" : `?${new URLSearchParams({ action })}`;
    return json(200, { deeplink: `${ownUrl(request, settings)}/simulator/open${query}` });
  };
}

/**
 * @param {Request} request
 * @returns {Promise<{ action?: unknown }>}
 */
async function readBody(request) {
  let explanation = "the body is not a JSON object";
  try {
    const body = JSON.parse((await readLimitedText(request, MAX_BODY_BYTES)) || "{}");
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return body;
  } catch (error) {
    if (error instanceof BodyError) explanation = error.message;
    else if (!(error instanceof SyntaxError)) throw error;
  }
  const message = "Request Body should be a valid JSON object.";
  throw new ApiAnswer(400, VALIDATION_FAILED, message, explanation);
}

/**
 * Creates the handler for `GET /simulator/open`, which Zoom does not have: the page behind a
 * simulated deep link. Zoom's link opens the app in the client. With the option `app`, the page has
 * a link to the app: its first redirect URI, if the simulated Zoom serves that page.
 *
 * @param {Settings} settings
 * @param {OpenedLink} openedLink Gets the action of the link.
 * @returns {(request: Request) => Promise<Response>}
 */
export function openEndpoint({ app, redirectUris }, openedLink) {
  return async (request) => {
    const url = new URL(request.url);
    const redirectUri = new URL(String(redirectUris[0]));
    const appUrl = isSameServer(redirectUri, url) ? redirectUri.href : "/";
    const action = url.searchParams.get("action") ?? undefined;
    openedLink.open(action);
    const given =
      action === undefined
        ? html`<p>The deep link has no action.</p>`
        : html`<p>For five minutes, the context of the app has this action, as its field <code>act</code>:</p>
            <p><code>${action}</code></p>`;
    const content = html`<p>At Zoom, this deep link opens the app in the client.</p>
      ${given} ${app === undefined ? "" : html`<p><a href="${appUrl}">Open the app</a></p>`}`;
    return page(200, { title: "The app opens in Zoom", content });
  };
}
