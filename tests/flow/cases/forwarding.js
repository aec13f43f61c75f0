// 10. forward, and backends that work or fail: no backend gets the same code twice.

import { authorize, forward } from "zoom-pkce";
import { equal, fails, match, ok, sleep, until } from "../page/check.js";
import { newCase } from "./case.js";

/** @import { Context } from "./case.js" */

/** @typedef {{ host: string, body: string, connection: number, nth: number }} Post */

/** Makes an id for the POSTs of one case, so that those of other cases are not counted. */
const newId = () => crypto.randomUUID();

/**
 * Returns the POSTs with this id that the test servers, of any host, have received.
 *
 * @returns {Promise<Post[]>}
 */
const postsOf = async (/** @type {string} */ id) => (await fetch(`/posts/${id}`)).json();

/** @param {Context} context */
async function authorization(context) {
  await context.start();
  return authorize(context.zoomSdk);
}

/**
 * Asserts that the backend got this authorization, this number of times.
 *
 * @param {string} id
 * @param {import("zoom-pkce").Authorization} sent
 * @param {number} times
 */
async function assertPosted(id, { code, codeVerifier, redirectUri, state }, times) {
  // If a browser repeats a POST by itself, it does so at once.
  await sleep(30);
  const body = JSON.stringify({ code, code_verifier: codeVerifier, redirect_uri: redirectUri, state });
  equal(
    (await postsOf(id)).map((post) => post.body),
    Array(times).fill(body),
    "the bodies that the backend got",
  );
}

/** Counts the calls of fetch. */
function countRequests() {
  let count = 0;
  const { fetch } = window;
  window.fetch = (...values) => {
    count++;
    return fetch(...values);
  };
  return () => count;
}

