// Faults of the backend's endpoint.

import { withFlag } from "./fault.js";

/** @import { Fault } from "./fault.js" */

const PATH = "/api/zoom/token";

/**
 * Answers in place of the token handler.
 *
 * @param {number} status
 * @param {string} body
 * @param {Record<string, string>} [headers]
 * @returns {NonNullable<Fault["site"]>}
 */
const answering =
  (status, body, headers = { "content-type": "application/json" }) =>
  (site) => {
    site.intercept = async (request, origin) => {
      if (new URL(request.url).pathname !== PATH) return undefined;
      const isForeign = request.headers.get("origin") !== origin;
      return isForeign
        ? new Response("{}", { status: 403 })
        : new Response(body || null, { status, headers });
    };
  };

/**
 * Puts the backend on another origin, with CORS, and changes its headers.
 *
 * @param {Record<string, string | undefined> | ((origin: string) => Record<string, string>)} changed
 * @param {number} [status] Of the answer to OPTIONS.
 * @returns {Pick<Fault, "site" | "args">}
 */
const onOtherOrigin = (changed, status = 204) => ({
  site(site) {
    site.headers["content-security-policy"] = site.headers["content-security-policy"]?.replace(
      "connect-src 'self'",
      "connect-src 'self' http://127.0.0.1:*",
    );
    site.intercept = async (request) => {
      const origin = request.headers.get("origin") ?? "";
      if (request.method !== "OPTIONS") return undefined;
      const isForeign = origin === "https://attacker.example";
      const headers = new Headers();
      for (const [name, value] of Object.entries({
        "access-control-allow-origin": isForeign ? undefined : origin,
        "access-control-allow-headers": "content-type",
        "access-control-allow-credentials": "true",
        ...(typeof changed === "function" ? changed(origin) : changed),
      })) {
        if (value !== undefined) headers.set(name, value);
      }
      return new Response(null, { status, headers });
    };
  },
  args: (args, origin) =>
    withFlag("--backend", `${origin.replace("localhost", "127.0.0.1")}${PATH}`)(args, origin),
});

