import { json } from "./answers.js";

/**
 * Creates the handler for a request that ends tokens on demand. Zoom has no such endpoint.
 *
 * @param {() => void} endTokens
 * @returns {(request: Request) => Promise<Response>}
 */
export function endTokensEndpoint(endTokens) {
  return async () => {
    endTokens();
    return json(200, { status: "success" });
  };
}
