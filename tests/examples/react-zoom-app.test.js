// Tests the React example as a developer gets it: the packed package, the example's own server, a
// simulated Zoom and Chromium.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";

import { createSimulatedZoom, encryptAppContext, startSimulatedZoom } from "zoom-pkce/simulator/server";

import { toNodeListener } from "../../js/server/node/listener.js";
import { command, root } from "../../scripts/process/command.js";
import { executablePath, launchChromium } from "../browser/support/chromium.js";
import { withAppPage } from "../support/app-page.js";
import { installPacked } from "../../scripts/build/packed.js";

/** @import { ChildProcess } from "node:child_process" */
/** @import { RequestListener } from "node:http" */
/** @import { Browser, Page } from "playwright-core" */

const example = join(root, "examples/react-zoom-app");
const CLIENT = { clientId: "simulated-client-id", clientSecret: "simulated-client-secret" };
const SETTINGS = ["ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET", "ZOOM_REDIRECT_URI", "PORT"];
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Chromium's console message for an answer with this status. */
const STATUS_400 = "error: Failed to load resource: the server responded with a status of 400 (Bad Request)";

describe("the React example", () => {
  before(async () => {
    await installPacked(example);
    await command("Building the React example", process.execPath, [bin("vite/bin/vite.js"), "build"], {
      cwd: example,
    });
  });

  it("passes the strict type check", async () => {
    const doing = "Checking the types of the React example";
    await command(doing, process.execPath, [bin("typescript/bin/tsc")], { cwd: example });
    const { compilerOptions } = JSON.parse(readFileSync(join(example, "tsconfig.json"), "utf8"));
    assert.equal(compilerOptions.strict, true);
  });

  it("is built without the simulator", () => {
    const dist = join(example, "dist");
    const scripts = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".js"),
    );
    const text = scripts.map((name) => readFileSync(join(dist, name), "utf8")).join("\n");
    assert.ok(text.includes("/api/zoom/token"), "the script of the app is among the files");
    assert.doesNotMatch(text, /simulat(?!es the client)/i);
    assert.doesNotMatch(readFileSync(join(dist, "index.html"), "utf8"), /simulat|<style|style=|<script>/i);
  });

  it("is served by one command, with a simulated Zoom", { timeout: 120_000 }, async (t) => {
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...process.env, PORT: "0" };
    for (const name of SETTINGS) if (name !== "PORT") delete env[name];
    const child = spawn(process.execPath, [join(root, "scripts/example.js")], { env });
    t.after(() => child.kill("SIGKILL"));
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    const ended = once(child, "exit");
    let url;
    // Vite prints the port in colour.
    const address = () => /Local:\s+(http:\S+)/.exec(stripVTControlCharacters(output))?.[1];
    while (!(url = address()) && child.exitCode === null) {
      await Promise.race([once(child.stdout, "data"), ended]);
    }
    assert.ok(url, output);
    const page = await (await fetch(url)).text();
    assert.match(page, /src="\/src\/main\.tsx/);
    const refused = await fetch(new URL("/api/zoom/token", url), { method: "POST", body: "{}" });
    assert.equal(refused.status, 415, "the backend answers");
    await opensThroughSimulatedZoom(t, url);
    child.kill("SIGTERM");
    await ended;
    await assert.rejects(fetch(url), "the server has stopped");
  });

  /**
   * Opens a development server as the app of a simulated Zoom.
   *
   * @param {import("node:test").TestContext} t
   * @param {string} url The URL of the development server.
   */
  async function opensThroughSimulatedZoom(t, url) {
    const app = new URL(url).origin;
    const zoom = await startSimulatedZoom({ app, redirectUris: ["http://localhost:3000/"] });
    t.after(zoom.close);
    const browser = await launchChromium();
    t.after(() => browser.close());
    const page = await browser.newPage();
    /** @type {string[]} */
    const sockets = [];
    page.on("websocket", (socket) => sockets.push(new URL(socket.url()).host));
    const connected = page.waitForEvent("console", (message) => message.text() === "[vite] connected.");
    await page.goto(`${zoom.url}/`);
    await page.getByRole("button", { name: "Sign in with Zoom" }).waitFor();
    await connected;
    assert.deepEqual(sockets, [new URL(zoom.url).host], "not past the simulated Zoom");
  }

  it("has all files that the README names", () => {
    const readme = readFileSync(join(example, "README.md"), "utf8");
    const names = [...readme.matchAll(/`((?:src|server|public)\/[\w./-]+)`|\]\((\.[^)#]+)[^)]*\)/g)];
    assert.ok(names.length > 10);
    for (const [, file, link] of names) assert.ok(existsSync(join(example, file ?? link)), file ?? link);
  });

  describe("its server", () => {
    /** @type {Awaited<ReturnType<typeof startSite>>} */
    let site;
    before(async () => {
      site = await startSite();
    });
    after(() => site?.close());

    it("sends the headers that Zoom requires with every answer", async () => {
      const script = /src="\/(assets\/[^"]+\.js)"/.exec(await (await fetch(site.url)).text())?.[1];
      const paths = { "": 200, [`${script}`]: 200, "favicon.svg": 200, nowhere: 404, "api/zoom/token": 405 };
      for (const [path, status] of Object.entries(paths)) {
        const { headers, status: actual } = await fetch(site.url + path);
        assert.equal(actual, status, path);
        assert.equal(headers.get("strict-transport-security"), "max-age=31536000", path);
        assert.equal(headers.get("x-content-type-options"), "nosniff", path);
        assert.equal(headers.get("referrer-policy"), "same-origin", path);
        const policy = headers.get("content-security-policy") ?? "";
        assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; /, path);
        assert.match(policy, /; frame-ancestors https:\/\/zoom\.us https:\/\/\*\.zoom\.us$/, path);
        assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|blob:|data:/, path);
      }
    });

    it("keeps every cookie of the backend's answer", async (t) => {
      const { send } = await import(pathToFileURL(join(example, "server/node.js")).href);
      const headers = new Headers([
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
      ]);
      const server = createServer((_req, res) => send(res, new Response("x", { status: 201, headers })));
      t.after(() => server.close());
      await once(server.listen(0, "127.0.0.1"), "listening");
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      const response = await fetch(`http://127.0.0.1:${port}/`);
      assert.equal(response.status, 201);
      assert.deepEqual(response.headers.getSetCookie(), ["a=1", "b=2"]);
    });

    it("serves the page with any app context, and answers a bad one at its endpoint with its error", async (t) => {
      const logged = t.mock.method(console, "error", () => {});
      const bad = await encryptAppContext({}, { ...CLIENT, clientSecret: "another-secret" });
      for (const [context, error] of [
        [bad, "wrong_secret"],
        ["not a context", "invalid_context"],
      ]) {
        const headers = { "x-zoom-app-context": context };
        const page = await fetch(site.url, { headers });
        assert.equal(page.status, 200);
        assert.match(String(page.headers.getSetCookie()), /^session=; Max-Age=0;/, "the session ends");
        const refused = await fetch(`${site.url}api/zoom/context`, { method: "POST", headers });
        assert.deepEqual([refused.status, await refused.json()], [401, { error }]);
      }
      const without = await fetch(`${site.url}api/zoom/context`, { method: "POST" });
      assert.deepEqual([without.status, await without.json()], [401, { error: "no_context" }]);
      const log = logged.mock.calls.map((call) => String(call.arguments[0]));
      assert.equal(log.length, 4);
      assert.match(log[0] ?? "", /client secret/);
      for (const secret of [bad, CLIENT.clientSecret]) assert.ok(!log.join().includes(secret));
    });

    it("answers no page of another origin: neither the app context nor signing out", async () => {
      for (const [path, method] of [
        ["api/zoom/context", "POST"],
        ["api/zoom/session", "DELETE"],
      ]) {
        const preflight = await fetch(site.url + path, {
          method: "OPTIONS",
          headers: {
            origin: "https://elsewhere.example.com",
            "access-control-request-method": `${method}`,
            "access-control-request-headers": "x-zoom-app-context",
          },
        });
        assert.equal(preflight.status, 404);
        const names = [...preflight.headers.keys()].filter((name) => name.startsWith("access-control-"));
        assert.deepEqual(names, []);
      }
    });

    it("serves only the built page", async () => {
      for (const path of ["server/app.js", "..%2fpackage.json", "%2e%2e/package.json", ".env", "assets"]) {
        assert.equal((await fetch(site.url + path)).status, 404, path);
      }
      assert.equal((await fetch(site.url, { method: "POST" })).status, 405);
    });

    it("rejects a body that is too large, with or without a content-length, and answers the next request", async () => {
      const post = (/** @type {BodyInit} */ body) =>
        fetch(`${site.url}api/zoom/token`, {
          method: "POST",
          headers: { "content-type": "application/json", origin: new URL(site.url).origin },
          body,
          .../** @type {{}} */ ({ duplex: "half" }),
        });
      const tooLarge = JSON.stringify({ code: "x".repeat(100_000) });
      assert.equal((await post(tooLarge)).status, 413);
      // A stream is sent without a content-length.
      assert.equal((await post(new Blob([tooLarge]).stream())).status, 413);
      assert.equal((await post("{}")).status, 400);
    });

    it("names missing environment variables, and exits with code 1", async () => {
      const withoutAll = await endOf(startServer({}));
      assert.match(withoutAll.output, /^ZOOM_CLIENT_ID, .* are not set\. .*npm run dev$/m);
      const withoutOne = await endOf(startServer({ ZOOM_CLIENT_ID: "a", ZOOM_CLIENT_SECRET: "b" }));
      assert.match(withoutOne.output, /^ZOOM_REDIRECT_URI missing: /);
      assert.deepEqual([withoutAll.code, withoutOne.code], [1, 1]);
    });

    it("starts for the real Zoom if all variables are set", async () => {
      const redirectUri = "https://app.example.com/";
      const all = { ZOOM_CLIENT_ID: "a", ZOOM_CLIENT_SECRET: "b", ZOOM_REDIRECT_URI: redirectUri, PORT: "0" };
      const child = startServer(all);
      try {
        const url = await said(child, /^Serving at (http:\/\/127\.0\.0\.1:\d+\/), which https:\/\/app/m);
        assert.match(await (await fetch(url)).text(), /<main id="root">/);
        // Only requests from the page of the redirect URI are accepted.
        const post = (/** @type {string} */ origin) =>
          fetch(`${url}api/zoom/token`, {
            method: "POST",
            headers: { "content-type": "application/json", origin },
            body: "{}",
          });
        assert.equal((await post("https://elsewhere.example.com")).status, 403);
        assert.equal((await post("https://app.example.com")).status, 400);
      } finally {
        await stop(child);
      }
    });
  });

  describe("in Chromium", { skip: executablePath ? false : "Chromium is not installed" }, () => {
    /**
     * A new one for each test: its backend knows the people who have signed in.
     *
     * @type {Awaited<ReturnType<typeof startSite>>}
     */
    let site;
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launchChromium();
    });
    beforeEach(async () => {
      site = await startSite();
    });
    afterEach(() => site?.close());
    after(() => browser?.close());

    it("signs in, shows the name, and signs out, also after a reload", () =>
      withAppPage(browser, site.url, async (page, said) => {
        const answer = page.waitForResponse("**/api/zoom/token");
        await signIn(page);
        await waitUntilSignedIn(page);
        assert.deepEqual(await (await answer).json(), { name: "Simulated User" }, "the answer has no token");
        await page.getByRole("button", { name: "Sign out" }).click();
        await page.getByRole("heading", { name: "Welcome" }).waitFor();
        await page.reload();
        await page.getByRole("heading", { name: "Welcome" }).waitFor();
        assert.deepEqual(said, []);
      }));

    it("is signed in after a reload, by the app context: Zoom is not asked, and no cookie is needed", () =>
      withAppPage(browser, site.url, async (page, said) => {
        await signIn(page);
        await waitUntilSignedIn(page);
        await page.context().clearCookies();
        const asked = site.zoomRequests.length;
        await page.reload();
        await waitUntilSignedIn(page);
        assert.deepEqual(await requestedApis(page), ["config", "getAppContext"]);
        assert.deepEqual(site.zoomRequests.slice(asked), ["/zoom/simulator/app-context"]);
        await page.getByRole("button", { name: "Sign out" }).click();
        await page.getByRole("heading", { name: "Welcome" }).waitFor();
        await page.reload();
        await page.getByRole("heading", { name: "Welcome" }).waitFor();
        assert.deepEqual(said, []);
      }));

    it("is signed in by the header of the page's request alone, in a client without getAppContext", () =>
      withAppPage(browser, site.url, async (page, said) => {
        await signIn(page);
        await waitUntilSignedIn(page);
        await page.context().clearCookies();
        await useOldClient(page);
        await page.reload();
        await page.getByRole("heading", { name: "Welcome" }).waitFor();
        await openAs(page, {});
        await waitUntilSignedIn(page);
        const [cookie, ...others] = await page.context().cookies();
        assert.deepEqual(others, []);
        assert.ok(cookie?.httpOnly && cookie.secure && cookie.sameSite === "None" && cookie.partitionKey);
        // Zoom sends the header only when it opens the app.
        await page.reload();
        await waitUntilSignedIn(page);
        assert.deepEqual(said, []);
      }));

    for (const [who, fields] of /** @type {const} */ ([
      ["a guest", { uid: undefined }],
      ["a person who is not known", { uid: "another-user-id" }],
    ])) {
      it(`${who} starts as before a sign-in, and ends the session of the person before`, () =>
        withAppPage(browser, site.url, async (page, said) => {
          await signIn(page);
          await waitUntilSignedIn(page);
          const [{ name, value } = assert.fail()] = await page.context().cookies();
          await useOldClient(page);
          await openAs(page, fields);
          await page.getByRole("heading", { name: "Welcome" }).waitFor();
          assert.deepEqual(await page.context().cookies(), []);
          const headers = { cookie: `${name}=${value}` };
          assert.equal(await (await fetch(`${site.url}api/zoom/session`, { headers })).json(), null);
          await page.reload();
          await page.getByRole("heading", { name: "Welcome" }).waitFor();
          await openAs(page, {});
          await waitUntilSignedIn(page);
          assert.deepEqual(said, []);
        }));
    }

    it("a guest who reloads the page after another person is not signed in", () =>
      withAppPage(browser, site.url, async (page, said) => {
        await signIn(page);
        await waitUntilSignedIn(page);
        await page.addInitScript(() => {
          /** @type {any} */ (globalThis).simulator.status = "authenticated";
        });
        await page.reload();
        await page.getByRole("heading", { name: "Welcome" }).waitFor();
        assert.deepEqual(await page.context().cookies(), []);
        await signIn(page);
        await waitUntilSignedIn(page);
        assert.deepEqual(said, []);
      }));

    it("says that the person declined, and offers another attempt", () =>
      withAppPage(browser, site.url, async (page, said) => {
        await choose(page, { person: "decline" });
        await signIn(page);
        await page.getByRole("heading", { name: "You are not signed in" }).waitFor();
        assert.match(await alertOf(page), /declined[\s\S]*What to do[\s\S]*start again/i);
        assert.match(await page.getByRole("main").innerText(), /Error code: access_denied/);
        await choose(page, { person: "approve" });
        await page.getByRole("button", { name: "Try again" }).click();
        await waitUntilSignedIn(page);
        assert.deepEqual(said, []);
      }));

    it("shows the hint of an invalid_grant", () =>
      withAppPage(browser, site.url, async (page, said) => {
        await choose(page, { challengeMethod: "S256" });
        await signIn(page);
        assert.match(await alertOf(page), /refused the authorization code[\s\S]*codeChallengeMethod: "S256"/);
        assert.match(await page.getByRole("main").innerText(), /Error code: invalid_grant/);
        assert.deepEqual(said, [STATUS_400]);
      }));

    it("cancels a waiting sign-in, and signs in afterwards", () =>
      withAppPage(browser, site.url, async (page, said) => {
        await choose(page, { person: "ignore" });
        await signIn(page);
        await page.getByText("If Zoom asks you, answer there.").waitFor();
        await page.getByRole("button", { name: "Cancel" }).click();
        await page.getByRole("heading", { name: "Welcome" }).waitFor();
        await choose(page, { person: "approve" });
        await signIn(page);
        await waitUntilSignedIn(page);
        assert.deepEqual(said, []);
      }));

    it("asks a guest to sign in to Zoom and to add the app", () =>
      withAppPage(browser, site.url, async (page, said) => {
        await choose(page, { status: "unauthenticated" });
        await signIn(page);
        await waitUntilSignedIn(page);
        const asked = await requestedApis(page);
        assert.equal(asked.filter((name) => name === "promptAuthorize").length, 2);
        assert.deepEqual(said, []);
      }));

    it("says what to do if the client is too old", () =>
      withAppPage(browser, site.url, async (page) => {
        await choose(page, { client: "old-client" });
        await signIn(page);
        assert.match(await alertOf(page), /Trying again helps only after that\.$/);
        assert.match(await page.getByRole("main").innerText(), /Error code: capability_missing/);
      }));

    it("works by keyboard, and keeps the focus in place", () =>
      withAppPage(browser, site.url, async (page) => {
        const focused = () => page.evaluate(() => document.activeElement?.textContent);
        const button = (/** @type {string} */ name) => page.getByRole("button", { name });
        const press = async (/** @type {string} */ name) => {
          await page.keyboard.press("Tab");
          assert.equal(await focused(), name);
          await page.keyboard.press("Enter");
        };
        await button("Sign in with Zoom").waitFor();
        assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
        await choose(page, { person: "ignore" });
        await press("Sign in with Zoom");
        await button("Cancel").waitFor();
        assert.equal(await focused(), "Signing in");
        await press("Cancel");
        await button("Sign in with Zoom").waitFor();
        assert.equal(await focused(), "Welcome");
        await choose(page, { person: "decline" });
        await press("Sign in with Zoom");
        await button("Try again").waitFor();
        assert.equal(await focused(), "You are not signed in");
        await choose(page, { person: "approve" });
        await press("Try again");
        await button("Sign out").waitFor();
        assert.equal(await focused(), "Hello!");
        await press("Sign out");
        await button("Sign in with Zoom").waitFor();
        assert.equal(await focused(), "Welcome");
      }));

    it("keeps the same status element on all screens, for screen readers", () =>
      withAppPage(browser, site.url, async (page) => {
        await page.getByRole("button", { name: "Sign in with Zoom" }).waitFor();
        const status = await page.getByRole("status").elementHandle();
        assert.equal(await status?.textContent(), "You are not signed in.");
        await signIn(page);
        await waitUntilSignedIn(page);
        assert.equal(await status?.textContent(), "Signed in as Simulated User");
      }));

    it("in a browser, signs in at Zoom's page, and is signed in after a reload", async () => {
      const { page, errors, close } = await openInBrowser();
      await signIn(page);
      await decide(page, "Approve");
      await waitUntilSignedIn(page);
      assert.equal(page.url(), site.url, "the code is not in the URL");
      const [asked] = site.consents;
      assert.equal(asked.origin + asked.pathname, "https://zoom.us/oauth/authorize");
      assert.equal(asked.searchParams.get("client_id"), CLIENT.clientId);
      assert.equal(asked.searchParams.get("redirect_uri"), site.url);
      assert.equal(asked.searchParams.get("code_challenge_method"), "S256");
      await page.reload();
      await waitUntilSignedIn(page);
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByRole("heading", { name: "Welcome" }).waitFor();
      await page.reload();
      await page.getByRole("heading", { name: "Welcome" }).waitFor();
      assert.deepEqual(errors, []);
      await close();
    });

    it("in a browser, says that the person declined, and signs in at the next attempt", async () => {
      const { page, close } = await openInBrowser();
      await signIn(page);
      await decide(page, "Decline");
      assert.match(await alertOf(page), /declined/);
      await page.getByText("Error code: access_denied").waitFor();
      await page.getByRole("button", { name: "Try again" }).click();
      await decide(page, "Approve");
      await waitUntilSignedIn(page);
      await close();
    });

    it("in a browser, Back from Zoom's page leads to a page that signs in", async () => {
      const { page, close } = await openInBrowser();
      await signIn(page);
      await page.getByRole("button", { name: "Approve" }).waitFor();
      await page.goBack();
      await page.getByRole("button", { name: "Sign in with Zoom" }).click();
      await decide(page, "Approve");
      await waitUntilSignedIn(page);
      await close();
    });

    it("shows the client's message if config fails, and can be loaded again", () =>
      withAppPage(browser, site.url, async (page) => {
        await page.getByRole("button", { name: "Sign in with Zoom" }).waitFor();
        let isRefusing = true;
        await page.exposeFunction("isRefusing", () => isRefusing);
        // Replaces the client's answer to config with an error.
        await page.addInitScript(() => {
          const page = /** @type {any} */ (globalThis);
          const { postMessage } = page.android;
          page.android.postMessage = async (/** @type {string} */ json) => {
            const { jsCallId, apiName } = JSON.parse(json);
            if (apiName !== "config" || !(await page.isRefusing())) return postMessage(json);
            const data = { jsCallId, errorCode: "80001", errorMessage: "This domain is not allowed." };
            page.zoomSdk.native2js({ data: { type: "apiResponse", data } });
          };
        });
        await page.reload();
        assert.match(await alertOf(page), /This domain is not allowed\.[\s\S]*domain allow list/);
        isRefusing = false;
        await page.getByRole("button", { name: "Load again" }).click();
        await page.getByRole("button", { name: "Sign in with Zoom" }).waitFor();
      }));

    for (const [width, colorScheme] of /** @type {const} */ ([
      [320, "light"],
      [1280, "dark"],
    ])) {
      it(`has no accessibility problem that axe finds, at ${width} px, ${colorScheme}, on any screen`, async () => {
        /** @type {import("playwright-core").BrowserContextOptions} */
        const options = { viewport: { width, height: 640 }, colorScheme, reducedMotion: "reduce" };
        await withAppPage(
          browser,
          site.url,
          async (page, said) => {
            await page.getByRole("button", { name: "Sign in with Zoom" }).waitFor();
            await assertAccessible(page);
            await choose(page, { person: "ignore" });
            await signIn(page);
            await page.getByRole("button", { name: "Cancel" }).waitFor();
            await assertAccessible(page);
            await page.getByRole("button", { name: "Cancel" }).click();
            await choose(page, { person: "approve", challengeMethod: "S256" });
            await signIn(page);
            await page.getByRole("button", { name: "Try again" }).waitFor();
            await assertAccessible(page);
            await choose(page, { challengeMethod: "plain" });
            await page.getByRole("button", { name: "Try again" }).click();
            await waitUntilSignedIn(page);
            await assertAccessible(page);
            assert.deepEqual(said, [STATUS_400], "the policy allows everything that the page does");
          },
          options,
        );
        const { page, close } = await openInBrowser(options);
        await page.getByRole("button", { name: "Sign in with Zoom" }).waitFor();
        await assertAccessible(page);
        await close();
      });
    }

    it("npm run dev shows the page with the simulator's panel", async () => {
      const child = start([bin("vite/bin/vite.js")], { PORT: "0" });
      try {
        const url = await said(child, /Local:\s+(http:\/\/127\.0\.0\.1:\d+\/)/);
        const page = await browser.newPage();
        await page.goto(url);
        await page.getByLabel("Person").selectOption("decline");
        await signIn(page);
        await page.getByText("Error code: access_denied").waitFor();
        await page.getByLabel("Person").selectOption("approve");
        await page.getByRole("button", { name: "Try again" }).click();
        await waitUntilSignedIn(page);
        const steps = await page.getByRole("list", { name: "Steps of the last sign-in" }).innerText();
        assert.match(steps, /^flow started\s+\+0 ms\s[\s\S]*\sforward succeeded\s+\+\d+ ms$/);
        await page.context().clearCookies();
        await page.reload();
        await waitUntilSignedIn(page);
        const headers = { "x-zoom-app-context": await encryptAppContext({}, CLIENT) };
        const [cookie] = (await fetch(url, { headers })).headers.getSetCookie();
        const opened = await fetch(`${url}api/zoom/session`, { headers: { cookie: `${cookie}` } });
        assert.deepEqual(await opened.json(), { name: "Simulated User" });

        // Without a client, the same page signs in as in a browser.
        await page.getByLabel("Client", { exact: true }).selectOption("absent");
        await page.getByRole("button", { name: "Sign out" }).click();
        await page.reload();
        await signIn(page);
        await decide(page, "Approve");
        await waitUntilSignedIn(page);
        assert.equal(page.url(), url);
        await page.reload();
        await waitUntilSignedIn(page);
        await page.close();
      } finally {
        await stop(child);
      }
    });

    /**
     * Opens the page without a Zoom client. Zoom's page for consent is that of the simulated Zoom.
     *
     * @param {import("playwright-core").BrowserContextOptions} [options]
     */
    async function openInBrowser(options) {
      const context = await browser.newContext(options);
      await context.route("https://zoom.us/**", (route) => {
        const asked = new URL(route.request().url());
        site.consents.push(asked);
        const simulated = JSON.stringify(`${site.url}zoom/oauth/authorize${asked.search}`);
        return route.fulfill({
          contentType: "text/html",
          body: `<script>location.replace(${simulated})</script>`,
        });
      });
      const page = await context.newPage();
      /** @type {string[]} */
      const errors = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) errors.push(message.text());
      });
      page.on("pageerror", (error) => errors.push(error.message));
      await page.goto(site.url);
      return { page, errors, close: () => context.close() };
    }

    /** Decides on Zoom's page for consent. @param {Page} page @param {"Approve" | "Decline"} decision */
    const decide = (page, decision) => page.getByRole("button", { name: decision }).click();
  });
});

