// The endpoints that the simulated client asks from the app's page.

import { InClientAnswer, ZoomAnswer } from "./answers.js";

/** A page under development has another origin. Any origin is allowed: all that it reads is simulated. */
const CORS_HEADERS = { "access-control-allow-origin": "*" };

const PREFLIGHT_HEADERS = {
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "content-type",
};

/**
 * Wraps a handler of the simulated client's requests: a page of any origin may read the answer, and
 * a refusal has its explanation.
 *
 * @param {(request: Request) => Promise<Response>} handler
 * @returns {(request: Request) => Promise<Response>} Rejects with a {@link ZoomAnswer} for a
 *   refusal.
 */
export function inClientEndpoint(handler) {
  return async (request) => {
    if (request.method === "OPTIONS") {
      return new Response(null, { status: 204, headers: { ...CORS_HEADERS, ...PREFLIGHT_HEADERS } });
    }
    try {
      const response = await handler(request);
      for (const [name, value] of Object.entries(CORS_HEADERS)) response.headers.set(name, value);
      return response;
    } catch (error) {
      if (!(error instanceof ZoomAnswer)) throw error;
      const { status, error: name, message, headers } = error;
      const answer = new InClientAnswer(status, name, message, error);
      Object.assign(answer.headers, headers, CORS_HEADERS);
      throw answer;
    }
  };
}
