// The simulated client and its panel in Chromium, with the published SDK, on every bridge.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";

import { build } from "esbuild";

import { decryptAppContext } from "../../js/server/index.js";
import { createSimulatedZoom } from "../../js/simulator/server/index.js";
import { toNodeListener } from "../../js/server/node/listener.js";
import { root } from "../../scripts/process/command.js";
import { executablePath, launchChromium } from "./support/chromium.js";
import { WITHOUT_BARE_IMPORTS } from "../../scripts/build/bundle.js";

/** @import { Browser, Frame, Page } from "playwright-core" */
/** @import { Simulator, SimulatorOptions } from "../../js/simulator/index.js" */

/** @typedef {Partial<Omit<SimulatorOptions, "frame">>} Options */

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The script of the page, which is an app under development with a strict policy. */
const SCRIPT = `
  import zoomSdk from "@zoom/appssdk";
  import { startSimulator } from "./js/simulator/index.js";
  const log = [];
  Object.assign(window, {
    log,
    sdk: [zoomSdk],
    start(options, frame) {
      window.simulator = startSimulator({ server: "/zoom", ...options, ...(frame && { frame: document.querySelector(frame) }) });
    },
    configure(capabilities, timeout) {
      return zoomSdk.config({ capabilities, version: "0.16.0", timeout });
    },
    listen(name) {
      zoomSdk.addEventListener(name, (event) => log.push([name, event]));
    },
    async ask(apiName, data) {
      try {
        log.push([apiName, await zoomSdk[apiName](data)]);
      } catch (error) {
        log.push([apiName, { message: error.message, code: error.code }]);
      }
    },
  });
  document.documentElement.dataset.ready = "";
`;

