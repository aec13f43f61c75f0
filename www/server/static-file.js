import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const WWW = fileURLToPath(new URL("../", import.meta.url));
const CONTENT_TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".map", "application/json"],
  [".svg", "image/svg+xml"],
]);

/** The only paths that are served: one file name, without a folder. */
const FILE_NAME = /^[\w-]+(\.[\w-]+)+$/;

/**
 * Returns a file of the demo page: scripts from `www/dist`, everything else from `www`.
 *
 * @param {string} pathname The path of the request.
 * @returns {Promise<Response>} 404 if there is no such file.
 */
export async function staticFile(pathname) {
  const name = pathname === "/" ? "index.html" : pathname.slice(1);
  const type = CONTENT_TYPES.get(extname(name));
  if (!type || !FILE_NAME.test(name)) return new Response("Not found", { status: 404 });
  const isBuilt = name.endsWith(".js") || name.endsWith(".map");
  try {
    const content = await readFile(join(WWW, isBuilt ? "dist" : "", name));
    return new Response(content, { headers: { "content-type": type, "cache-control": "no-cache" } });
  } catch {
    return new Response("Not found", { status: 404 });
  }
}
