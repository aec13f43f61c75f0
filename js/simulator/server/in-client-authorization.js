// The authorization request of Zoom's client, for `zoomSdk.authorize`. A person who signs in on the
// web comes to web-authorization.js.

import { json } from "./answers.js";
import { checkApp, checkCodeRequest } from "./authorization-request.js";
import { readForm } from "./form.js";
import { inClientEndpoint } from "./in-client-endpoint.js";

/** @import { Parameters } from "./authorization-request.js" */
/** @import { Settings } from "./options.js" */

/**
 * Creates the handler for `POST /oauth/authorize`, the request of the Zoom client once the person
 * has agreed. The form has `response_type=code`, `client_id`, `redirect_uri` and, optionally,
 * `state`, `code_challenge` and `code_challenge_method`. The answer is `{ code, redirect_uri }`.
 *
 * @param {Settings} settings
 * @param {(parameters: Parameters) => Promise<string>} issueCode
 */
export const inClientAuthorization = (settings, issueCode) =>
  inClientEndpoint(async (request) => {
    const form = await readForm(request);
    const redirect_uri = checkApp(form, settings);
    checkCodeRequest(form);
    return json(200, { code: await issueCode(form), redirect_uri });
  });
