// The request handler of the server: the built page, with the headers that Zoom requires, and the
// backend.

import { readdirSync, readFileSync } from "node:fs";
import { extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { createBackend } from "./backend.js";
import { send, toRequest } from "./node.js";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));

/** @type {Record<string, string>} */
const CONTENT_TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The Zoom client does not show a page that lacks one of these headers. */
const HEADERS = {
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "content-security-policy": [
    "default-src 'none'",
    // Lets zoom-pkce compile its WebAssembly, which is part of the script.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    // Only Zoom's web client may show the app in a frame. Another page around the app could forge
    // the event that ends a sign-in.
    "frame-ancestors https://zoom.us https://*.zoom.us",
  ].join("; "),
};

/**
 * Creates the request handler.
 *
 * @param {Parameters<typeof createBackend>[0]} zoom
 * @returns {import("node:http").RequestListener}
 * @throws {Error} If the page is not built.
 */
export function createApp(zoom) {
  const files = readFiles(zoom.clientId);
  const backend = createBackend(zoom);

  return async (req, res) => {
    try {
      for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value);
      const path = (req.url ?? "/").split("?")[0] ?? "/";
      if (path.startsWith("/api/zoom/")) return await send(res, await backend.answer(toRequest(req)));
      if (req.method !== "GET" && req.method !== "HEAD") return void res.writeHead(405).end();
      const file = files.get(path);
      if (!file) return void res.writeHead(404).end();
      const cookie = path === "/" ? await backend.cookieFor(toRequest(req)) : undefined;
      if (cookie) res.setHeader("set-cookie", cookie);
      res.writeHead(200, { "content-type": file.type, "cache-control": file.cacheControl }).end(file.content);
    } catch (error) {
      console.error(error);
      if (res.headersSent) res.destroy();
      else res.writeHead(500).end();
    }
  };
}

/** @typedef {{ content: Buffer | string, type: string, cacheControl: string }} StaticFile */

/**
 * Reads the files of the built page, and writes the client ID into it.
 *
 * @param {string} clientId
 * @returns {Map<string, StaticFile>} The files by the path of their URL.
 */
function readFiles(clientId) {
  /** @type {Map<string, StaticFile>} */
  const files = new Map();
  for (const entry of readdirSync(DIST, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(DIST.length).replaceAll(sep, "/");
    const content = readFileSync(file);
    const isPage = path === "/index.html";
    files.set(isPage ? "/" : path, {
      content: isPage ? content.toString().replace("{{clientId}}", () => clientId) : content,
      type: CONTENT_TYPES[extname(file)] ?? "application/octet-stream",
      cacheControl: cacheControlOf(path),
    });
  }
  return files;
}

/** @param {string} path */
function cacheControlOf(path) {
  // Vite puts a hash of the content into the names of these files.
  if (path.startsWith("/assets/")) return "public, max-age=31536000, immutable";
  // The page's answer may have a cookie.
  return path === "/index.html" ? "no-store" : "no-cache";
}