export const forwarding = [
  newCase("10. a backend that works: one POST, whose JSON answer is returned", async (context) => {
    const sent = await authorization(context);
    const id = newId();
    equal(await forward(sent, `/backend/ok/${id}`), { user: "somebody" }, "the answer");
    await assertPosted(id, sent, 1);
  }),

  newCase("10. a slow backend: backend_timeout, one POST", async (context) => {
    const sent = await authorization(context);
    const id = newId();
    const url = `/backend/silent/${id}`;
    await fails(forward(sent, { url, timeoutMs: 400 }), "backend_timeout", {
      message: /400 ms/,
      retryable: true,
    });
    await assertPosted(id, sent, 1);
  }),

  newCase("10. a backend whose body never ends: backend_timeout, one POST", async (context) => {
    const sent = await authorization(context);
    const id = newId();
    await fails(forward(sent, { url: `/backend/half/${id}`, timeoutMs: 400 }), "backend_timeout");
    await assertPosted(id, sent, 1);
  }),

  newCase("10. a backend that is down, connection refused: network_error", async (context) => {
    const sent = await authorization(context);
    const fetches = countRequests();
    const error = await fails(forward(sent, context.closedOrigin), "network_error", { retryable: true });
    ok(error.cause instanceof TypeError, "the cause is the error of fetch");
    equal(error.status, undefined, "the status");
    equal(fetches(), 1, "the number of requests");
  }),

  newCase("10. the connection is reset after the POST: network_error, one POST", async (context) => {
    const sent = await authorization(context);
    const id = newId();
    // A form needs no preflight: the POST is the first on its connection.
    const target = /** @type {const} */ ({ url: `${context.resettingOrigin}/reset/${id}`, format: "form" });
    await fails(forward(sent, target), "network_error", { retryable: true });
    await sleep(30);
    const posts = await postsOf(id);
    equal(
      posts.map(({ body }) => new URLSearchParams(body).get("code")),
      [sent.code],
      "the codes that the backend got",
    );
  }),

  newCase(
    "10. a backend of another origin without CORS: network_error, nothing is posted",
    async (context) => {
      const sent = await authorization(context);
      const id = newId();
      const url = `${context.otherOrigin}/backend/no-cors/${id}`;
      await fails(forward(sent, url), "network_error", { hint: /CORS/ });
      await assertPosted(id, sent, 0);
    },
  ),

  ...[
    { kind: "4xx", statuses: [400, 401, 403, 404, 409, 410, 418, 422, 425, 429] },
    { kind: "5xx", statuses: [500, 502, 503, 504] },
  ].map(({ kind, statuses }) =>
    newCase(`10. HTTP status ${kind}: backend_rejected, one POST`, async (context) => {
      await context.start();
      for (const status of statuses) {
        const sent = await authorize(context.zoomSdk);
        const id = newId();
        const url = `/backend/status-${status}/${id}`;
        const retryable = status >= 500 || status === 429;
        const error = await fails(forward(sent, url), "backend_rejected", { retryable });
        equal(error.status, status, "the status");
        equal(error.body, { why: "status", yours: "[redacted]" }, "the body, without the code");
        await assertPosted(id, sent, 1);
      }
    }),
  ),

  newCase("10. HTML instead of JSON: invalid_response, one POST", async (context) => {
    const sent = await authorization(context);
    const id = newId();
    const error = await fails(forward(sent, `/backend/html/${id}`), "invalid_response", { retryable: false });
    equal(error.status, 200, "the status");
    match(error.body, /<h1>Sign in<\/h1>/, "the body");
    await assertPosted(id, sent, 1);
  }),

  newCase("10. HTML with an error status: backend_rejected with its text", async (context) => {
    const sent = await authorization(context);
    const id = newId();
    const error = await fails(forward(sent, `/backend/html-502/${id}`), "backend_rejected");
    match(error.body, /Bad Gateway/, "the body");
    await assertPosted(id, sent, 1);
  }),

  newCase("10. an empty body: null", async (context) => {
    const sent = await authorization(context);
    for (const kind of ["empty", "no-content"]) {
      const id = newId();
      equal(await forward(sent, `/backend/${kind}/${id}`), null, kind);
      await assertPosted(id, sent, 1);
    }
  }),

  newCase(
    "10. a redirect to another host: redirect_refused, and the other host gets nothing",
    async (context) => {
      await context.start();
      for (const status of [301, 302, 303, 307, 308]) {
        const sent = await authorize(context.zoomSdk);
        const id = newId();
        const other = newId();
        const to = encodeURIComponent(`${context.otherOrigin}/backend/ok/${other}`);
        const url = `/backend/redirect-${status}/${id}?to=${to}`;
        await fails(forward(sent, url), "redirect_refused", { retryable: false });
        await assertPosted(id, sent, 1);
        equal(await postsOf(other), [], "the POSTs that the other host got");
      }
    },
  ),

  newCase("10. http: away from localhost: insecure_endpoint, nothing is sent", async (context) => {
    const sent = await authorization(context);
    const fetches = countRequests();
    for (const url of ["http://backend.example/token", "http://127.0.0.1.example/", "http://192.0.2.1/"]) {
      await fails(forward(sent, url), "insecure_endpoint", { message: /nothing was sent/, retryable: false });
    }
    equal(fetches(), 0, "the number of requests");
  }),

  newCase("10. a code older than 10 minutes: code_expired, nothing is sent", async (context) => {
    const sent = await authorization(context);
    const id = newId();
    const old = { ...sent, receivedAt: Date.now() - 600_001 };
    await fails(forward(old, `/backend/ok/${id}`), "code_expired", {
      message: /nothing was sent/,
      retryable: true,
    });
    await assertPosted(id, sent, 0);
    const fresh = { ...sent, receivedAt: Date.now() - 590_000 };
    await forward(fresh, `/backend/ok/${id}`);
    await assertPosted(id, sent, 1);
  }),

  newCase("10. aborted in flight: aborted, one POST", async (context) => {
    const sent = await authorization(context);
    const id = newId();
    const controller = new AbortController();
    const reason = new Error("the app's own reason");
    const forwarded = forward(sent, { url: `/backend/silent/${id}`, signal: controller.signal });
    forwarded.catch(() => {});
    await until(async () => (await postsOf(id)).length > 0, "the POST");
    controller.abort(reason);
    const error = await fails(forwarded, "aborted", { retryable: true });
    ok(error.cause === reason, "the cause is the signal's reason");
    await assertPosted(id, sent, 1);
  }),

  newCase("10. aborted before the call: aborted, nothing is sent", async (context) => {
    const sent = await authorization(context);
    const id = newId();
    await fails(forward(sent, { url: `/backend/ok/${id}`, signal: AbortSignal.abort() }), "aborted");
    await assertPosted(id, sent, 0);
  }),

  newCase("10. the same authorization twice: invalid_grant from the token endpoint", async (context) => {
    const sent = await authorization(context);
    await context.redeem(sent);
    const error = await fails(forward(sent, "/token"), "invalid_grant", { hint: /used twice/ });
    equal(error.status, 400, "the status");
    ok(!JSON.stringify(error.body).includes(sent.code), "the body holds no code");
  }),

  newCase(
    "10. S256 with a client that applies plain: invalid_grant, whose hint names plain",
    async (context) => {
      await context.start();
      const sent = await authorize(context.zoomSdk, { codeChallengeMethod: "S256" });
      await fails(forward(sent, "/token"), "invalid_grant", { hint: /codeChallengeMethod: "plain"/ });
    },
  ),

  // A browser may repeat a POST by itself if a used connection is closed during the request.
  // Chromium and Firefox do, although RFC 9110, section 9.2.2, forbids it if the server may have
  // read the request. A page cannot prevent it. A code works once, so the worst result is an
  // invalid_grant after the first POST was used.
  newCase(
    "10. a used connection is closed during the POST: forward sends once, the browser may repeat",
    async (context) => {
      const sent = await authorization(context);
      const id = newId();
      const fetches = countRequests();
      const ended = await forward(sent, `/backend/closed-on-reuse/${id}`).then(
        () => "answered",
        ({ code }) => code,
      );
      equal(fetches(), 1, "the number of requests of forward");
      await sleep(50);
      const posts = await postsOf(id);
      // WebKit opens a new connection for every POST.
      equal(posts[0].nth > 1, context.engine !== "WebKit", "whether the connection had been used before");
      const isAnswered = posts[posts.length - 1].nth === 1;
      equal(ended, isAnswered ? "answered" : "network_error", "the outcome");
      return { posts: posts.map(({ nth }) => nth) };
    },
  ),

  newCase(
    "10. HTTP status 408 on a used connection: forward sends once, the browser may repeat",
    async (context) => {
      const sent = await authorization(context);
      const id = newId();
      const fetches = countRequests();
      await fails(forward(sent, `/backend/status-408/${id}`), "backend_rejected");
      equal(fetches(), 1, "the number of requests of forward");
      await sleep(50);
      return { posts: (await postsOf(id)).map(({ nth }) => nth) };
    },
  ),
];
