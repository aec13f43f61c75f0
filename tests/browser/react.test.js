// The hook in React and Chromium, with the published SDK, a simulated client and a token handler.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";

import { build } from "esbuild";
import { createElement, StrictMode } from "react";
import { renderToString } from "react-dom/server";
import { createTokenHandler } from "zoom-pkce/server";

import { createSimulatedZoom } from "../../js/simulator/server/index.js";
import { toNodeListener } from "../../js/server/node/listener.js";
import { root } from "../../scripts/process/command.js";
import { ensureNpmPackages } from "../../scripts/install/tools.js";
import { runsThoroughTests } from "../support/thorough.js";
import { executablePath, launchChromium } from "./support/chromium.js";
import { SignIn } from "./support/sign-in.js";
import { WITHOUT_BARE_IMPORTS } from "../../scripts/build/bundle.js";

/** @import { Browser, Page } from "playwright-core" */
/** @typedef {import("zoom-pkce/react").ZoomAuthorizationStatus} Status */
/**
 * @typedef {Partial<Pick<import("../../js/simulator/index.js").Simulator, "person" | "client" |
 *   "status">>} Choices
 */

const SCRIPT = `
  import zoomSdk from "@zoom/appssdk";
  import * as React from "react";
  import { flushSync } from "react-dom";
  import { createRoot, hydrateRoot } from "react-dom/client";
  import { generateState, init, ZoomPkceError } from "zoom-pkce";
  import { watchListeners } from "./tests/flow/page/listeners.js";
  import { startSimulator } from "./js/simulator/index.js";
  import { SignIn } from "./tests/browser/support/sign-in.js";

  const { createElement, StrictMode, Activity } = React;
  let compilations = 0;
  if (globalThis.WebAssembly) {
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = (bytes, imports) => (compilations++, instantiate(bytes, imports));
  }
  const methods = Object.getPrototypeOf(zoomSdk);
  const { authorize } = methods;
  let calls = 0;
  methods.authorize = function (options) {
    calls++;
    return authorize.call(this, options);
  };
  const app = (window.app = {
    /** The number of calls of the SDK's authorize. Its request is sent some microtasks later. */
    calls: () => calls,
    listening: watchListeners(zoomSdk),
    simulator: startSimulator({ server: "/zoom" }),
    version: React.version,
    hasActivity: Boolean(Activity),
    init,
    generateState,
    ZoomPkceError,
    compilations: () => compilations,
    /**
     * By component name: the sequence of statuses, the last result of the hook, the number of
     * renders.
     */
    shown: {},
    signals: {},
    controllers: {},
    render(components, { hydrate, mode = "visible" } = {}) {
      const children = components.map(({ signal, ...props }) => createElement(SignIn, {
        ...props,
        key: props.name,
        zoomSdk,
        onShown,
        options: { ...props.options, ...(signal && { signal: app.signals[signal] }) },
      }));
      const tree = createElement(StrictMode, null, Activity ? createElement(Activity, { mode }, children) : children);
      const place = document.querySelector("main");
      if (hydrate) {
        app.root = hydrateRoot(place, createElement(StrictMode, null, children[0]), {
          onRecoverableError: (error) => console.error("recoverable: " + error.message),
        });
      } else {
        app.root ??= createRoot(place);
        // flushSync also runs the effects.
        flushSync(() => app.root.render(tree));
      }
    },
    /** A signal that counts its listeners. */
    addSignal(name) {
      const controller = (app.controllers[name] = new AbortController());
      const signal = (app.signals[name] = controller.signal);
      signal.count = 0;
      for (const [method, step] of [["addEventListener", 1], ["removeEventListener", -1]]) {
        signal[method] = (...values) => {
          signal.count += step;
          AbortSignal.prototype[method].apply(signal, values);
        };
      }
    },
    asked: (name) => app.simulator.requests.filter(({ apiName }) => apiName === name).length,
  });
  function onShown(name, hook) {
    const shown = (app.shown[name] ??= { statuses: [], renders: 0, functions: new Set() });
    shown.renders++;
    shown.hook = hook;
    for (const key of ["authorize", "cancel", "reset"]) shown.functions.add(hook[key]);
    if (shown.statuses.at(-1) !== hook.status) shown.statuses.push(hook.status);
  }
  await zoomSdk.config({
    capabilities: ["authorize", "onAuthorized", "getUserContext", "promptAuthorize", "onMyUserContextChange"],
    version: "0.16.0",
  });
  document.documentElement.dataset.ready = "";
`;

