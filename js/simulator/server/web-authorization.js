// The authorization request on the web: the browser of a person who adds the app or signs in comes
// here, and goes back to the app's redirect URI. Zoom's client has in-client-authorization.js.

import { PageAnswer, RedirectAnswer, ZoomAnswer } from "./answers.js";
import { checkApp, checkCodeRequest } from "./authorization-request.js";
import { consentPage } from "./consent-page.js";
import { parametersOf, readForm } from "./form.js";
import { page } from "./page.js";

/** @import { Parameters } from "./authorization-request.js" */
/** @import { Settings } from "./options.js" */

/**
 * Creates the handlers for `GET /oauth/authorize`, which shows the consent page, and for the form of
 * that page, `POST /simulator/consent`. With `auto=1` among its parameters, the first approves at
 * once.
 *
 * @param {Settings} settings
 * @param {(parameters: Parameters) => Promise<string>} issueCode
 * @returns {Record<"authorize" | "consent", (request: Request) => Promise<Response>>} Both reject
 *   with a {@link ZoomAnswer} for a refusal: a page, or a redirect once the redirect URI is checked.
 */
export function webAuthorization(settings, issueCode) {
  /**
   * @param {Parameters} parameters
   * @param {(redirectUri: string) => Promise<Response>} answer
   */
  async function checked(parameters, answer) {
    const redirectUri = checkApp(parameters, settings);
    try {
      checkCodeRequest(parameters);
      return await answer(redirectUri);
    } catch (error) {
      if (!(error instanceof ZoomAnswer)) throw error;
      const refusal = { error: error.error, state: parameters.state };
      throw new RedirectAnswer(withQuery(redirectUri, refusal), error.error, error.message);
    }
  }

  /** @param {Parameters} parameters @param {string} redirectUri */
  async function approve(parameters, redirectUri) {
    const code = await issueCode(parameters);
    return redirect(withQuery(redirectUri, { code, state: parameters.state }));
  }

  return {
    authorize: (request) =>
      asPage(async () => {
        const parameters = parametersOf(new URL(request.url).search);
        return checked(parameters, async (redirectUri) =>
          parameters.auto === "1"
            ? approve(parameters, redirectUri)
            : page(200, consentPage(parameters, settings)),
        );
      }),
    consent: (request) =>
      asPage(async () => {
        const parameters = await readForm(request);
        return checked(parameters, async (redirectUri) => {
          if (parameters.decision === "approve") return approve(parameters, redirectUri);
          throw new ZoomAnswer(302, "access_denied", "The person declined.");
        });
      }),
  };
}

/**
 * @param {() => Promise<Response>} answer
 * @returns {Promise<Response>} Rejects with a {@link PageAnswer} for a refusal that is not a
 *   redirect.
 */
async function asPage(answer) {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof ZoomAnswer) || error instanceof RedirectAnswer) throw error;
    throw new PageAnswer(error.status, error.error, error.message, error);
  }
}

/** @param {string} location */
const redirect = (location) =>
  new Response(null, { status: 302, headers: { location, "cache-control": "no-store" } });

/**
 * Adds parameters to the query of a URL, whose own query stays as it is.
 *
 * @param {string} uri
 * @param {Record<string, string | undefined>} parameters Those that are `undefined` are left out.
 */
function withQuery(uri, parameters) {
  const url = new URL(uri);
  const added = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) added.append(name, value);
  }
  url.search = [url.search.slice(1), `${added}`].filter(Boolean).join("&");
  return url.href;
}
