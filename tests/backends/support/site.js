// Starts what the contract tests of one backend need: a page, two instances of the backend, and a
// simulated Zoom.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { bundleInMemory } from "../../../scripts/build/bundle.js";
import { prepareBackend } from "../../../scripts/backends/index.js";
import { startRedis } from "../../../scripts/backends/redis.js";
import { startFront } from "../../../scripts/backends/site.js";
import { root } from "../../../scripts/process/command.js";
import { startZoom } from "./zoom.js";

/** @typedef {Awaited<ReturnType<typeof startSite>>} Site */

const PAGE = join(root, "tests/backends/page/index.html");
const INSTANCES = 2;

/** Credentials of the simulated app. They are valid nowhere else. */
const SETTINGS = {
  ZOOM_CLIENT_ID: "simulated-client-id",
  ZOOM_CLIENT_SECRET: "simulated-client-secret",
  SESSION_SECRET: "the-same-secret-of-40-characters-for-all",
};

/** @param {import("../../../scripts/backends/index.js").BackendName} name */
export async function startSite(name) {
  /** @type {(() => Promise<unknown>)[]} */
  const started = [];
  const close = async () => {
    for (const end of started.splice(0).reverse()) await end();
  };
  /** The answers of the instances. @type {import("../../../scripts/backends/site.js").Answer[]} */
  const answers = [];
  try {
    const start = await prepareBackend(name);
    const scripts = await bundleInMemory(["tests/backends/page/page.js"]);
    const front = await startFront({
      onAnswer: (answer) => answers.push(answer),
      other: async (request, response) => {
        const { url = "/" } = request;
        if (url.startsWith("/zoom/")) return zoom.authorize(request, response);
        const script = scripts.get(url);
        response.setHeader("content-type", script ? "text/javascript" : "text/html; charset=utf-8");
        response.end(script ?? (await readFile(PAGE)));
      },
    });
    started.push(front.close);
    // The backend allows only the first one as redirect URI of a page.
    const pages = { home: `${front.origin}/`, other: `${front.origin}/other` };
    const callback = `${front.origin}/api/zoom/callback`;
    const zoom = await startZoom([...Object.values(pages), callback]);
    started.push(zoom.close);
    const redis = await startRedis();
    started.push(redis.stop);

    const instances = [];
    for (let i = 0; i < INSTANCES; i++) {
      const instance = await start({
        ...SETTINGS,
        ZOOM_REDIRECT_URI: pages.home,
        ZOOM_TOKEN_URL: zoom.tokenUrl,
        ZOOM_API_URL: zoom.apiUrl,
        REDIS_URL: redis.url,
      });
      started.push(instance.stop);
      front.instances.push(instance.port);
      instances.push(instance);
    }
    return {
      pages,
      callback,
      origin: front.origin,
      zoom,
      answers,
      instances,
      app: { clientId: SETTINGS.ZOOM_CLIENT_ID, clientSecret: SETTINGS.ZOOM_CLIENT_SECRET },
      secrets: [SETTINGS.ZOOM_CLIENT_SECRET, SETTINGS.SESSION_SECRET],
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