const HTML = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Test page</title>
  <meta name="viewport" content="width=device-width">
  <link rel="stylesheet" href="/page.css">
  <script type="module" src="/page.js"></script><main><h1>A page under development</h1><p>Its text.</p></main></html>`;

const TYPES = new Map([
  ["js", "text/javascript"],
  ["css", "text/css"],
]);

/** Styles of the page. The panel would look broken if they applied to it. */
const CSS =
  "html { color-scheme: light dark; font-size: 40px } * { letter-spacing: 9px; color: red !important } main { color: CanvasText !important } main * { color: inherit !important; letter-spacing: 0 }";

const CAPABILITIES = [
  "authorize",
  "onAuthorized",
  "getUserContext",
  "promptAuthorize",
  "onMyUserContextChange",
];

describe(
  "the simulated client in Chromium",
  { skip: executablePath ? false : "Chromium is not installed" },
  () => {
    /** @type {Browser} */
    let browser;
    /** @type {import("node:http").Server} */
    let server;
    /** @type {string} */
    let url;
    /** The same page at another origin. @type {string} */
    let otherUrl;

    before(async () => {
      const { outputFiles } = await build({
        absWorkingDir: root,
        stdin: { contents: SCRIPT, resolveDir: root, sourcefile: "page.js" },
        entryNames: "page",
        outdir: "/",
        bundle: true,
        logOverride: WITHOUT_BARE_IMPORTS,
        splitting: true,
        format: "esm",
        target: "es2022",
        write: false,
      });
      const files = new Map(outputFiles.map(({ path, text }) => [path, text]));
      files.set("/page.js", files.get("/stdin.js") ?? files.get("/page.js") ?? "");
      files.set("/page.css", CSS);
      /** @type {(request: Request) => Promise<Response>} */
      let zoom;
      server = createServer(
        toNodeListener(async (request) => {
          const { pathname } = new URL(request.url);
          if (pathname.startsWith("/zoom/")) return zoom(request);
          const headers = {
            "content-type": TYPES.get(pathname.split(".")[1]) ?? "text/html; charset=utf-8",
            "content-security-policy":
              "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src *; require-trusted-types-for 'script'",
            // A sandboxed frame has an opaque origin.
            "access-control-allow-origin": "*",
          };
          return new Response(files.get(pathname) ?? HTML, { headers });
        }),
      );
      await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      url = `http://127.0.0.1:${port}/`;
      otherUrl = `http://localhost:${port}/app`;
      const simulated = await createSimulatedZoom({ redirectUris: [url, otherUrl], basePath: "/zoom" });
      zoom = (request) => simulated.fetch(request);
      browser = await launchChromium();
    });
    after(async () => {
      await browser?.close();
      server?.closeAllConnections();
      await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    });

    /**
     * @param {(page: Page, said: string[]) => Promise<void>} use
     * @param {import("playwright-core").BrowserContextOptions} [options]
     */
    async function withPage(use, options) {
      const context = await browser.newContext(options);
      try {
        const page = await context.newPage();
        /** @type {string[]} */
        const said = [];
        page.on("console", (message) => said.push(message.text()));
        page.on("pageerror", (error) => said.push(`uncaught: ${error.message}`));
        await page.goto(url);
        await page.locator("html[data-ready]").waitFor();
        await use(page, said);
      } finally {
        await context.close();
      }
    }

    /**
     * @param {Page} page
     * @param {string} src
     * @param {Record<string, string>} [attributes]
     */
    async function addFrame(page, src, attributes = {}) {
      await page.evaluate(
        ({ src, attributes }) => {
          const frame = document.createElement("iframe");
          for (const [name, value] of Object.entries({ ...attributes, src, title: "app" })) {
            frame.setAttribute(name, value);
          }
          document.body.append(frame);
        },
        { src, attributes },
      );
      await page.frameLocator("iframe").last().locator("html[data-ready]").waitFor();
      return page.frames()[page.frames().length - 1];
    }

    /**
     * @param {Page} page
     * @param {Options} [options]
     * @param {string} [frame] A selector.
     */
    const start = (page, options, frame) =>
      page.evaluate(
        ([options, frame]) => /** @type {any} */ (globalThis).start(options, frame),
        /** @type {const} */ ([options, frame]),
      );
    /**
     * @param {Page | Frame} app
     * @param {string[]} [capabilities]
     * @param {number} [timeout]
     * @returns {Promise<any>}
     */
    const configure = (app, capabilities = CAPABILITIES, timeout) =>
      app.evaluate(
        ([names, timeout]) => /** @type {any} */ (globalThis).configure(names, timeout),
        /** @type {const} */ ([capabilities, timeout]),
      );
    /** @param {Page | Frame} app @param {string} name */
    const listen = (app, name) => app.evaluate((name) => /** @type {any} */ (globalThis).listen(name), name);
    /** @param {Page | Frame} app @param {string} apiName @param {object} [data] */
    const ask = (app, apiName, data) =>
      app.evaluate(
        ([apiName, data]) => /** @type {any} */ (globalThis).ask(apiName, data),
        /** @type {const} */ ([apiName, data]),
      );
    /** @param {Page} page @param {Partial<Simulator>} choices */
    const set = (page, choices) =>
      page.evaluate(
        (choices) => void Object.assign(/** @type {any} */ (globalThis).simulator, choices),
        choices,
      );
    /** @param {Page} page @param {string} name @returns {Promise<any>} */
    const get = (page, name) =>
      page.evaluate((name) => /** @type {any} */ (globalThis).simulator[name], name);
    /**
     * Waits until the app's log has this length, and returns it.
     *
     * @param {Page | Frame} app
     * @param {number} length
     * @returns {Promise<[name: string, data: any][]>}
     */
    async function logOf(app, length) {
      const handle = await app.waitForFunction((length) => {
        const { log } = /** @type {any} */ (globalThis);
        return log.length >= length && log;
      }, length);
      return handle.jsonValue();
    }
    const REQUEST = { codeChallenge: "c".repeat(43), state: "the-state" };
    const names = (/** @type {[string, any][]} */ log) => log.map(([name]) => name);

    /**
     * Runs a whole session on one bridge: config, authorize, the event, guest mode, emit.
     *
     * @param {Page} page The page in which the simulator runs.
     * @param {Page | Frame} app
     * @param {string} redirectUri
     * @param {string} product
     */
    async function runSession(page, app, redirectUri, product) {
      const config = await configure(app);
      assert.equal(config.product, product);
      assert.deepEqual(config.unsupportedApis, []);
      await listen(app, "onAuthorized");
      await listen(app, "onMyUserContextChange");

      await ask(app, "authorize", REQUEST);
      let log = await logOf(app, 2);
      assert.deepEqual(log[0], ["authorize", { message: "Success" }]);
      assert.equal(log[1][0], "onAuthorized");
      const { code, timestamp, ...event } = log[1][1];
      assert.match(code, /^[\w-]{16,}$/);
      assert.equal(typeof timestamp, "number");
      assert.deepEqual(event, { result: true, state: "the-state", redirectUri });

      await set(page, { status: "authenticated" });
      await logOf(app, 3);
      await ask(app, "authorize", REQUEST);
      await ask(app, "promptAuthorize");
      await logOf(app, 6);
      await configure(app);
      await ask(app, "getUserContext");
      log = await logOf(app, 7);
      assert.deepEqual(names(log.slice(2)), [
        "onMyUserContextChange",
        "authorize",
        "promptAuthorize",
        "onMyUserContextChange",
        "getUserContext",
      ]);
      assert.deepEqual(log[3][1], {
        code: "80004",
        message: "No Permission for this API. [code:80004, reason:app_not_support]",
      });
      assert.equal(log[5][1].status, "authorized");
      assert.equal(log[6][1].status, "authorized");

      await listen(app, "onRunningContextChange");
      await page.evaluate(() =>
        /** @type {any} */ (globalThis).simulator.emit("onRunningContextChange", { a: [1] }),
      );
      assert.deepEqual((await logOf(app, 8))[7], ["onRunningContextChange", { a: [1] }]);

      const requests = await get(page, "requests");
      assert.deepEqual(
        requests.map((/** @type {any} */ { apiName }) => apiName),
        ["config", "authorize", "authorize", "promptAuthorize", "config", "getUserContext"],
      );
      assert.deepEqual(requests[1], { apiName: "authorize", data: REQUEST });
    }

    const PRODUCTS = { android: "mobile", webview2: "desktop", webkit: "desktop" };
    for (const bridge of /** @type {(keyof typeof PRODUCTS)[]} */ (Object.keys(PRODUCTS))) {
      it(`serves the SDK over ${bridge}, restores the page on stop, and starts again`, () =>
        withPage(async (page, said) => {
          const shape = () =>
            page.evaluate(() => {
              const page = /** @type {any} */ (globalThis);
              return [page, page.chrome, page.webkit, page.webkit?.messageHandlers].map(
                (object) => object && Reflect.ownKeys(object).map(String),
              );
            });
          // The properties that the test and the SDK set must exist before the comparison.
          await page.evaluate(() => Object.assign(globalThis, { simulator: undefined, zoomSdk: undefined }));
          const before = await shape();
          await start(page, { bridge });
          assert.notDeepEqual(await shape(), before);
          await runSession(page, page, url, PRODUCTS[bridge]);
          await page.evaluate(() => /** @type {any} */ (globalThis).simulator.stop());
          assert.deepEqual(await shape(), before);

          await start(page, { bridge, person: "decline" });
          await configure(page);
          await ask(page, "authorize", REQUEST);
          const log = await logOf(page, 10);
          assert.deepEqual(
            names(log.slice(8)),
            ["authorize", "onAuthorized"],
            "one event, not one for each start",
          );
          assert.equal(log[9][1].result, false);
          assert.deepEqual(
            said.filter((text) => !/simulated Zoom client/.test(text)),
            [],
          );
        }));
    }

    it("serves an app in a frame of another origin, and no other frame", () =>
      withPage(async (page) => {
        const app = await addFrame(page, otherUrl);
        const other = await addFrame(page, otherUrl);
        await start(page, {}, "iframe");
        await listen(other, "onAuthorized");
        const unanswered = other.evaluate(() =>
          /** @type {any} */ (globalThis).configure(["authorize", "onAuthorized"], 200).then(
            () => "answered",
            (/** @type {Error} */ error) => error.message,
          ),
        );
        // The client ignores messages of the frame that are not requests.
        await app.evaluate(() => {
          for (const message of ["hello", { type: "resize" }, "{"]) parent.postMessage(message, "*");
        });
        await runSession(page, app, otherUrl, "web");
        assert.match(await unanswered, /took longer than 200ms/);
        assert.deepEqual(await other.evaluate(() => /** @type {any} */ (globalThis).log), []);

        await page.evaluate(() => /** @type {any} */ (globalThis).simulator.stop());
        await start(page, { person: "decline" }, "iframe");
        await configure(app);
        await ask(app, "authorize", REQUEST);
        const log = await logOf(app, 10);
        assert.deepEqual(names(log.slice(8)), ["authorize", "onAuthorized"]);
        assert.equal(log[9][1].redirectUri, otherUrl);
      }));

    it("serves an app in a sandboxed frame, whose origin is opaque", () =>
      withPage(async (page) => {
        const app = await addFrame(page, otherUrl, { sandbox: "allow-scripts" });
        await start(page, {}, "iframe");
        await runSession(page, app, otherUrl, "web");
      }));

    it("takes the redirect URI of a same-origin frame from the app's current address", () =>
      withPage(async (page) => {
        const app = await addFrame(page, `${url}first`);
        await start(page, { person: "decline" }, "iframe");
        await configure(app);
        await listen(app, "onAuthorized");
        await app.evaluate(() => history.pushState(null, "", "/second#part"));
        await ask(app, "authorize", REQUEST);
        assert.equal((await logOf(app, 2))[1][1].redirectUri, `${url}second`);
      }));

    it("refuses to start inside a frame, and names the remedy", () =>
      withPage(async (page) => {
        const app = await addFrame(page, otherUrl);
        await assert.rejects(start(/** @type {any} */ (app)), /in a frame.*start it there, with `frame`/);
      }));

    it("tells the SDK the running context, and its changes", () =>
      withPage(async (page) => {
        await start(page, { runningContext: "inMainClient" });
        const capabilities = [...CAPABILITIES, "getRunningContext", "onRunningContextChange"];
        assert.equal((await configure(page, capabilities)).runningContext, "inMainClient");
        await listen(page, "onRunningContextChange");
        await ask(page, "getRunningContext");
        await set(page, { runningContext: "inMeeting" });
        const [answer, [name, event]] = await logOf(page, 2);
        assert.deepEqual(answer, ["getRunningContext", { context: "inMainClient" }]);
        assert.deepEqual([name, event.runningContext], ["onRunningContextChange", "inMeeting"]);
      }));

    it("gives an app context that the backend decrypts: the person, a guest, the action of a deep link", () =>
      withPage(async (page, said) => {
        const capabilities = [...CAPABILITIES, "getAppContext"];
        const app = { clientId: "simulated-client-id", clientSecret: "simulated-client-secret" };
        await start(page);
        await configure(page, capabilities);
        await fetch(`${url}zoom/simulator/open?action=added`);
        await ask(page, "getAppContext");
        await set(page, { runningContext: "inMainClient", status: "unauthenticated" });
        await configure(page, capabilities);
        await ask(page, "getAppContext");
        const answers = (await logOf(page, 2)).filter(([name]) => name === "getAppContext");
        const contexts = await Promise.all(answers.map(([, { context }]) => decryptAppContext(context, app)));
        assert.deepEqual(
          contexts.map(({ typ, uid, mid, attendrole, act }) => [typ, uid, mid, attendrole, act]),
          [
            ["meeting", "simulated-user-id", "simulated-meeting-uuid", "host", "added"],
            ["panel", undefined, undefined, undefined, "added"],
          ],
        );
        assert.deepEqual(said.slice(1), [], "nothing but the notice of the simulation");
      }));

    it("answers every API of the SDK that a page calls, with one line on the console for each", () =>
      withPage(async (page, said) => {
        await start(page);
        const failures = await page.evaluate(async (timeout) => {
          const scope = /** @type {any} */ (globalThis);
          const [zoomSdk] = scope.sdk;
          await scope.configure(["authorize", "onAuthorized"], timeout);
          const own = /^(constructor|config|native2js|callZoomApi|(add|remove)EventListener|on[A-Z].*)$/;
          const apis = Object.getOwnPropertyNames(Object.getPrototypeOf(scope.zoomSdk)).filter(
            (name) => !own.test(name),
          );
          await scope.configure(["onAuthorized", ...apis], timeout);
          scope.failures = [];
          for (const apiName of apis) {
            const sent = scope.simulator.requests.length;
            try {
              await zoomSdk[apiName]({ url: "https://app.example/" });
            } catch (error) {
              // The SDK itself refuses some of these arguments, and sends nothing then.
              if (scope.simulator.requests.length > sent) scope.failures.push([apiName, String(error)]);
            }
          }
          return scope.failures;
        }, 2000);
        assert.deepEqual(failures, []);
        const requested = (await get(page, "requests")).map((/** @type {any} */ { apiName }) => apiName);
        assert.ok(new Set(requested).size > 100, "most APIs have reached the client");
        const unsimulated = said.flatMap((text) => / (\w+) is not simulated/.exec(text)?.[1] ?? []);
        assert.ok(unsimulated.length > 100);
        assert.deepEqual(unsimulated, [...new Set(unsimulated)]);
      }));

    it("with no-answer the SDK times out, and the event still arrives", () =>
      withPage(async (page) => {
        await start(page, { client: "no-answer", delayMs: 400 });
        await configure(page, CAPABILITIES, 100);
        await listen(page, "onAuthorized");
        await ask(page, "authorize", REQUEST);
        const log = await logOf(page, 2);
        assert.deepEqual(names(log), ["authorize", "onAuthorized"]);
        assert.match(log[0][1].message, /took longer than 100ms/);
        assert.equal(log[1][1].result, true);
      }));

    it("goes on if a listener of the page throws, and reports the error as uncaught", () =>
      withPage(async (page, said) => {
        await start(page, { client: "event-twice" });
        await configure(page);
        await listen(page, "onAuthorized");
        await page.evaluate(() =>
          /** @type {any} */ (globalThis).sdk[0].addEventListener("onAuthorized", () => {
            throw new Error("of the page");
          }),
        );
        await ask(page, "authorize", REQUEST);
        assert.deepEqual(names(await logOf(page, 3)), ["authorize", "onAuthorized", "onAuthorized"]);
        await page.waitForFunction(() => true);
        assert.equal(said.filter((text) => text === "uncaught: of the page").length, 2);
      }));

    describe("its panel", () => {
      const panelOf = (/** @type {Page} */ page) =>
        page.getByRole("region", { name: "Simulated Zoom client" });

      /** @param {Page} page @param {Options} [options] */
      async function startWithPanel(page, options) {
        await start(page, { panel: true, ...options });
        const panel = panelOf(page);
        await panel.waitFor();
        return panel;
      }

      it("is neither shown nor loaded without the option panel", () =>
        withPage(async (page) => {
          /** @type {string[]} */
          const loaded = [];
          page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
          await start(page);
          await configure(page);
          assert.equal(await panelOf(page).count(), 0);
          await page.evaluate(() => /** @type {any} */ (globalThis).simulator.stop());
          await startWithPanel(page);
          assert.equal(loaded.filter((path) => path.startsWith("/panel-")).length, 1);
        }));

      it("shows the settings, follows changes by the program, and changes them for it", () =>
        withPage(async (page, said) => {
          const panel = await startWithPanel(page, { person: "decline", client: "no-state", delayMs: 5 });
          const shown = async () =>
            Promise.all(
              ["Person", "Client", "User status", "Running context", "Challenge method", "Delay in ms"].map(
                (label) => panel.getByLabel(label, { exact: true }).inputValue(),
              ),
            );
          assert.deepEqual(await shown(), ["decline", "no-state", "authorized", "inMeeting", "plain", "5"]);
          await set(page, {
            person: "ignore",
            client: "refuse",
            status: "authenticated",
            runningContext: "inPhone",
            challengeMethod: "S256",
            delayMs: 7,
          });
          assert.deepEqual(await shown(), ["ignore", "refuse", "authenticated", "inPhone", "S256", "7"]);

          await configure(page);
          await listen(page, "onMyUserContextChange");
          await panel.getByLabel("Person").selectOption("approve");
          await panel.getByLabel("Client", { exact: true }).selectOption("old-client");
          await panel.getByLabel("User status").selectOption("unauthenticated");
          await panel.getByLabel("Running context").selectOption("inMainClient");
          await panel.getByLabel("Challenge method").selectOption("plain");
          await panel.getByLabel("Delay in ms").fill("250.5");
          await panel.getByLabel("Delay in ms").press("Enter");
          assert.deepEqual(
            await Promise.all(
              ["person", "client", "status", "runningContext", "challengeMethod", "delayMs"].map((name) =>
                get(page, name),
              ),
            ),
            ["approve", "old-client", "unauthenticated", "inMainClient", "plain", 250.5],
          );
          assert.equal((await logOf(page, 1))[0][1].status, "unauthenticated");
          await panel.getByLabel("Delay in ms").fill("-1");
          await panel.getByLabel("Delay in ms").press("Enter");
          assert.equal(await panel.getByLabel("Delay in ms").inputValue(), "250.5");
          assert.equal(await get(page, "delayMs"), 250.5);
          assert.match(await panel.innerText(), /Bridge: android/);
          assert.deepEqual(
            said.filter((text) => !/simulated Zoom client/.test(text)),
            [],
            "the panel does not violate the page's policy",
          );
        }));

      it("can be reached and collapsed by the keyboard, with a visible focus", () =>
        withPage(async (page) => {
          const panel = await startWithPanel(page);
          const focused = () =>
            page.evaluate(() => {
              const { activeElement } = document.querySelector("zoom-pkce-simulator")?.shadowRoot ?? {};
              const style = activeElement && getComputedStyle(activeElement);
              return [
                activeElement?.id || activeElement?.localName,
                style?.outlineStyle,
                style?.outlineWidth,
              ];
            });
          const visited = [];
          for (let key = 0; key < 7; key++) {
            await page.keyboard.press("Tab");
            const [what, ...outline] = await focused();
            assert.deepEqual(outline, ["solid", "2px"], what);
            visited.push(what);
          }
          assert.deepEqual(visited, [
            "summary",
            "person",
            "client",
            "status",
            "runningContext",
            "challengeMethod",
            "delayMs",
          ]);
          await panel.locator("summary").press("Enter");
          await panel.getByLabel("Person").waitFor({ state: "hidden" });
          await page.keyboard.press("Space");
          await panel.getByLabel("Person").waitFor({ state: "visible" });
        }));

      it("is removed by stop, also while it is still loading", () =>
        withPage(async (page) => {
          const panel = await startWithPanel(page);
          await page.evaluate(() => /** @type {any} */ (globalThis).simulator.stop());
          assert.equal(await panel.count(), 0);
          await page.reload();
          await page.locator("html[data-ready]").waitFor();
          await page.evaluate(async () => {
            const page = /** @type {any} */ (globalThis);
            page.start({ panel: true });
            page.simulator.stop();
            page.start({ panel: true, person: "decline" });
          });
          await panel.waitFor();
          assert.equal(await panel.count(), 1);
          assert.equal(await panel.getByLabel("Person").inputValue(), "decline");
        }));

      it("its choices last when the page is loaded again, those of the program do not", () =>
        withPage(async (page) => {
          const options = { panel: true, person: /** @type {const} */ ("decline") };
          const panel = await startWithPanel(page, options);
          await panel.getByLabel("Client", { exact: true }).selectOption("absent");
          await panel.getByLabel("Delay in ms").fill("20");
          await panel.getByLabel("Delay in ms").press("Enter");
          await set(page, { status: "authenticated" });

          const chosen = async () =>
            Promise.all(["client", "delayMs", "person", "status"].map((name) => get(page, name)));
          const load = async (/** @type {Options} */ options) => {
            await page.reload();
            await page.locator("html[data-ready]").waitFor();
            await start(page, options);
          };
          await load(options);
          await panel.waitFor();
          assert.deepEqual(await chosen(), ["absent", 20, "decline", "authorized"]);
          await assert.rejects(configure(page), /not supported by this browser/);
          await load({});
          assert.deepEqual(await chosen(), ["normal", 0, "approve", "authorized"], "without a panel");

          const remembered = (/** @type {string} */ text) =>
            page.evaluate((text) => sessionStorage.setItem("zoom-pkce/simulator", text), text);
          await remembered('{"client":"unknown","delayMs":5,"server":"https://other.example","nothing":1}');
          await load(options);
          assert.deepEqual(await chosen(), ["normal", 5, "decline", "authorized"], "what is valid");
          for (const text of ["no JSON", "null", "1", "[]"]) {
            await remembered(text);
            await load(options);
            assert.deepEqual(await chosen(), ["normal", 0, "decline", "authorized"], text);
          }
        }));

      it("shows the steps of the last sign-in, which the app passes on", () =>
        withPage(async (page) => {
          const panel = await startWithPanel(page);
          const list = panel.getByRole("list");
          assert.equal(await list.count(), 0, "no list without a sign-in");
          /** @type {[step: string, phase: string, at: number, errorCode?: string][]} */
          const reports = [
            ["flow", "started", 1000],
            ["authorize", "failed", 1011],
            ["flow", "failed", 1012, "access_denied"],
            ["challenge", "started", 5000],
            ["challenge", "succeeded", 5040],
            ["flow", "started", 5041],
            ["flow", "failed", 5099, "timeout"],
          ];
          const report = (/** @type {any[]} */ some) =>
            page.evaluate((some) => {
              const { onProgress } = /** @type {any} */ (globalThis).simulator;
              for (const [step, phase, at, errorCode] of some) onProgress({ step, phase, at, errorCode });
            }, some);
          const shown = async () => (await list.getByRole("listitem").allInnerTexts()).map(oneLine);
          const oneLine = (/** @type {string} */ text) => text.replace(/\s+/g, " ");
          await report(reports.slice(0, 3));
          assert.deepEqual(await shown(), [
            "flow started +0 ms",
            "authorize failed +11 ms",
            "flow failed access_denied +12 ms",
          ]);
          await report(reports.slice(3));
          assert.deepEqual(await shown(), [
            "challenge started +0 ms",
            "challenge succeeded +40 ms",
            "flow started +41 ms",
            "flow failed timeout +99 ms",
          ]);
          await report([
            ["challenge", "started", 7000],
            ["challenge", "failed", 7001, "network_error"],
            ["flow", "started", 8000],
          ]);
          assert.deepEqual(await shown(), ["flow started +0 ms"], "the sign-in after a failed one");
        }));

      it("works without a storage", () =>
        withPage(async (page) => {
          await page.evaluate(() =>
            Object.defineProperty(globalThis, "sessionStorage", {
              get() {
                throw new DOMException("denied", "SecurityError");
              },
            }),
          );
          const panel = await startWithPanel(page);
          await panel.getByLabel("Person").selectOption("ignore");
          assert.equal(await get(page, "person"), "ignore");
        }));

      for (const width of [320, 1280]) {
        for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
          it(`has no axe violations at ${width} px, ${colorScheme}, both open and collapsed`, () =>
            withPage(
              async (page) => {
                const panel = await startWithPanel(page);
                const isOpen = () =>
                  panel.locator("details").evaluate((details) => details.hasAttribute("open"));
                assert.equal(await isOpen(), width > 480, "the panel starts collapsed in narrow pages");
                const violations = async () => {
                  await page.evaluate(axeSource);
                  const results = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
                  assert.ok(results.passes.length > 10, "axe has checked something");
                  return results.violations.map((/** @type {{ id: string }} */ { id }) => id);
                };
                await page.evaluate(() => {
                  const { onProgress } = /** @type {any} */ (globalThis).simulator;
                  onProgress({ step: "flow", phase: "started", at: 0 });
                  onProgress({ step: "flow", phase: "failed", at: 1234, errorCode: "sdk_not_configured" });
                });
                for (let times = 0; times < 2; times++) {
                  assert.deepEqual(await violations(), []);
                  const box = await panel.boundingBox();
                  assert.ok(box && box.x >= 0 && box.x + box.width <= width, JSON.stringify(box));
                  if (process.env.SHOTS) {
                    await page.screenshot({
                      path: `${process.env.SHOTS}/${width}-${colorScheme}-${await isOpen()}.png`,
                    });
                  }
                  await panel.locator("summary").click();
                }
              },
              { viewport: { width, height: 640 }, colorScheme, reducedMotion: "reduce" },
            ));
        }
      }
    });
  },
);
