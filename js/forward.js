// Posts the authorization code and the code verifier to a backend. What may be sent, and where, is `src/npm/forward.rs`.

import { authorize } from "./authorize.js";
import { invalidArgument, optionsOf, ZoomPkceError } from "./error.js";
import { run, whenLoaded } from "./wasm.js";

/**
 * @typedef {object} ForwardFields
 * What is posted by default, in the token request's own words (RFC 6749, section 4.1.3).
 *
 * @property {string} code The authorization code.
 * @property {string} [code_verifier] The code verifier (RFC 7636, section 4.5). Missing where the backend holds it.
 * @property {string} redirect_uri What the token request must name, to the letter.
 * @property {string} state The `state` that was sent.
 */

/**
 * @typedef {object} ForwardTarget
 * Where an authorization goes, and how.
 *
 * @property {string | URL} url Where to post: `https`, or `http` on this machine; a path is resolved against the page.
 * @property {"json" | "form" | undefined} [format] How the body is written; `"json"` by default.
 * @property {((fields: ForwardFields, authorization: import("./authorize.js").Authorization) => unknown) | undefined} [body] Maps the
 *   fields to whatever the backend wants: an object, for `"form"` one of strings; or a promise of it.
 * @property {RequestInit["headers"] | null} [headers] Added to the request, for instance a CSRF token.
 * @property {RequestInit["credentials"]} [credentials] `"same-origin"` by default.
 * @property {number | undefined} [timeoutMs] How long the backend may take, in milliseconds; 30000 by default.
 * @property {AbortSignal | undefined} [signal] Ends the request when it is aborted. The code may have been used by then.
 * @property {((url: string, init: RequestInit) => Promise<Response>) | undefined} [fetch] Instead of the global one.
 */

/**
 * Posts an authorization to a backend and gives back the JSON that it answers with; `null` for an empty answer. The
 * request is made once: a code works once. No redirect is followed, nothing is sent over plain `http`.
 *
 * @param {import("./authorize.js").Authorization} authorization What `authorize` gave.
 * @param {string | URL | ForwardTarget} target Where to post: a URL, or an object with one. A path is resolved against the
 *   page.
 * @returns {Promise<any>} What the backend answers, parsed.
 * @throws {ZoomPkceError} Before anything is sent: `wasm_load_failed`, `invalid_argument`, `insecure_endpoint`,
 *   `code_expired`. Then:
 *   `network_error`, `backend_timeout`, `aborted`, `redirect_refused`, `invalid_response`, `backend_rejected` and
 *   `invalid_grant`, the last three with `status` and `body`.
 * @example
 * import zoomSdk from "@zoom/appssdk";
 * import { authorize, forward } from "zoom-pkce";
 *
 * await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * const authorization = await authorize(zoomSdk);
 * const user = await forward(authorization, {
 *   url: "/api/zoom/token",
 *   headers: { "x-csrf-token": "of the session" },
 * });
 * user.name; // => "Simulated User"
 * @example
 * // A backend with field names of its own.
 * import zoomSdk from "@zoom/appssdk";
 * import { authorize, forward } from "zoom-pkce";
 *
 * await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * let posted;
 * await forward(await authorize(zoomSdk), {
 *   url: "https://app.example.com/login",
 *   format: "form",
 *   body: ({ code, code_verifier }) => ({ zoomCode: code, verifier: code_verifier ?? "" }),
 *   // Instead of the real one, to show what is posted.
 *   fetch: async (url, { body }) => {
 *     posted = [...new URLSearchParams(body).keys()];
 *     return Response.json({});
 *   },
 * });
 * posted; // => ["zoomCode", "verifier"]
 */
export async function forward(authorization, target) {
  return whenLoaded(async () => {
    const checkedTarget = checkTarget(target);
    run(3, authorization);
    return post(authorization, checkedTarget);
  });
}

/**
 * `authorize` and `forward` in one call: all that a page needs.
 *
 * @param {import("./authorize.js").ZoomSdk} zoomSdk The default export of `@zoom/appssdk`, or `window.zoomSdk` of its script
 *   tag.
 * @param {import("./authorize.js").AuthorizeOptions & { backend: string | URL | ForwardTarget }} options Those of
 *   `authorize`, and `backend`, the target of `forward`. `signal` ends both.
 * @returns {Promise<any>} What the backend answers.
 * @throws {ZoomPkceError} What `authorize` and `forward` throw. A `backend` that is no good is refused before the person
 *   is asked.
 * @example
 * import zoomSdk from "@zoom/appssdk";
 * import { authorizeWithBackend } from "zoom-pkce";
 *
 * await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * const user = await authorizeWithBackend(zoomSdk, { backend: "/api/zoom/token" });
 * user.name; // => "Simulated User"
 */
export function authorizeWithBackend(zoomSdk, options) {
  return authorizeThenForward(zoomSdk, options);
}