/** @param {string} path */
function bin(path) {
  return join(example, "node_modules", path);
}

/**
 * Starts the example's own server with its built page, and a simulated Zoom under `/zoom` of the
 * same origin.
 */
async function startSite() {
  /** @type {RequestListener} */
  let app = (req, res) => void res.writeHead(503).end();
  /** @type {RequestListener} */
  let zoomListener = app;
  /** The paths of the requests to the simulated Zoom. @type {string[]} */
  const zoomRequests = [];
  /** The requests for Zoom's page for consent. @type {URL[]} */
  const consents = [];
  const server = createServer((req, res) => (req.url?.startsWith("/zoom/") ? zoomListener : app)(req, res));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const url = `http://127.0.0.1:${port}/`;
  const onAnswer = (/** @type {{ path: string }} */ { path }) => void zoomRequests.push(path);
  zoomListener = toNodeListener(
    (await createSimulatedZoom({ ...CLIENT, redirectUris: [url], basePath: "/zoom", onAnswer })).fetch,
  );
  // Imported dynamically, because its packages are installed only by now.
  const { createApp } = await import(pathToFileURL(join(example, "server/app.js")).href);
  app = createApp({
    ...CLIENT,
    redirectUris: [url],
    tokenUrl: `${url}zoom/oauth/token`,
    userUrl: `${url}zoom/v2/users/me`,
  });
  return {
    url,
    zoomRequests,
    consents,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function start(args, env) {
  // Empty variables override a developer's `.env` file.
  const unset = Object.fromEntries(SETTINGS.map((name) => [name, ""]));
  return spawn(process.execPath, args, { cwd: example, env: { ...process.env, ...unset, ...env } });
}

/** @param {NodeJS.ProcessEnv} env */
const startServer = (env) => start(["server/index.js"], env);

/**
 * @param {ChildProcess} child
 * @param {RegExp} pattern
 * @returns {Promise<string>} The first group of the match, once the process has printed it.
 */
async function said(child, pattern) {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  const ended = once(child, "exit");
  for (;;) {
    // Vite prints in colour.
    const match = pattern.exec(stripVTControlCharacters(output));
    if (match) return match[1] ?? "";
    if (child.exitCode !== null) assert.fail(output);
    await Promise.race([once(/** @type {import("node:stream").Readable} */ (child.stdout), "data"), ended]);
  }
}

/** @param {ChildProcess} child */
async function endOf(child) {
  let output = "";
  child.stderr?.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "close");
  return { code, output };
}

/** @param {ChildProcess} child */
async function stop(child) {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

/**
 * @param {Page} page
 * @param {Record<string, string>} choices Settings of the simulated client.
 */
const choose = (page, choices) =>
  page.evaluate((chosen) => void Object.assign(/** @type {any} */ (globalThis).simulator, chosen), choices);

/**
 * Makes the next pages have a client without `getAppContext`.
 *
 * @param {Page} page
 */
const useOldClient = (page) =>
  page.addInitScript(() => {
    /** @type {any} */ (globalThis).simulator.client = "old-client";
  });

/**
 * Loads the page as Zoom opens it: with an app context in the header of the page's request only.
 *
 * @param {Page} page
 * @param {import("zoom-pkce/simulator/server").AppContextInput} fields
 */
async function openAs(page, fields) {
  const context = await encryptAppContext({ ...fields }, CLIENT);
  await page.route(
    page.url(),
    (route) => route.continue({ headers: { ...route.request().headers(), "x-zoom-app-context": context } }),
    { times: 1 },
  );
  await page.reload();
}

/** @param {Page} page @returns {Promise<string[]>} */
const requestedApis = (page) =>
  page.evaluate(() =>
    /** @type {any} */ (globalThis).simulator.requests.map((/** @type {any} */ { apiName }) => apiName),
  );

/** @param {Page} page */
const signIn = (page) => page.getByRole("button", { name: "Sign in with Zoom" }).click();

/** @param {Page} page */
const waitUntilSignedIn = (page) =>
  page.getByRole("status").filter({ hasText: "Signed in as Simulated User" }).waitFor();

/** @param {Page} page */
const alertOf = (page) => page.getByRole("alert").innerText();

/** @param {Page} page */
async function assertAccessible(page) {
  await page.evaluate(axeSource);
  const results = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
  assert.ok(results.passes.length > 10, "axe has looked at something");
  assert.deepEqual(
    results.violations.map((/** @type {{ id: string }} */ { id }) => id),
    [],
  );
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} px too wide`);
}
