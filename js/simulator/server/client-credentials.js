import { ZoomAnswer, invalidClient } from "./answers.js";
import { isCredential } from "./options.js";

/** @param {string} text */
const formDecoded = (text) => new URLSearchParams(`=${text.replaceAll("&", "%26")}`).get("") ?? "";

/**
 * Reads HTTP Basic as RFC 6749 section 2.3.1 has it, id and secret form-urlencoded, which the library does not undo.
 *
 * @param {Request} request
 * @returns {{ id: string, secret: string, authorization: string }} both, to be compared with the app's, and an Authorization
 *   header for the library, which does so itself
 * @throws {ZoomAnswer} 4706 without credentials in this header, `invalid_client` for such as no app can have
 */
export function clientCredentials(request) {
  const header = request.headers.get("authorization");
  const [, encoded] = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(header ?? "") ?? [];
  if (encoded === undefined) {
    const explanation =
      header === null
        ? "there is no Authorization header; credentials in the body don't count"
        : "the Authorization header is not HTTP Basic: it must be `Basic ` and the Base64 of client ID, colon, client secret";
    const details = { errorCode: 4706, explanation };
    throw new ZoomAnswer(401, "invalid_client", "Client ID or client secret is missing.", details);
  }
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  const id = formDecoded(text.slice(0, Math.max(colon, 0)));
  const secret = formDecoded(text.slice(colon + 1));
  if (colon < 0) throw invalidClient("the Authorization header has no colon between client ID and secret");
  if (!isCredential(id)) throw invalidClient("the client ID is not the app's");
  if (!isCredential(secret)) throw invalidClient("the client secret is not the app's");
  return { id, secret, authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` };
}