const PROPS = { name: "one", options: { backend: "/token" } };
const WITH_SESSION = { name: "one", options: { backend: "/token", session: "/session" } };

/** Chromium says this of every answer with that status. */
const STATUS_401 = "Failed to load resource: the server responded with a status of 401 ()";

const html = (/** @type {string} */ content) => `<!doctype html><html lang="en"><meta charset="utf-8">
  <title>React</title><link rel="icon" href="data:,"><main>${content}</main><script type="module" src="/page.js"></script></html>`;

const CLIENT_BEFORE_18 = join(root, "tests/browser/support/react-before-18.js");

const skip = executablePath ? false : "Chromium is not installed";

/** @param {string} name the folder of the project */
const installed = (name) => async () => {
  const project = join(root, "tests/browser", name);
  await ensureNpmPackages(project);
  return join(project, "node_modules");
};

/** Returns the folder of each version of React. @type {Record<string, () => Promise<string>>} */
const REACTS = {
  19: async () => join(root, "node_modules"),
  ...(runsThoroughTests && {
    18: installed("react-18"),
    17: installed("react-17"),
    16: installed("react-16"),
  }),
};

for (const [major, findReact] of Object.entries(REACTS)) {
  describe(`useZoomAuthorization, with React ${major}`, { skip, timeout: 600_000 }, () => {
    /** @type {Browser} */
    let browser;
    /** @type {import("node:http").Server} */
    let server;
    /** @type {string} */
    let url;
    /** The query strings of the requests to the backend. @type {string[]} */
    let posted = [];
    /** Answers the requests that the backend holds back. */
    let release = () => {};
    /** The number of these requests that the page has aborted. */
    let abortedRequests = 0;
    /** @type {Promise<void>} */
    let released;
    /** The number of the requests for the session. */
    let sessionRequests = 0;

    /**
     * Bundles a script with this version of React.
     *
     * @param {string} contents
     */
    async function bundle(contents) {
      const modules = await findReact();
      const { outputFiles } = await build({
        absWorkingDir: root,
        stdin: { contents, resolveDir: root },
        alias: {
          react: join(modules, "react"),
          "react-dom": join(modules, "react-dom"),
          ...(Number(major) < 18 && { "react-dom/client": CLIENT_BEFORE_18 }),
        },
        bundle: true,
        logOverride: WITHOUT_BARE_IMPORTS,
        format: "esm",
        target: "es2022",
        // StrictMode mounts twice only in development.
        define: { "process.env.NODE_ENV": '"development"' },
        write: false,
      });
      return outputFiles[0].text;
    }

    before(async () => {
      const script = await bundle(SCRIPT);
      const [rendered, renderedWithSession] = [PROPS, WITH_SESSION].map((props) =>
        html(renderToString(createElement(StrictMode, null, createElement(SignIn, props)))),
      );
      /** @type {(request: Request) => Promise<Response>} */
      let zoom;
      /** @type {(request: Request) => Promise<Response>} */
      let token;
      const listener = toNodeListener(async (request) => {
        const { pathname, search } = new URL(request.url);
        if (pathname.startsWith("/zoom/")) return zoom(request);
        if (pathname === "/token") {
          posted.push(search);
          if (search === "?held") await released;
          return token(request);
        }
        if (pathname === "/session") {
          sessionRequests++;
          return search === "?nobody"
            ? new Response(null, { status: 401 })
            : Response.json({ scope: "kept" });
        }
        const isScript = pathname === "/page.js";
        const scripts = pathname === "/no-wasm" ? "'self'" : "'self' 'wasm-unsafe-eval'";
        const pages = new Map([
          ["/page.js", script],
          ["/rendered", rendered],
          ["/rendered-with-session", renderedWithSession],
        ]);
        return new Response(pages.get(pathname) ?? html(""), {
          headers: {
            "content-type": isScript ? "text/javascript" : "text/html; charset=utf-8",
            "content-security-policy": `default-src 'none'; script-src ${scripts}; connect-src 'self'; img-src data:`,
          },
        });
      });
      server = createServer((request, response) => {
        response.on("close", () => {
          if (request.url === "/token?held" && !response.writableEnded) abortedRequests++;
        });
        listener(request, response);
      });
      await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      url = `http://127.0.0.1:${port}/`;
      const redirectUris = ["", "rendered", "no-wasm"].map((path) => url + path);
      const simulated = await createSimulatedZoom({ redirectUris, basePath: "/zoom" });
      zoom = (request) => simulated.fetch(request);
      token = createTokenHandler({
        clientId: "simulated-client-id",
        clientSecret: "simulated-client-secret",
        allowedRedirectUris: redirectUris,
        tokenUrl: `${url}zoom/oauth/token`,
        onTokens: ({ scope }) => ({ scope }),
      });
      browser = await launchChromium();
    });
    beforeEach(() => {
      release();
      posted = [];
      abortedRequests = 0;
      sessionRequests = 0;
      released = new Promise((resolve) => (release = () => resolve()));
    });
    after(async () => {
      release();
      await browser?.close();
      server?.closeAllConnections();
      await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    });

    /**
     * Opens a page, and asserts that it logs no error or warning and throws nothing.
     *
     * @param {(page: Page) => Promise<void>} use
     * @param {string} [path]
     * @param {string} [expected] A warning that is expected.
     */
    async function withPage(use, path = "", expected) {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        /** @type {string[]} */
        const said = [];
        page.on("console", (message) => {
          if (/^(error|warning)$/.test(message.type())) said.push(message.text());
        });
        page.on("pageerror", (error) => said.push(`uncaught: ${error.message}`));
        await page.goto(url + path);
        await page.locator("html[data-ready]").waitFor();
        await use(page);
        assert.deepEqual(
          said.filter((text) => text !== expected),
          [],
        );
      } finally {
        await context.close();
      }
    }

    /** @param {Page} page @param {object[]} components @param {object} [settings] */
    const render = (page, components, settings) =>
      page.evaluate(
        ([components, settings]) => /** @type {any} */ (globalThis).app.render(components, settings),
        /** @type {const} */ ([components, settings]),
      );
    /** @param {Page} page @param {Choices} choices */
    const choose = (page, choices) =>
      page.evaluate(
        (choices) => void Object.assign(/** @type {any} */ (globalThis).app.simulator, choices),
        choices,
      );
    /** @param {Page} page @param {string} button @param {string} [name] */
    const click = (page, button, name = "one") =>
      page.locator(`#${name}`).getByRole("button", { name: button }).click();
    /**
     * @param {Page} page
     * @param {Status} status
     * @param {string} [name]
     * @returns {Promise<string>} the text of the output
     */
    async function reaches(page, status, name = "one") {
      await page.locator(`#${name}[data-status="${status}"]`).waitFor();
      return page.locator(`#${name} output`).innerText();
    }
    /**
     * @param {Page} page
     * @param {string} [name]
     * @returns {Promise<Status[]>} the statuses so far
     */
    const statuses = (page, name = "one") =>
      page.evaluate((name) => /** @type {any} */ (globalThis).app.shown[name].statuses, name);
    /** The number of the SDK's listeners. @param {Page} page */
    const listening = (page) => page.evaluate(() => /** @type {any} */ (globalThis).app.listening().length);
    /** The number of the client's requests for an API. @param {Page} page @param {string} api */
    const asked = (page, api) => page.evaluate((api) => /** @type {any} */ (globalThis).app.asked(api), api);
    /** Signs in with a new component, which has no state from before. @param {Page} page */
    async function signInWithNewComponent(page) {
      await choose(page, { person: "approve" });
      await render(page, [{ ...PROPS, name: "fresh" }]);
      await click(page, "Authorize", "fresh");
      await reaches(page, "authorized", "fresh");
    }
    /** Emits the event of the last request, for a person who answers late. @param {Page} page */
    const answerLate = (page) =>
      page.evaluate(() => {
        const { simulator } = /** @type {any} */ (globalThis).app;
        const { data } = simulator.requests.findLast(
          (/** @type {any} */ request) => request.apiName === "authorize",
        );
        const event = {
          code: "late",
          redirectUri: location.href,
          result: true,
          state: data.state,
          timestamp: 1,
        };
        simulator.emit("onAuthorized", event);
      });

    /** Brings a component to each status. @type {Record<Exclude<Status, "checking">, (page: Page) => Promise<void>>} */
    const bringTo = {
      async idle() {},
      async authorizing(page) {
        await choose(page, { person: "ignore" });
        await click(page, "Authorize");
        await page.waitForFunction(() => /** @type {any} */ (globalThis).app.asked("authorize") === 1);
      },
      async forwarding(page) {
        await click(page, "Authorize");
        await reaches(page, "forwarding");
        while (posted.length === 0) await page.evaluate(() => new Promise(requestAnimationFrame));
      },
      async authorized(page) {
        release();
        await click(page, "Authorize");
      },
      async error(page) {
        await choose(page, { person: "decline" });
        await click(page, "Authorize");
      },
    };
    const held = { name: "one", options: { backend: "/token?held" } };

    it("is rendered on a server without output on the console", async () => {
      const input = await bundle(`
        import { createElement } from "react";
        import { renderToString } from "react-dom/server.browser";
        import { SignIn } from "./tests/browser/support/sign-in.js";
        console.log(renderToString(createElement(SignIn, ${JSON.stringify(PROPS)})));
        // React's own scheduler would keep the process running.
        process.exit();
      `);
      const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-"], {
        input,
        encoding: "utf8",
        timeout: 60_000,
      });
      assert.match(stdout, /data-status="idle"/);
      assert.equal(stderr, "");
    });

    it("goes through every status to the data, under StrictMode", () =>
      withPage(async (page) => {
        await render(page, [PROPS]);
        await click(page, "Authorize");
        assert.match(await reaches(page, "authorized"), /^\{"scope":"user:read:user/);
        assert.deepEqual(await statuses(page), ["idle", "authorizing", "forwarding", "authorized"]);
        assert.deepEqual(posted, [""]);
        assert.equal(await listening(page), 0);
        await click(page, "Reset");
        assert.equal(await reaches(page, "idle"), "");
      }));

    it("with a session, it is signed in without a click, under StrictMode", () =>
      withPage(async (page) => {
        await render(page, [WITH_SESSION]);
        assert.equal(await reaches(page, "authorized"), '{"scope":"kept"}');
        assert.deepEqual(await statuses(page), ["checking", "authorized"]);
        // StrictMode's first mount may have asked, too. Its request is aborted.
        assert.ok(sessionRequests <= 2, String(sessionRequests));
        assert.equal(await asked(page, "authorize"), 0);
        await click(page, "Reset");
        await click(page, "Authorize");
        assert.match(await reaches(page, "authorized"), /^\{"scope":"user:read:user/);
      }));

    it("without a session at the backend, it is idle, and a click signs in", () =>
      withPage(
        async (page) => {
          const options = { ...WITH_SESSION.options, session: "/session?nobody" };
          await render(page, [{ ...WITH_SESSION, options }]);
          await reaches(page, "idle");
          await click(page, "Authorize");
          await reaches(page, "authorized");
          const expected = ["checking", "idle", "authorizing", "forwarding", "authorized"];
          assert.deepEqual(await statuses(page), expected);
        },
        "",
        STATUS_401,
      ));

    it("calls the SDK in the task of the click if the wasm has loaded", () =>
      withPage(async (page) => {
        await render(page, [PROPS]);
        const counts = await page.evaluate(async () => {
          const { app } = /** @type {any} */ (globalThis);
          await app.init();
          const before = app.calls();
          document.querySelector("button")?.click();
          return [before, app.calls(), app.compilations()];
        });
        assert.deepEqual(counts, [0, 1, 1]);
        await reaches(page, "authorized");
      }));

    it("loads the wasm on mount, once for the hook and for zoom-pkce", () =>
      withPage(async (page) => {
        assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).app.compilations()), 0);
        await render(page, [PROPS, { ...PROPS, name: "two" }]);
        await page.waitForFunction(() => /** @type {any} */ (globalThis).app.compilations() > 0);
        const { state, compilations } = await page.evaluate(async () => {
          const { app } = /** @type {any} */ (globalThis);
          await app.init();
          return { state: app.generateState(), compilations: app.compilations() };
        });
        assert.match(state, /^[\w-]{32}$/);
        assert.equal(compilations, 1);
      }));

    it("shows the ZoomPkceError unchanged, and can start again after it", () =>
      withPage(async (page) => {
        await choose(page, { person: "decline" });
        await render(page, [PROPS]);
        await click(page, "Authorize");
        assert.equal(await reaches(page, "error"), "access_denied");
        const isError = await page.evaluate(() => {
          const { app } = /** @type {any} */ (globalThis);
          return app.shown.one.hook.error instanceof app.ZoomPkceError;
        });
        assert.equal(isError, true);
        await choose(page, { person: "approve" });
        await click(page, "Authorize");
        await reaches(page, "authorized");
        assert.deepEqual(await statuses(page), [
          "idle",
          "authorizing",
          "error",
          "authorizing",
          "forwarding",
          "authorized",
        ]);
        assert.deepEqual(posted, [""]);
      }));

    it("reset has no effect while a flow runs", () =>
      withPage(async (page) => {
        await render(page, [held]);
        await bringTo.forwarding(page);
        await click(page, "Reset");
        release();
        await reaches(page, "authorized");
        assert.deepEqual(await statuses(page), ["idle", "authorizing", "forwarding", "authorized"]);
      }));

    for (const status of /** @type {const} */ (["authorizing", "forwarding"])) {
      it(`cancel while ${status} leads to idle without an error or a listener, and the next flow works`, () =>
        withPage(async (page) => {
          await render(page, [held]);
          await bringTo[status](page);
          await click(page, "Cancel");
          assert.equal(await reaches(page, "idle"), "");
          assert.equal(await listening(page), 0);
          if (status === "authorizing") await answerLate(page);
          release();
          await choose(page, { person: "approve" });
          await render(page, [PROPS]);
          await click(page, "Authorize");
          await reaches(page, "authorized");
          const before = status === "authorizing" ? ["authorizing"] : ["authorizing", "forwarding"];
          assert.deepEqual(await statuses(page), [
            "idle",
            ...before,
            "idle",
            "authorizing",
            "forwarding",
            "authorized",
          ]);
          assert.equal(abortedRequests, status === "forwarding" ? 1 : 0);
        }));
    }

    it("after cancel right after the event, nothing is forwarded and no result is shown", () =>
      withPage(async (page) => {
        await render(page, [PROPS]);
        await bringTo.authorizing(page);
        const data = await page.evaluate(async () => {
          const { simulator, shown, listening } = /** @type {any} */ (globalThis).app;
          const { authorize, cancel } = shown.one.hook;
          const running = authorize();
          const { data } = simulator.requests.at(-1);
          const event = {
            code: "c",
            redirectUri: location.href,
            result: true,
            state: data.state,
            timestamp: 1,
          };
          // Calls the listener directly, because the simulator emits in a later task.
          for (const { listener } of listening()) listener(event);
          cancel();
          return running;
        });
        assert.equal(data, undefined);
        await reaches(page, "idle");
        assert.deepEqual(await statuses(page), ["idle", "authorizing", "idle"]);
        assert.deepEqual(posted, []);
      }));

    it("a second call returns the promise of the running flow, which resolves to the data", () =>
      withPage(async (page) => {
        await render(page, [PROPS]);
        const result = await page.evaluate(async () => {
          const { shown } = /** @type {any} */ (globalThis).app;
          // React 16 and 17 run the effect that shows the hook later.
          while (!shown.one) await new Promise(requestAnimationFrame);
          const { authorize } = shown.one.hook;
          const [first, second] = [authorize(), authorize()];
          return { same: first === second, data: await first };
        });
        assert.equal(result.same, true);
        assert.match(result.data.scope, /user:read/);
        assert.equal(await asked(page, "authorize"), 1);
      }));

    it("the promise resolves to undefined after an error, cancel and unmounting; after unmounting no flow starts", () =>
      withPage(async (page) => {
        await choose(page, { person: "decline" });
        await render(page, [PROPS]);
        const results = await page.evaluate(async () => {
          const { app } = /** @type {any} */ (globalThis);
          // React 16 and 17 run the effect that shows the hook later.
          while (!app.shown.one) await new Promise(requestAnimationFrame);
          const { authorize, cancel } = app.shown.one.hook;
          const declined = await authorize();
          app.simulator.person = "ignore";
          const cancelled = authorize();
          cancel();
          const unmounted = authorize();
          await new Promise((resolve) => setTimeout(resolve));
          app.render([]);
          const count = app.asked("authorize");
          const ended = [declined, await cancelled, await unmounted];
          const after = await authorize();
          return { ended: [...ended, after].map(String), count, later: app.asked("authorize") };
        });
        assert.deepEqual(results.ended, Array(4).fill("undefined"));
        assert.equal(results.later, results.count);
        await signInWithNewComponent(page);
      }));

    for (const [status, bring] of Object.entries(bringTo)) {
      it(`unmounting while ${status} removes all listeners, and no render follows`, () =>
        withPage(async (page) => {
          await page.evaluate(() => /** @type {any} */ (globalThis).app.addSignal("own"));
          await render(page, [{ ...held, signal: "own" }]);
          await bring(page);
          await reaches(page, /** @type {Status} */ (status));
          const renders = () => page.evaluate(() => /** @type {any} */ (globalThis).app.shown.one.renders);
          const before = await renders();
          await render(page, []);
          await page.locator("#one").waitFor({ state: "detached" });
          assert.equal(await listening(page), 0);
          assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).app.signals.own.count), 0);
          if (status === "authorizing") await answerLate(page);
          while (status === "forwarding" && abortedRequests === 0) {
            await page.evaluate(() => new Promise(requestAnimationFrame));
          }
          release();
          const sent = posted.length;
          await signInWithNewComponent(page);
          assert.equal(await renders(), before);
          assert.equal(posted.length, sent + 1);
        }));
    }

    it("a flow started by an effect under StrictMode's double mount ends in authorized", () =>
      withPage(async (page) => {
        await render(page, [{ ...PROPS, atOnce: true }]);
        await reaches(page, "authorized");
        // Now the wasm has loaded: the flow of the first mount has called the client, and is
        // aborted.
        await render(page, [{ ...PROPS, atOnce: true, name: "again" }]);
        await reaches(page, "authorized", "again");
        assert.equal(posted.length, 2);
        assert.equal(await listening(page), 0);
      }));

    it("of two components at once, the second ends in in_progress and the first continues", () =>
      withPage(async (page) => {
        await choose(page, { person: "ignore" });
        await render(page, [PROPS, { ...PROPS, name: "two" }]);
        await bringTo.authorizing(page);
        await click(page, "Authorize", "two");
        assert.equal(await reaches(page, "error", "two"), "in_progress");
        await reaches(page, "authorizing");
        assert.equal(await asked(page, "authorize"), 1);
        await click(page, "Cancel", "two");
        await reaches(page, "error", "two");
        await click(page, "Cancel");
        await choose(page, { person: "approve" });
        await click(page, "Authorize", "two");
        await reaches(page, "authorized", "two");
        assert.deepEqual(await statuses(page), ["idle", "authorizing", "idle"]);
      }));

    it("uses the options at the time of the click; its functions stay the same", () =>
      withPage(async (page) => {
        const withQuery = (/** @type {string} */ query) => ({
          ...PROPS,
          options: { backend: `/token?${query}` },
        });
        await render(page, [withQuery("first")]);
        await render(page, [withQuery("held")]);
        await bringTo.forwarding(page);
        await render(page, [withQuery("third")]);
        release();
        await reaches(page, "authorized");
        assert.deepEqual(posted, ["?held"]);
        await click(page, "Authorize");
        while (posted.length === 1) await page.evaluate(() => new Promise(requestAnimationFrame));
        await reaches(page, "authorized");
        assert.deepEqual(posted, ["?held", "?third"]);
        assert.equal(
          await page.evaluate(() => /** @type {any} */ (globalThis).app.shown.one.functions.size),
          3,
        );
      }));

    it("the caller's signal ends the flow in aborted with its reason, and prevents the next one", () =>
      withPage(async (page) => {
        await page.evaluate(() => /** @type {any} */ (globalThis).app.addSignal("own"));
        await render(page, [{ ...PROPS, signal: "own" }]);
        await bringTo.authorizing(page);
        await page.evaluate(() => /** @type {any} */ (globalThis).app.controllers.own.abort("enough"));
        assert.equal(await reaches(page, "error"), "aborted");
        const { cause, count } = await page.evaluate(() => {
          const { shown, signals } = /** @type {any} */ (globalThis).app;
          return { cause: shown.one.hook.error.cause, count: signals.own.count };
        });
        assert.deepEqual({ cause, count }, { cause: "enough", count: 0 });
        await click(page, "Reset");
        await click(page, "Authorize");
        assert.equal(await reaches(page, "error"), "aborted");
        assert.equal(await asked(page, "authorize"), 1);
      }));

    for (const [what, options, code] of /** @type {const} */ ([
      ["no backend", {}, "invalid_argument"],
      ["no options", undefined, "invalid_argument"],
      ["a backend over plain http", { backend: "http://backend.example/" }, "insecure_endpoint"],
      ["an invalid signal", { backend: "/token", signal: "soon" }, "invalid_argument"],
      ["an invalid method", { backend: "/token", codeChallengeMethod: "S512" }, "invalid_argument"],
      [
        "a client without authorize",
        { backend: "/token", config: { unsupportedApis: ["authorize"] } },
        "capability_missing",
      ],
    ])) {
      it(`${what} ends in ${code} before the client is called`, () =>
        withPage(async (page) => {
          await page.evaluate((options) => {
            const { app } = /** @type {any} */ (globalThis);
            // The signal of this test is not one of addSignal.
            const { signal, ...others } = options ?? {};
            app.signals.given = signal;
            app.render([{ name: "one", options: others, signal: signal && "given" }]);
          }, /** @type {any} */ (options));
          await click(page, "Authorize");
          assert.equal(await reaches(page, "error"), code);
          assert.equal(await asked(page, "authorize"), 0);
        }));
    }

    it("an exception of a body function is the cause of a ZoomPkceError", () =>
      withPage(async (page) => {
        const cause = await page.evaluate(async () => {
          const { app } = /** @type {any} */ (globalThis);
          const body = () => {
            throw new RangeError("of the app");
          };
          app.render([{ name: "one", options: { backend: { url: "/token", body } } }]);
          // React 16 and 17 run the effect that shows the hook later.
          while (!app.shown.one) await new Promise(requestAnimationFrame);
          await app.shown.one.hook.authorize();
          while (!app.shown.one.hook.error) await new Promise(requestAnimationFrame);
          const { error } = app.shown.one.hook;
          return [error instanceof app.ZoomPkceError, error.code, String(error.cause)];
        });
        assert.deepEqual(cause, [true, "invalid_argument", "RangeError: of the app"]);
        assert.deepEqual(posted, []);
      }));

    it("a wasm that cannot be loaded ends in wasm_load_failed on the click, not on mount", () =>
      withPage(async (page) => {
        await page.evaluate(() => {
          Object.assign(WebAssembly, {
            instantiate: () => Promise.reject(new RangeError("out of memory")),
          });
          // The JavaScript that replaces the wasm needs memory too.
          Object.assign(globalThis, { ArrayBuffer: undefined });
        });
        await render(page, [PROPS]);
        await click(page, "Authorize");
        assert.equal(await reaches(page, "error"), "wasm_load_failed");
        assert.equal(await asked(page, "authorize"), 0);
      }));

    it("signs in without wasm if a policy forbids it", () =>
      withPage(async (page) => {
        await render(page, [PROPS]);
        await click(page, "Authorize");
        await reaches(page, "authorized");
        assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).app.compilations()), 1);
      }, "no-wasm"));

    it("is rendered on a server and hydrated without a warning", () =>
      withPage(async (page) => {
        assert.equal(await page.locator("#one").getAttribute("data-status"), "idle");
        await page.locator("#one").evaluate((element) => void Object.assign(element, { mark: true }));
        await render(page, [PROPS], { hydrate: true });
        await page.waitForFunction(() => /** @type {any} */ (globalThis).app.shown.one);
        await click(page, "Authorize");
        await reaches(page, "authorized");
        const isSame = await page.locator("#one").evaluate((element) => "mark" in element);
        assert.equal(isSame, true, "React has kept the server's elements");
      }, "rendered"));

    it("with a session, it is rendered on a server as checking, and hydrated without a warning", () =>
      withPage(async (page) => {
        assert.equal(await page.locator("#one").getAttribute("data-status"), "checking");
        await render(page, [WITH_SESSION], { hydrate: true });
        assert.equal(await reaches(page, "authorized"), '{"scope":"kept"}');
        assert.deepEqual(await statuses(page), ["checking", "authorized"]);
      }, "rendered-with-session"));

    for (const status of /** @type {const} */ (["authorizing", "forwarding"])) {
      it(`<Activity> that hides the component while ${status} ends the flow, and shows idle again`, () =>
        withPage(async (page) => {
          if (!(await page.evaluate(() => /** @type {any} */ (globalThis).app.hasActivity))) return;
          await render(page, [held]);
          await bringTo[status](page);
          await reaches(page, status);
          await render(page, [held], { mode: "hidden" });
          await page.locator("#one").waitFor({ state: "hidden" });
          assert.equal(await listening(page), 0);
          await render(page, [held], { mode: "visible" });
          await page.locator('#one[data-status="idle"]').waitFor({ state: "visible" });
          release();
          await choose(page, { person: "approve" });
          await click(page, "Authorize");
          await reaches(page, "authorized");
        }));
    }
  });
}
