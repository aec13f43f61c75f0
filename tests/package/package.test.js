// The packed package, installed with npm into an empty folder.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { toNodeListener } from "../../js/server/node/listener.js";
import { root } from "../../scripts/process/command.js";
import { engines, launch } from "../browser/support/webdriver.js";

const exec = promisify(execFile);

const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript"],
]);

/** Calls `run` of page/page.js. */
const RUN = `
  const [zoomUrl, done] = arguments;
  window.page
    .then(({ run }) => run(zoomUrl))
    .then((value) => done({ value }), (error) => done({ error: [String(error), error.stack].join("\\n") }));`;

describe("the packed package", () => {
  /** @type {string} */
  let folder;
  const inPackage = (/** @type {string[]} */ ...parts) => join(folder, "node_modules/zoom-pkce", ...parts);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "zoom-pkce-package-"));
    const { stdout } = await exec("npm", ["pack", "--json", "--pack-destination", folder], { cwd: root });
    const packed = JSON.parse(stdout.slice(stdout.indexOf("\n[") + 1));
    await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
    const tarball = join(folder, (Array.isArray(packed) ? packed[0] : packed["zoom-pkce"]).filename);
    await exec("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], { cwd: folder });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("installs no other package", async () => {
    const names = (await readdir(join(folder, "node_modules"))).filter((name) => !name.startsWith("."));
    assert.deepEqual(names, ["zoom-pkce"]);
  });

  it("has the documented exports in every entry, imported in Node", async () => {
    const script = `
      const index = await import("zoom-pkce");
      const browser = await import("zoom-pkce/browser");
      const store = await import("zoom-pkce/store");
      const svelte = await import("zoom-pkce/svelte");
      const server = await import("zoom-pkce/server");
      const serverNode = await import("zoom-pkce/server/node");
      const simulator = await import("zoom-pkce/simulator");
      const simulatorServer = await import("zoom-pkce/simulator/server");
      await index.init();
      console.log(JSON.stringify({
        challenge: index.generateCodeChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
        names: [index, browser, store, svelte, server, serverNode, simulator, simulatorServer].map((module) => Object.keys(module).sort()),
        missing: await simulatorServer.createSimulatedZoom({ redirectUris: ["http://localhost/"] }).catch((error) => error.message),
      }));`;
    await writeFile(join(folder, "import.js"), script);
    const { stdout } = await exec(process.execPath, ["import.js"], { cwd: folder });
    const { challenge, names, missing } = JSON.parse(stdout);
    assert.equal(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    assert.deepEqual(names, [
      [
        "ZoomPkceError",
        "authorize",
        "authorizeWithBackend",
        "forward",
        "generateCodeChallenge",
        "generateCodeVerifier",
        "generatePkcePair",
        "generateState",
        "init",
        "verifyCodeChallenge",
      ],
      ["authorizeInBrowser", "completeAuthorization", "isInZoomClient", "signIn"],
      ["createAuthorizationStore"],
      ["createZoomAuthorization"],
      [
        "ZoomTokenError",
        "createAccountTokenSource",
        "createCallbackHandler",
        "createChallengeHandler",
        "createInstallHandler",
        "createTokenHandler",
        "createTokenRefresher",
        "decryptAppContext",
        "exchangeCode",
        "refreshAccessToken",
        "requestAccountToken",
        "requestDeepLink",
        "revokeToken",
      ],
      ["toNodeListener"],
      ["bridges", "clientBehaviors", "people", "runningContexts", "startSimulator", "userStatuses"],
      ["createSimulatedZoom", "encryptAppContext", "startSimulatedZoom"],
    ]);
    assert.match(missing, /npm install.* @node-oauth\/oauth2-server/);
  });

  it("exports a hook for React", async () => {
    const app = join(folder, "with-react");
    const modules = join(app, "node_modules");
    await cp(join(folder, "node_modules"), modules, { recursive: true, verbatimSymlinks: true });
    await cp(join(root, "node_modules/react"), join(modules, "react"), { recursive: true });
    const script = `
      const react = await import("zoom-pkce/react");
      console.log(JSON.stringify(Object.keys(react)));`;
    await writeFile(join(app, "import.mjs"), script);
    const { stdout } = await exec(process.execPath, ["import.mjs"], { cwd: app });
    assert.deepEqual(JSON.parse(stdout), ["useZoomAuthorization"]);
    assert.match(await readFile(inPackage("dist/react.js"), "utf8"), /^"use client";\n/);
  });

  it("exports a composable for Vue", async () => {
    const app = join(folder, "with-vue");
    const modules = join(app, "node_modules");
    await cp(join(folder, "node_modules"), modules, { recursive: true, verbatimSymlinks: true });
    for (const name of await packagesOf("vue")) {
      await cp(join(root, "node_modules", name), join(modules, name), { recursive: true });
    }
    const script = `
      const vue = await import("zoom-pkce/vue");
      console.log(JSON.stringify(Object.keys(vue)));`;
    await writeFile(join(app, "import.mjs"), script);
    const { stdout } = await exec(process.execPath, ["import.mjs"], { cwd: app });
    assert.deepEqual(JSON.parse(stdout), ["useZoomAuthorization"]);
  });

  describe("its commands", { timeout: 120_000 }, () => {
    for (const name of ["zoom-pkce", "zoom-pkce-simulator"]) {
      it(`${name} is executable, and runs with npx`, async () => {
        const { bin, version } = JSON.parse(await readFile(inPackage("package.json"), "utf8"));
        const file = inPackage(bin[name]);
        assert.match(await readFile(file, "utf8"), /^#!\/usr\/bin\/env node\n/);
        assert.equal((await stat(file)).mode & 0o111, 0o111);
        const { stdout } = await exec("npx", ["--offline", name, "--version"], { cwd: folder });
        assert.equal(stdout, `${version}\n`);
      });
    }

    it("explains an error", async () => {
      const { stdout } = await exec("npx", ["--offline", "zoom-pkce", "explain", "4717"], { cwd: folder });
      assert.match(stdout, /The app is disabled\./);
    });

    it("names a missing package and how to install it, and exits with code 1", async () => {
      const error = await exec("npx", ["--offline", "zoom-pkce-simulator"], { cwd: folder }).then(
        () => assert.fail("the command did not fail"),
        (error) => error,
      );
      assert.equal(error.code, 1);
      const [line = ""] = error.stderr
        .split("\n")
        .filter((/** @type {string} */ line) => line.startsWith("zoom-pkce-simulator"));
      assert.match(
        line,
        /needs the package @node-oauth\/oauth2-server, .*: npm install --save-dev @node-oauth\/oauth2-server@5$/,
      );
      assert.doesNotMatch(error.stderr, /^ +at /m);
    });

    it("serves if @node-oauth/oauth2-server is installed, and exits with code 0 on SIGTERM", async (t) => {
      const app = join(folder, "with-server");
      const modules = join(app, "node_modules");
      await cp(join(folder, "node_modules"), modules, { recursive: true, verbatimSymlinks: true });
      for (const name of await packagesOf("@node-oauth/oauth2-server")) {
        await cp(join(root, "node_modules", name), join(modules, name), { recursive: true });
      }
      const program = join(modules, ".bin/zoom-pkce-simulator");
      await assert.rejects(exec(program, ["--app", "http://localhost:5173"], { cwd: app }), {
        code: 1,
        stderr: /needs the package httpxy, .*: npm install --save-dev httpxy@0\.5\n$/,
      });
      const child = spawn(program, ["--port", "0"], { cwd: app });
      t.after(() => child.kill("SIGKILL"));
      let output = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
      while (!output.includes("Ctrl+C") && child.exitCode === null) {
        await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
      }
      const [, tokenUrl = ""] = /^ +tokenUrl +(\S+)$/m.exec(output) ?? [];
      assert.notEqual(tokenUrl, "", output);
      const response = await fetch(tokenUrl, {
        method: "POST",
        headers: { authorization: `Basic ${btoa("simulated-client-id:simulated-client-secret")}` },
        body: new URLSearchParams({ grant_type: "account_credentials", account_id: "a" }),
      });
      assert.equal(response.status, 200);
      child.kill("SIGTERM");
      assert.deepEqual(await once(child, "exit"), [0, null]);
    });
  });

  describe("in a page that imports it", () => {
    /** @type {Awaited<ReturnType<typeof startApp>>} */
    let app;
    before(async () => {
      app = await startApp(folder);
    });
    after(() => app?.close());

    for (const [name, engine] of Object.entries(engines)) {
      const skip = engine.isHere ? false : `${name} or its driver is not installed`;
      it(`makes pairs and signs in, in ${name}`, { skip, timeout: 300_000 }, async () => {
        const browser = await launch(engine);
        try {
          await browser.goto(app.url);
          const { error, value } = await browser.execute(RUN, app.zoomUrl);
          assert.equal(error, undefined);
          assert.equal(value.challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
          assert.equal(value.verifies, true);
          assert.equal(value.badLength.code, "invalid_argument");
          assert.deepEqual(value.user, { scope: "user:read:user zoomapp:inmeeting" });
          assert.equal(value.refused.code, "invalid_grant");
          assert.match(value.refused.hint, /codeChallengeMethod: "plain"/);
        } finally {
          await browser.close();
        }
      });
    }
  });
});

/**
 * @param {string} name the name of a package that this project has installed
 * @returns {Promise<string[]>} the package and all its dependencies
 */
async function packagesOf(name) {
  const file = join(root, "node_modules", name, "package.json");
  const { dependencies = {} } = JSON.parse(await readFile(file, "utf8"));
  const below = await Promise.all(Object.keys(dependencies).map(packagesOf));
  return [name, ...new Set(below.flat())];
}

/**
 * Starts a page, its backend and a simulated Zoom.
 *
 * @param {string} folder The folder in which the package is installed.
 */
async function startApp(folder) {
  const { createTokenHandler } = await import(
    pathToFileURL(join(folder, "node_modules/zoom-pkce/dist/server.js")).href
  );
  const { startSimulatedZoom } = await import("zoom-pkce/simulator/server");
  /** @param {string} pathname */
  const fileOf = (pathname) => {
    if (pathname === "/") return join(root, "tests/package/page/index.html");
    if (pathname === "/page.js") return join(root, "tests/package/page/page.js");
    if (pathname === "/appssdk.js") return join(root, "node_modules/@zoom/appssdk/dist/sdk.es.js");
    return join(folder, pathname);
  };
  /** @type {(request: Request) => Promise<Response>} */
  let backend;
  const server = createServer(
    toNodeListener(async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/token") return backend(request);
      const file = fileOf(pathname);
      const type = TYPES.get(extname(file));
      if (!type) return new Response(null, { status: 404 });
      return new Response(await readFile(file), { headers: { "content-type": type } });
    }),
  );
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const url = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}/`;
  const zoom = await startSimulatedZoom({ redirectUris: [url] });
  backend = createTokenHandler({
    clientId: "simulated-client-id",
    clientSecret: "simulated-client-secret",
    allowedRedirectUris: [url],
    tokenUrl: `${zoom.url}/oauth/token`,
    onTokens: (/** @type {{ scope: string }} */ { scope }) => ({ scope }),
  });
  return {
    url,
    zoomUrl: zoom.url,
    async close() {
      await zoom.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
