// The authorization request of Zoom's client, for `zoomSdk.authorize`. A person who signs in on the
// web comes to web-authorization.js.

import { InClientAnswer, ZoomAnswer, json } from "./answers.js";
import { checkApp, checkCodeRequest } from "./authorization-request.js";
import { readForm } from "./form.js";

/** @import { Parameters } from "./authorization-request.js" */
/** @import { Settings } from "./options.js" */

/** A page under development has another origin. Any origin is allowed: no secret is involved. */
const CORS_HEADERS = { "access-control-allow-origin": "*" };

const PREFLIGHT_HEADERS = {
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "content-type",
};

/**
 * Creates the handler for `POST /oauth/authorize`, the request of the Zoom client once the person
 * has agreed. The form has `response_type=code`, `client_id`, `redirect_uri` and, optionally,
 * `state`, `code_challenge` and `code_challenge_method`. The answer is `{ code, redirect_uri }`.
 *
 * @param {Settings} settings
 * @param {(parameters: Parameters) => Promise<string>} issueCode
 * @returns {(request: Request) => Promise<Response>} Rejects with a {@link ZoomAnswer} for a
 *   refusal.
 */
export function inClientAuthorization(settings, issueCode) {
  /** @param {Request} request */
  async function authorize(request) {
    const form = await readForm(request);
    const redirect_uri = checkApp(form, settings);
    checkCodeRequest(form);
    return json(200, { code: await issueCode(form), redirect_uri }, CORS_HEADERS);
  }

  return async (request) => {
    if (request.method === "OPTIONS") {
      return new Response(null, { status: 204, headers: { ...CORS_HEADERS, ...PREFLIGHT_HEADERS } });
    }
    try {
      return await authorize(request);
    } catch (error) {
      if (!(error instanceof ZoomAnswer)) throw error;
      const { status, error: name, message, headers } = error;
      const answer = new InClientAnswer(status, name, message, error);
      Object.assign(answer.headers, headers, CORS_HEADERS);
      throw answer;
    }
  };
}
