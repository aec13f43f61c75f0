// npm run backend -- NAME: installs and builds a backend of examples/backends, and serves two
// instances of it behind one address, with a page that signs in.

import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { backendNames } from "./backends/names.js";
import { buildAll } from "./build/index.js";
import { root } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";

const PAGE = join(root, "examples/backends/page");
const INSTANCES = 2;

/**
 * Functions that stop the servers, in the order of their start.
 *
 * @type {(() => Promise<unknown>)[]}
 */
const stopFunctions = [];

/** Set once a signal has asked this process to stop. @type {Promise<void> | undefined} */
let stopping;

async function stopServers() {
  for (const stop of stopFunctions.splice(0).reverse()) await stop();
}

async function stopAndExit() {
  await stopServers();
  process.exit();
}
// Not `once`: the lock of a build handles these signals too, and exits if it has the only handler.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => (stopping ??= stopAndExit()));

await run(() =>
  serve().catch(async (error) => {
    // A signal also stops a server that is starting, which is no error.
    if (stopping) return stopping;
    await stopServers();
    throw error;
  }),
);

async function serve() {
  const name = backendNames.find((name) => name === process.argv[2]);
  if (!name) throw new UserError(`Name a backend: npm run backend -- ${backendNames.join(" | ")}`);
  await buildAll();
  // These modules need the installed packages and the built package, so they are imported here.
  const { describeBackend, prepareBackend } = await import("./backends/index.js");
  const { bundleInMemory } = await import("./build/bundle.js");
  const { startRedis } = await import("./backends/redis.js");
  const { startFront } = await import("./backends/site.js");
  const { readSettings } = await import("../www/server/settings.js");
  const { pageHeaders } = await import("../www/server/page-headers.js");
  const { createSimulatedZoom } = await import("zoom-pkce/simulator/server");
  const { toNodeListener } = await import("../js/server/node/listener.js");

  const { port, zoom } = readSettings(`${root}.env`);
  if (zoom && new URL(zoom.redirectUri).pathname !== "/") {
    throw new UserError(
      "ZOOM_REDIRECT_URI: the path must be /, because this page is at the root of its address.",
    );
  }
  const { title } = describeBackend(name);
  const startInstance = await prepareBackend(name);
  const scripts = await bundleInMemory([join(PAGE, "main.js"), join(PAGE, "simulated.js")]);

  /** @type {(request: Request) => Promise<Response>} */
  let fetchFromZoom = async () => new Response(null, { status: 404 });
  const headers = pageHeaders({ framedByZoom: zoom !== undefined });
  const servePage = toNodeListener(async (request) => {
    const { pathname } = new URL(request.url);
    const response = pathname.startsWith("/zoom/")
      ? await fetchFromZoom(request)
      : await pageFile(pathname, scripts, !zoom);
    // The simulated Zoom's pages have a policy of their own.
    for (const [name, value] of Object.entries(headers)) {
      if (!response.headers.has(name)) response.headers.set(name, value);
    }
    return response;
  });
  const front = await startFront({ port, other: servePage }).catch((error) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new UserError(
      `Port ${port} is in use. Choose another one, as in PORT=3001 npm run backend -- ${name}`,
    );
  });
  stopFunctions.push(front.close);
  const page = `${front.origin}/`;
  if (!zoom) {
    const onAnswer = (/** @type {{ explanation?: string }} */ { explanation }) =>
      explanation && say(`simulated Zoom: ${explanation}`);
    const redirectUris = [page, `${page}api/zoom/callback`];
    fetchFromZoom = (await createSimulatedZoom({ redirectUris, basePath: "/zoom", onAnswer })).fetch;
  }

  const redis = process.env.REDIS_URL ? undefined : await startRedis();
  if (redis) stopFunctions.push(redis.stop);
  const settings = {
    SESSION_SECRET: process.env.SESSION_SECRET || randomBytes(32).toString("base64url"),
    REDIS_URL: redis?.url ?? process.env.REDIS_URL,
    ...(!zoom && {
      ZOOM_CLIENT_ID: "simulated-client-id",
      ZOOM_CLIENT_SECRET: "simulated-client-secret",
      ZOOM_REDIRECT_URI: page,
      ZOOM_TOKEN_URL: `${page}zoom/oauth/token`,
      ZOOM_API_URL: `${page}zoom/v2`,
    }),
  };
  for (let i = 1; i <= INSTANCES; i++) {
    say(`Starting the backend on ${title}, instance ${i} of ${INSTANCES}…`);
    const instance = await startInstance(settings, (text) => process.stderr.write(text));
    stopFunctions.push(instance.stop);
    front.instances.push(instance.port);
  }
  say(zoom ? "Serving for the real Zoom client, against zoom.us." : "Serving with a simulated Zoom.");
  console.log(`\n  A backend on ${title}: ${page}\n\n  Stop it with Ctrl+C.`);
}

/**
 * Answers a request for a file of the page.
 *
 * @param {string} pathname
 * @param {Map<string, string>} scripts the bundled scripts by path
 * @param {boolean} isSimulated whether the page has a simulated Zoom
 */
async function pageFile(pathname, scripts, isSimulated) {
  const respond = (/** @type {string} */ content, /** @type {string} */ type) =>
    new Response(content, { headers: { "content-type": type, "cache-control": "no-cache" } });
  if (pathname === "/") {
    const html = await readFile(join(PAGE, "index.html"), "utf8");
    const script = isSimulated ? '<script type="module" src="/simulated.js"></script>' : "";
    return respond(html.replace("<!-- The simulated Zoom -->", script), "text/html; charset=utf-8");
  }
  if (pathname === "/page.css") return respond(await readFile(join(PAGE, "page.css"), "utf8"), "text/css");
  if (pathname === "/favicon.svg")
    return respond(await readFile(join(root, "www/favicon.svg"), "utf8"), "image/svg+xml");
  const script = scripts.get(pathname);
  return script ? respond(script, "text/javascript") : new Response("Not found", { status: 404 });
}