/**
 * `authorizeWithBackend`, for entries that show how far it is. Not part of the package's interface.
 *
 * @param {import("./authorize.js").ZoomSdk} zoomSdk
 * @param {Parameters<typeof authorizeWithBackend>[1]} options
 * @param {() => void} [onForwarding] Called between the two.
 * @returns {Promise<any>}
 */
export async function authorizeThenForward(zoomSdk, options, onForwarding) {
  const { backend, ...authorizeOptions } = optionsOf(options);
  if (backend == null) throw invalidArgument("backend: must be a URL, or an object with a url");
  return whenLoaded(async () => {
    const target = checkTarget(backend);
    const authorization = await authorize(zoomSdk, authorizeOptions);
    onForwarding?.();
    return post(authorization, target, authorizeOptions.signal);
  });
}

/** @param {any} target */
function checkTarget(target) {
  if (typeof target === "string" || target instanceof URL) target = { url: target };
  const { url, format, body, headers: added, credentials, timeoutMs: given, signal, fetch } = target ?? {};
  /** @type {Partial<URL>} */
  let parsed = {};
  try {
    if (url && (typeof url === "string" || url instanceof URL)) {
      parsed = new URL(url, globalThis.location?.href);
    }
  } catch {
    // The check below says what is wrong with it.
  }
  const { protocol, username, password, hostname, href } = parsed;
  const timeoutMs = run(
    2,
    `${protocol}${username}${password}`,
    hostname,
    format,
    credentials,
    body,
    fetch,
    given,
    signal,
  );
  const form = format === "form";
  /** @type {Headers} */
  let headers;
  try {
    headers = new Headers(added ?? {});
  } catch (cause) {
    throw invalidArgument("headers: must be what the constructor of Headers takes", cause);
  }
  headers.set("content-type", form ? "application/x-www-form-urlencoded" : "application/json");
  if (!headers.has("accept")) headers.set("accept", "application/json");
  return { url: href ?? "", form, body, headers, credentials, timeoutMs, signal, fetch };
}

/**
 * @param {import("./authorize.js").Authorization} authorization
 * @param {ReturnType<typeof checkTarget>} target
 * @param {AbortSignal} [signal] Another one, beside the target's.
 */
async function post(authorization, target, signal) {
  const { code, codeVerifier, redirectUri, state } = authorization;
  const redact = redactor([code, codeVerifier]);
  const controller = new AbortController();
  /** @type {(error: ZoomPkceError) => void} */
  let end = () => {};
  // Beside the request, not through it: a `fetch` or `body` of the caller's may not heed the signal.
  const ended = new Promise((_, reject) => {
    end = (error) => {
      reject(error);
      controller.abort();
    };
  });
  const timer = setTimeout(() => {
    const message = `the backend did not answer within ${target.timeoutMs} ms`;
    end(new ZoomPkceError("backend_timeout", message, "Look at the backend's log. " + AGAIN, true));
  }, target.timeoutMs);
  const listening = [target.signal, signal].map((signal) => {
    const abort = () =>
      end(new ZoomPkceError("aborted", "aborted by the signal", AGAIN, true, signal?.reason));
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
    return () => signal?.removeEventListener("abort", abort);
  });

  async function request() {
    /** @type {ForwardFields} */
    const fields = {
      code,
      ...(codeVerifier && { code_verifier: codeVerifier }),
      redirect_uri: redirectUri,
      state,
    };
    const isOver = () => controller.signal.aborted;
    if (isOver()) return;
    const body = write(target.body ? await target.body(fields, authorization) : fields, target.form);
    if (isOver()) return;
    let response;
    let text;
    try {
      response = await (target.fetch ?? fetch)(target.url, {
        method: "POST",
        headers: target.headers,
        body,
        credentials: target.credentials ?? "same-origin",
        cache: "no-store",
        // Followed, a redirect would hand the code and the verifier to whoever it names.
        redirect: "manual",
        signal: controller.signal,
      });
      text = await response.text();
    } catch (thrown) {
      const hint =
        "Check the URL, that the backend runs, its CORS headers if it is on another origin, and connect-src in the page's Content-Security-Policy. ";
      // What a `fetch` of the caller's throws may carry the whole request.
      let cause = thrown;
      try {
        if (target.fetch) cause = redact(String(thrown));
      } catch {
        cause = undefined;
      }
      throw new ZoomPkceError("network_error", "the backend could not be reached", hint + AGAIN, true, cause);
    }
    return answer(response, text, redact, authorization.codeChallengeMethod);
  }

  try {
    return await Promise.race([ended, request()]);
  } finally {
    clearTimeout(timer);
    for (const stop of listening) stop();
  }
}

const AGAIN = "The authorization code may be used up: authorize again.";

/**
 * @param {any} content
 * @param {boolean} form
 */
