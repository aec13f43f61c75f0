// npm run backend -- NAME: installs what is missing, builds it, and serves two instances of a backend of examples/backends
// behind one address, with a page that signs in.

import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { backendNames } from "./backends/names.js";
import { buildAll } from "./build/index.js";
import { root } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";

const PAGE = join(root, "examples/backends/page");
const INSTANCES = 2;

/** What was started, to be ended in the opposite order. @type {(() => Promise<unknown>)[]} */
const started = [];
/** @type {Promise<void> | undefined} */
let stopping;

async function endAll() {
  for (const end of started.splice(0).reverse()) await end();
}

async function stop() {
  await endAll();
  process.exit();
}
// Not `once`: the lock of a build listens, too, and ends a process where it is the only one left that does.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => (stopping ??= stop()));

await run(() =>
  serve().catch(async (error) => {
    // What was being started was stopped, too.
    if (stopping) return stopping;
    await endAll();
    throw error;
  }),
);

async function serve() {
  const name = backendNames.find((name) => name === process.argv[2]);
  if (!name) throw new UserError(`Which one? npm run backend -- ${backendNames.join(" | ")}`);
  await buildAll();
  // Only now: these need what was just installed and built.
  const { describeBackend, prepareBackend } = await import("./backends/index.js");
  const { bundleInMemory } = await import("./build/bundle.js");
  const { startRedis } = await import("./backends/redis.js");
  const { startFront } = await import("./backends/site.js");
  const { readSettings } = await import("../www/server/settings.js");
  const { pageHeaders } = await import("../www/server/page-headers.js");
  const { createSimulatedZoom } = await import("zoom-pkce/simulator/server");
  const { toNodeListener } = await import("../js/simulator/server/node-listener.js");

  const { port, zoom } = readSettings(`${root}.env`);
  if (zoom && new URL(zoom.redirectUri).pathname !== "/") {
    throw new UserError(
      "ZOOM_REDIRECT_URI: this page is at the root of its address, so it must end in one slash.",
    );
  }
  const { title, needsRedis } = describeBackend(name);
  const start = await prepareBackend(name);
  const scripts = await bundleInMemory([join(PAGE, "main.js"), join(PAGE, "simulated.js")]);

  /** @type {(request: Request) => Promise<Response>} */
  let askZoom = async () => new Response(null, { status: 404 });
  const headers = pageHeaders({ framedByZoom: zoom !== undefined });
  const answer = toNodeListener(async (request) => {
    const { pathname } = new URL(request.url);
    const response = pathname.startsWith("/zoom/")
      ? await askZoom(request)
      : await file(pathname, scripts, !zoom);
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    return response;
  });
  const front = await startFront({ port, other: answer }).catch((error) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new UserError(
      `Port ${port} is in use. Choose another one, as in PORT=3001 npm run backend -- ${name}`,
    );
  });
  started.push(front.close);
  const page = `${front.origin}/`;
  const simulated = { ZOOM_CLIENT_ID: "simulated-client-id", ZOOM_CLIENT_SECRET: "simulated-client-secret" };
  if (!zoom) {
    const onAnswer = (/** @type {{ explanation?: string }} */ { explanation }) =>
      explanation && say(`simulated Zoom: ${explanation}`);
    askZoom = (await createSimulatedZoom({ redirectUris: [page], basePath: "/zoom", onAnswer })).fetch;
  }

  const redis = needsRedis && !process.env.REDIS_URL ? await startRedis() : undefined;
  if (redis) started.push(redis.stop);
  const settings = {
    SESSION_SECRET: process.env.SESSION_SECRET || randomBytes(32).toString("base64url"),
    REDIS_URL: redis?.url ?? process.env.REDIS_URL,
    ...(!zoom && {
      ...simulated,
      ZOOM_REDIRECT_URI: page,
      ZOOM_TOKEN_URL: `${page}zoom/oauth/token`,
      ZOOM_API_URL: `${page}zoom/v2`,
    }),
  };
  for (let i = 1; i <= INSTANCES; i++) {
    say(`Starting the backend on ${title}, instance ${i} of ${INSTANCES}…`);
    const instance = await start(settings, (text) => process.stderr.write(text));
    started.push(instance.stop);
    front.instances.push(instance.port);
  }
  say(zoom ? "Serving for the real Zoom client, against zoom.us." : "Serving with a simulated Zoom.");
  console.log(`\n  A backend on ${title}: ${page}\n\n  Stop it with Ctrl+C.`);
}

/**
 * @param {string} pathname
 * @param {Map<string, string>} scripts
 * @param {boolean} isSimulated
 */
async function file(pathname, scripts, isSimulated) {
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
