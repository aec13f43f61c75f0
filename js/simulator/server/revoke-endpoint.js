import { ZoomAnswer, invalidClient, invalidRequest, json } from "./answers.js";
import { clientCredentials } from "./client-credentials.js";
import { readForm } from "./form.js";

/** @import { Settings } from "./options.js" */

/**
 * `POST /oauth/revoke` (RFC 7009), with the rules of the token endpoint: the token in the body alone, HTTP Basic alone.
 *
 * @param {Settings} settings
 * @param {(token: string) => void} revoke
 * @returns {(request: Request) => Promise<Response>} rejects with a {@link ZoomAnswer} where it refuses
 */
export function revokeEndpoint({ clientId, clientSecret }, revoke) {
  return async (request) => {
    if (request.url.includes("?")) {
      throw invalidRequest("Parameters belong in the body of the request, not in the query string.");
    }
    const { token } = await readForm(request);
    const { id, secret } = clientCredentials(request);
    if (id !== clientId) throw invalidClient("the client ID is not the app's");
    if (secret !== clientSecret) throw invalidClient("the client secret is not the app's");
    if (token === undefined) {
      throw new ZoomAnswer(400, "invalid_request", "Token cannot be empty.", { errorCode: 4700 });
    }
    // RFC 7009 section 2.2: the same for a token that never was, or is over.
    revoke(token);
    return json(200, { status: "success" });
  };
}