function write(content, form) {
  let cause;
  try {
    const text = form ? new URLSearchParams(content).toString() : JSON.stringify(content);
    if (text) return text;
  } catch (error) {
    cause = error;
  }
  throw invalidArgument(
    `body: must return what ${form ? "the constructor of URLSearchParams" : "JSON.stringify"} takes`,
    cause,
  );
}

/**
 * @param {Response} response
 * @param {string} text
 * @param {(value: any) => any} redact
 * @param {string | undefined} method
 */
function answer({ ok, status, type }, text, redact, method) {
  if (type === "opaqueredirect" || (status >= 300 && status < 400)) {
    throw new ZoomPkceError(
      "redirect_refused",
      "the backend answered with a redirect, which is not followed",
      "Give the final URL of the backend's endpoint: code and verifier are never sent to a second place.",
      false,
    );
  }
  /** @type {any} */
  let body = text;
  let isJson = true;
  try {
    body = JSON.parse(text || "null");
  } catch {
    isJson = false;
  }
  if (ok && isJson) return body;
  /** @type {any} */
  let kept;
  try {
    kept = redact(body);
  } catch {
    // Nested so deep that it is of no use.
  }
  const why = reasons(kept);
  const error = ok
    ? new ZoomPkceError(
        "invalid_response",
        "the backend's answer is not JSON",
        "Let the endpoint answer application/json. HTML often means a wrong path, or a sign-in page in front of it.",
        false,
      )
    : body?.error === "invalid_grant"
      ? new ZoomPkceError(
          "invalid_grant",
          "the token endpoint refused the authorization code",
          invalidGrantHint(method),
          method !== "S256",
        )
      : new ZoomPkceError(
          "backend_rejected",
          [`the backend answered with HTTP status ${status}`, ...why].join(": "),
          rejectionHint(status, isJson && body, why[0]) + AGAIN,
          status >= 500 || status === 429,
        );
  error.status = status;
  error.body = kept;
  throw error;
}

/**
 * What an answer says of itself: as RFC 6749 has it (section 5.2), and as Zoom has it, whose answers some backends pass on.
 *
 * @param {any} body without secrets: cut, they would not be found any more
 */
const reasons = (body) => [body?.error, body?.error_description, body?.reason].map(line).filter(Boolean);

/** @param {unknown} text @returns {string} at most 300 characters in one line, without a full stop */
const line = (text) =>
  typeof text === "string"
    ? text
        .slice(0, 300)
        .replace(/[\0- ]+/g, " ")
        .replace(/^ |\.? ?$/g, "")
    : "";

/**
 * @param {number} status
 * @param {unknown} body nothing where it is not JSON
 * @param {string | undefined} why
 */
function rejectionHint(status, body, why) {
  if (!why && (status === 404 || status === 405)) {
    return "Nothing takes a POST there, it seems: check the path and the development server's proxy. ";
  }
  if (status === 403) {
    return "The backend may not let this page's origin in (allowedOrigins), or miss a CSRF token. ";
  }
  if (status >= 500 && !body) {
    return "The backend failed, or a proxy did not reach it: check that it runs, and its log. ";
  }
  return "Look at message, body and the backend's log. ";
}

/**
 * Takes secrets out of a text, and out of the texts and keys of what was parsed from JSON. Zoom's own answer repeats the
 * code, and backends pass it on; what an error keeps may end in a log.
 *
 * @param {(string | undefined)[]} secrets
 * @returns {(value: any) => any}
 */
function redactor(secrets) {
  const forms = secrets.flatMap((secret) =>
    secret
      ? [
          secret,
          `${new URLSearchParams({ "": secret })}`.slice(1),
          // It throws at half a pair.
          encodeURIComponent(secret.replace(/\p{Cs}/gu, "\ufffd")),
          JSON.stringify(secret).slice(1, -1),
        ]
      : [],
  );
  const pattern = new RegExp(forms.map((form) => form.replace(/\W/g, "\\$&")).join("|"), "gi");
  /** @type {(value: any) => any} */
  const redact = (value) =>
    typeof value === "string"
      ? value.replace(pattern, "[redacted]")
      : Array.isArray(value)
        ? value.map(redact)
        : value && typeof value === "object"
          ? Object.fromEntries(Object.entries(value).map(redact))
          : value;
  return redact;
}

/** @param {string | undefined} method */
function invalidGrantHint(method) {
  if (method === "S256") {
    return 'The challenge method was "S256", and Zoom\'s in-client flow supports only "plain" today: authorize with codeChallengeMethod: "plain".';
  }
  const causes =
    "redirect_uri is not exactly the authorization's redirectUri; code_verifier did not arrive; the code was used twice or is older than 10 minutes";
  return method
    ? `The challenge method was "plain", as Zoom's in-client flow expects. In order of likelihood: ${causes}; the endpoint is not Zoom's and expects "S256": then authorize with codeChallengeMethod: "S256".`
    : `In order of likelihood: the code challenge was not made with "plain", which is what Zoom's in-client flow expects; ${causes}.`;
}
