import { ZoomAnswer } from "./answers.js";
import { isCredential } from "./options.js";

/** @param {string} text */
const formDecoded = (text) => new URLSearchParams(`=${text.replaceAll("&", "%26")}`).get("") ?? "";

/**
 * Reads HTTP Basic as RFC 6749 section 2.3.1 has it, id and secret form-urlencoded, which the library does not undo.
 *
 * @param {Request} request
 * @returns {string} an Authorization header for the library, which then compares id and secret
 * @throws {ZoomAnswer} 4706 without credentials in this header, 4702 for such as no app can have
 */
export function clientCredentials(request) {
  const [, encoded] = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (encoded === undefined) {
    throw new ZoomAnswer(401, "invalid_client", "Client ID or client secret is missing.", 4706);
  }
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  const id = formDecoded(text.slice(0, Math.max(colon, 0)));
  const secret = formDecoded(text.slice(colon + 1));
  if (colon < 0 || !isCredential(id) || !isCredential(secret)) {
    throw new ZoomAnswer(401, "invalid_client", "Invalid client secret.", 4702);
  }
  return `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
}
