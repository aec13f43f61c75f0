// A token request with its parameters in the query string.

import { PAGES } from "../shared/pages.js";

/** @import { Explanation } from "./explanation.js" */

/** The URL of a token request with parameters, as HTTP libraries print it. */
const IN_URL = /\/oauth\/token\?\S*\b(grant_type|code|refresh_token|account_id)=/;

/** The words of the simulated Zoom. */
const IN_WORDS = /Parameters belong in the body of the request, not in the query string/;

/** A refusal without a reason, beside a description of the mistake. */
const DESCRIBED = [/\/oauth\/token\b/, /\bquery string\b/i, /\b400\b/];

/**
 * @param {string} text
 * @returns {Explanation | undefined}
 */
export function recognizeQueryString(text) {
  const isDescribed = DESCRIBED.every((part) => part.test(text));
  if (!IN_URL.test(text) && !IN_WORDS.test(text) && !isDescribed) return undefined;
  return {
    id: "parameters_in_query_string",
    title: "The token request has its parameters in the query string",
    cause:
      "Zoom's token endpoint answers 400 to parameters in the query string: they belong in the body. `params` of axios and `params=` of Python's requests write the query string.",
    remedy:
      "Send them as application/x-www-form-urlencoded in the body: with fetch, body: new URLSearchParams({ grant_type, … }); with axios, that object as the second argument of axios.post or as data, not as params; with requests, data=. What was in a URL may be in logs: replace secrets that were there.",
    page: PAGES.queryString,
  };
}