/** @type {Record<string, Fault>} */
export const BACKEND_FAULTS = {
  "http on another machine": {
    id: "backend_insecure",
    args: () => ["doctor", "--backend", "http://app.example.com/api/zoom/token"],
    cause: /insecure_endpoint/,
    remedy: /over https/,
  },
  "nothing listens": {
    id: "backend_refused",
    args: () => ["doctor", "--backend", "http://localhost:1/api/zoom/token"],
    cause: /Nothing listens/,
    remedy: /Start the server/,
  },
  "no answer": {
    id: "backend_timeout",
    site(site) {
      site.intercept = async (request) =>
        new URL(request.url).pathname === PATH ? new Promise(() => {}) : undefined;
    },
    args: withFlag("--timeout", "6"),
    cause: /No complete answer/,
    remedy: /server's log/,
  },
  "a wrong path": {
    id: "backend_not_found",
    args: withFlag("--backend", "/api/zoom/tokens"),
    cause: /path is another one/,
    remedy: /proxy of the development server/,
  },
  "no POST": {
    id: "backend_method",
    site: answering(405, "{}"),
    cause: /another method/,
    remedy: /for POST/,
  },
  "a body parser with a small limit": {
    id: "backend_body_limit",
    site: answering(413, "{}"),
    cause: /40 KiB/,
    remedy: /Raise the limit/,
  },
  "no JSON taken": {
    id: "backend_media_type",
    site: answering(415, "{}"),
    cause: /application\/json/,
    remedy: /format: "form"/,
  },
  "a guard in front of the endpoint": {
    id: "backend_unauthorized",
    site: answering(401, "{}"),
    cause: /guard/,
    remedy: /Leave the endpoint out/,
  },
  "the page's origin is refused": {
    id: "backend_forbids_page",
    site(site) {
      site.handler.allowedOrigins = ["https://app.example.com"];
    },
    cause: /foreign one/,
    remedy: /allowedOrigins/,
  },
  "a redirect": {
    id: "backend_redirect",
    site: answering(302, "", { location: "/login" }),
    cause: /redirect_refused/,
    remedy: /final URL/,
  },
  "the app's page for every path": {
    id: "backend_not_json",
    site: answering(200, "<!doctype html>", { "content-type": "text/html" }),
    cause: /single-page apps/,
    remedy: /development server's proxy/,
  },
  "a text in place of JSON": {
    id: "backend_not_json",
    site: answering(200, "OK", { "content-type": "text/plain" }),
    cause: /invalid_response/,
    remedy: /application\/json/,
  },
  "Zoom's refusal is dropped": {
    id: "backend_accepts_bad_code",
    site: answering(200, '{"name":"Ada"}'),
    cause: /drops Zoom's error/,
    remedy: /invalid_grant/,
  },
  "Zoom's reason is passed on": {
    id: "backend_repeats_code",
    site(site) {
      site.intercept = async (request, origin) => {
        if (new URL(request.url).pathname !== PATH || request.headers.get("origin") !== origin)
          return undefined;
        const { code } = await request.json();
        return Response.json(
          { error: "invalid_grant", reason: `Invalid authorization code ${code}` },
          { status: 400 },
        );
      };
    },
    cause: /passes the reason on/,
    remedy: /without Zoom's reason/,
  },
  "JSON that is text/html": {
    id: "backend_json_type",
    site: answering(400, '{"error":"invalid_grant"}', { "content-type": "text/html" }),
    cause: /shows JSON that is text\/html as a page/,
    remedy: /Content-Type: application\/json/,
  },
  "another list of redirect URIs": {
    id: "backend_redirect_uri",
    site(site) {
      site.handler.allowedRedirectUris = ["https://app.example.com/"];
    },
    cause: /allowedRedirectUris/,
    remedy: /with its slash/,
  },
  "other names of fields": {
    id: "backend_fields",
    isWarning: true,
    site: answering(422, '{"detail":[{"loc":["body","codeVerifier"],"msg":"Field required"}]}'),
    cause: /code, code_verifier, redirect_uri and state/,
    remedy: /these names/,
  },
  "Zoom's refusal of the credentials, passed on": {
    id: "backend_token_request",
    site: answering(401, '{"reason":"Invalid client_id or client_secret","error":"invalid_client"}'),
    cause: /client secret are wrong/,
    remedy: /zoom-pkce explain/,
  },
  "Zoom's refusal of a query string, passed on": {
    id: "backend_token_request",
    site: answering(
      400,
      '{"error":"invalid_request","reason":"Parameters belong in the body of the request, not in the query string."}',
    ),
    cause: /query string/,
    remedy: /zoom-pkce explain/,
  },
  "wrong credentials": {
    id: "backend_token_request",
    site(site) {
      site.handler.clientSecret = "another-client-secret";
    },
    cause: /client secret are wrong/,
    remedy: /zoom-pkce explain/,
  },
  "Zoom's invalid_client, passed on": {
    id: "backend_token_request",
    site: answering(400, '{"error":"invalid_client","reason":"Invalid client_id or client_secret"}'),
    cause: /client secret are wrong/,
    remedy: /--client-id checks/,
  },
  "no credentials": {
    id: "backend_failed",
    site(site) {
      site.handler.clientSecret = undefined;
    },
    cause: /a credential is missing/,
    remedy: /ZOOM_CLIENT_SECRET/,
  },
  "a proxy without a backend": {
    id: "backend_failed",
    site: answering(502, "<html>Bad Gateway</html>", { "content-type": "text/html" }),
    cause: /proxy does not reach/,
    remedy: /log/,
  },
  "every origin is taken": {
    id: "backend_any_origin",
    site(site) {
      site.intercept = async (request) =>
        new URL(request.url).pathname === PATH
          ? Response.json({ error: "invalid_grant" }, { status: 400 })
          : undefined;
    },
    cause: /post a code of its own/,
    remedy: /403 if Origin/,
  },
  "another origin, and OPTIONS is refused": {
    id: "cors_preflight_refused",
    ...onOtherOrigin({}, 404),
    cause: /only after an OPTIONS with a success/,
    remedy: /204/,
  },
  "another origin, without CORS": {
    id: "cors_origin_missing",
    ...onOtherOrigin({ "access-control-allow-origin": undefined }),
    cause: /Access-Control-Allow-Origin is missing/,
    remedy: /Access-Control-Allow-Origin: http:\/\/localhost/,
  },
  "another origin, without content-type": {
    id: "cors_content_type_missing",
    ...onOtherOrigin({ "access-control-allow-headers": "authorization" }),
    cause: /Access-Control-Allow-Headers/,
    remedy: /content-type/,
  },
  "another origin, and CORS for every page": {
    id: "cors_any_origin",
    ...onOtherOrigin((origin) => ({ "access-control-allow-origin": origin })),
    cause: /repeats any Origin/,
    remedy: /list of the app's own/,
  },
};
