// What the server answers: the built page, with the headers that Zoom demands, and its backend.

import { readdirSync, readFileSync } from "node:fs";
import { extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { createBackend } from "./backend.js";
import { send, toRequest } from "./node.js";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Zoom shows no page that lacks one of them. */
const HEADERS = {
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "content-security-policy": [
    "default-src 'none'",
    // zoom-pkce is WebAssembly, compiled from bytes that come with the script.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    // Only Zoom's web client may have the app in a frame: another page could sign people in as somebody else.
    "frame-ancestors https://zoom.us https://*.zoom.us",
  ].join("; "),
};

/**
 * @param {Parameters<typeof createBackend>[0]} zoom
 * @returns {import("node:http").RequestListener}
 * @throws {Error} Where the page was not built.
 */
export function createApp(zoom) {
  const files = readFiles();
  const backend = createBackend(zoom);

  return async (req, res) => {
    try {
      for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value);
      const path = (req.url ?? "/").split("?")[0] ?? "/";
      if (path === "/api/zoom/token") return await send(res, await backend(toRequest(req)));
      if (req.method !== "GET" && req.method !== "HEAD") return void res.writeHead(405).end();
      const file = files.get(path);
      if (!file) return void res.writeHead(404).end();
      res.writeHead(200, { "content-type": file.type, "cache-control": file.caching }).end(file.content);
    } catch (error) {
      console.error(error);
      if (res.headersSent) res.destroy();
      else res.writeHead(500).end();
    }
  };
}

/** All that may be asked for, by its path. */
function readFiles() {
  const files = new Map();
  for (const entry of readdirSync(DIST, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(DIST.length).replaceAll(sep, "/");
    files.set(path === "/index.html" ? "/" : path, {
      content: readFileSync(file),
      type: TYPES[extname(file)] ?? "application/octet-stream",
      // Vite puts a hash of the content into these names.
      caching: path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    });
  }
  return files;
}
