// Makes the request to the backend.

import { errorOf, invalidArgument } from "../error.js";
import { withDeadline } from "../shared/deadline.js";
import { createRedactor } from "../shared/redact.js";
import { acceptedParts } from "../shared/request.js";
import { readAnswer } from "./answer.js";

/**
 * Posts an authorization once and returns the parsed answer.
 *
 * @param {import("../authorize.js").Authorization} authorization
 * @param {import("./target.js").CheckedTarget} target
 * @param {AbortSignal} [signal] Ends the request too, like the target's own signal.
 * @returns {Promise<any>}
 */
export function post(authorization, target, signal) {
  const { timeoutMs } = target;
  const redact = createRedactor([authorization.code, authorization.codeVerifier]);
  const deadline = {
    timeoutMs,
    timeoutError: () =>
      errorOf("backend_timeout", { message: `the backend did not answer within ${timeoutMs} ms` }),
    signals: [target.signal, signal],
    abortError: (/** @type {unknown} */ cause) => errorOf("aborted", { cause }),
  };
  return withDeadline(deadline, (signal) => request(authorization, target, redact, signal));
}

/**
 * @param {import("../authorize.js").Authorization} authorization
 * @param {import("./target.js").CheckedTarget} target
 * @param {import("../shared/redact.js").Redact} redact
 * @param {AbortSignal} signal
 */
async function request(authorization, target, redact, signal) {
  const { code, codeVerifier, redirectUri, state, codeChallengeMethod, receivedAt } = authorization;
  /** @type {import("../forward.js").ForwardFields} */
  const fields = {
    code,
    ...(codeVerifier && { code_verifier: codeVerifier }),
    redirect_uri: redirectUri,
    state,
  };
  const content = target.body ? await target.body(fields, authorization) : fields;
  const parts = checkedParts(target.url, {
    method: "POST",
    headers: target.headers,
    body: serialize(content, target.isForm),
    credentials: target.credentials,
    cache: "no-store",
    // A followed redirect would send the code and the verifier to another URL.
    redirect: "manual",
    signal,
  });
  if (signal.aborted) return;
  const codeAgeMs = Date.now() - receivedAt;
  let response;
  let text;
  try {
    response = await (target.fetch ?? fetch)(target.url, parts);
    text = await response.text();
  } catch (thrown) {
    throw errorOf("network_error", { cause: target.fetch ? textOf(thrown, redact) : thrown });
  }
  return readAnswer(response, text, redact, { method: codeChallengeMethod, codeAgeMs });
}

/**
 * Refuses what `fetch` would refuse of the request itself: that is not an error of the network.
 *
 * @param {string} url
 * @param {RequestInit} init
 */
function checkedParts(url, init) {
  try {
    return acceptedParts(url, init);
  } catch (cause) {
    throw invalidArgument("fetch: must take the request; see cause", cause);
  }
}

/**
 * Returns the text of an error that the caller's own `fetch` threw. The error itself may contain
 * the whole request.
 *
 * @param {unknown} thrown
 * @param {import("../shared/redact.js").Redact} redact
 */
function textOf(thrown, redact) {
  let text;
  try {
    text = redact(String(thrown));
  } catch {
    // It has no text.
  }
  return text;
}

/**
 * @param {any} content
 * @param {boolean} isForm
 */
function serialize(content, isForm) {
  let cause;
  try {
    const text = isForm ? new URLSearchParams(content).toString() : JSON.stringify(content);
    if (text) return text;
  } catch (error) {
    cause = error;
  }
  throw invalidArgument(
    `body: must return what ${isForm ? "the constructor of URLSearchParams" : "JSON.stringify"} takes`,
    cause,
  );
}
