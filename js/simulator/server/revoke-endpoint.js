import { ZoomAnswer, json } from "./answers.js";
import { checkCredentials, readCredentials } from "./client-credentials.js";
import { readForm, refuseQueryString } from "./form.js";

/** @import { Settings } from "./options.js" */

/**
 * Creates the handler for `POST /oauth/revoke` (RFC 7009). As at the token endpoint, parameters
 * come in the body and credentials by HTTP Basic.
 *
 * @param {Settings} settings
 * @param {(token: string) => void} revoke Ends a token, if there is one.
 * @returns {(request: Request) => Promise<Response>} Rejects with a {@link ZoomAnswer} for a
 *   refusal.
 */
export function revokeEndpoint(settings, revoke) {
  return async (request) => {
    refuseQueryString(request);
    const { token } = await readForm(request);
    checkCredentials(readCredentials(request), settings);
    if (token === undefined) {
      throw new ZoomAnswer(400, "invalid_request", "Token cannot be empty.", { errorCode: 4700 });
    }
    // RFC 7009 section 2.2: an unknown or expired token gets the same answer.
    revoke(token);
    return json(200, { status: "success" });
  };
}
