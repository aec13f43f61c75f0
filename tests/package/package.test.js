// The packed package, installed into an empty folder, as whoever runs `npm install zoom-pkce` gets it.

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

import { toNodeListener } from "../../js/simulator/server/node-listener.js";
import { root } from "../../scripts/lib/command.js";
import { engines, launch } from "../browser/support/webdriver.js";

const exec = promisify(execFile);

const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript"],
]);

/** Runs page/page.js, once it has been loaded. */
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

  it("brings no other package with it and runs nothing when it is installed", async () => {
    const names = (await readdir(join(folder, "node_modules"))).filter((name) => !name.startsWith("."));
    assert.deepEqual(names, ["zoom-pkce"]);
    const { scripts = {}, dependencies } = JSON.parse(await readFile(inPackage("package.json"), "utf8"));
    assert.equal(dependencies, undefined);
    for (const hook of ["preinstall", "install", "postinstall", "prepare"])
      assert.equal(scripts[hook], undefined);
  });

  it("holds what users need and nothing else", async () => {
    const files = await readdir(inPackage());
    assert.deepEqual(files.sort(), [
      "CHANGELOG.md",
      "LICENSE-APACHE",
      "LICENSE-MIT",
      "README.md",
      "dist",
      "package.json",
    ]);
    for (const file of await readdir(inPackage("dist"), { recursive: true })) {
      assert.match(file, /^(chunks|types)\b|\.js$|\.js\.map$/);
    }
  });

  it("is imported by Node, every entry, and has the names of the contract", async () => {
    const script = `
      const index = await import("zoom-pkce");
      const server = await import("zoom-pkce/server");
      const simulator = await import("zoom-pkce/simulator");
      const simulatorServer = await import("zoom-pkce/simulator/server");
      await index.init();
      console.log(JSON.stringify({
        challenge: index.generateCodeChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
        names: [index, server, simulator, simulatorServer].map((module) => Object.keys(module).sort()),
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
      ["ZoomTokenError", "createTokenHandler", "exchangeCode"],
      ["bridges", "clientBehaviors", "people", "startSimulator", "userStatuses"],
      ["createSimulatedZoom", "startSimulatedZoom"],
    ]);
    assert.match(missing, /npm install.* @node-oauth\/oauth2-server/);
  });

  it("has a hook for whoever has React", async () => {
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

  it("has types that fit the real SDK, for bundlers and for Node", async () => {
    await cp(join(root, "node_modules/@zoom"), join(folder, "types/node_modules/@zoom"), { recursive: true });
    await writeFile(
      join(folder, "types/use.ts"),
      `import zoomSdk from "@zoom/appssdk";
       import { authorize, authorizeWithBackend, forward, ZoomPkceError, type Authorization } from "zoom-pkce";
       import { useZoomAuthorization, type ZoomAuthorizationOptions } from "zoom-pkce/react";
       const authorization: Authorization = await authorize(zoomSdk, { codeChallengeMethod: "plain", timeoutMs: 1000 });
       const user: { name: string } = await forward(authorization, { url: "/x", format: "form" });
       await authorizeWithBackend(zoomSdk, { backend: "/api" });
       const configure = () => zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
       await authorize(zoomSdk, { config: await configure(), reconfigure: configure });
       // @ts-expect-error: a promise of what config resolves to
       await authorize(zoomSdk, { config: configure() });
       const code: ZoomPkceError["code"] = "invalid_grant";
       // @ts-expect-error: an unknown method
       await authorize(zoomSdk, { codeChallengeMethod: "S512" });
       // @ts-expect-error: no backend
       await authorizeWithBackend(zoomSdk, {});
       const options: ZoomAuthorizationOptions = { backend: { url: "/api", headers: {} }, timeoutMs: 1000 };
       const signIn = useZoomAuthorization<{ name: string }>(zoomSdk, options);
       const onClick: (event: MouseEvent) => void = signIn.authorize;
       const data: { name: string } | undefined = await signIn.authorize();
       if (signIn.status === "authorized") console.log(signIn.data.name);
       else if (signIn.status === "error") console.log(signIn.error.hint);
       // @ts-expect-error: no data before the status is authorized
       console.log(signIn.data.name);
       // @ts-expect-error: an unknown status
       console.log(signIn.status === "loading");
       // @ts-expect-error: no backend
       useZoomAuthorization(zoomSdk, { timeoutMs: 1000 });
       const anything: number = (await useZoomAuthorization(null, options).authorize()).any;
       console.log(user.name, code, onClick, data, anything);`,
    );
    const compiler = join(root, "node_modules/typescript/bin/tsc");
    const options = [
      "--noEmit",
      "--strict",
      "--target",
      "es2022",
      "--lib",
      "es2022,dom",
      "--module",
      "preserve",
    ];
    const { stdout } = await exec(process.execPath, [compiler, ...options, "types/use.ts"], {
      cwd: folder,
    }).catch((error) => error);
    assert.equal(stdout, "");
  });

  describe("its command", { timeout: 120_000 }, () => {
    it("is executable, and is run by npx", async () => {
      const { bin, version } = JSON.parse(await readFile(inPackage("package.json"), "utf8"));
      const file = inPackage(bin["zoom-pkce-simulator"]);
      assert.match(await readFile(file, "utf8"), /^#!\/usr\/bin\/env node\n/);
      assert.equal((await stat(file)).mode & 0o111, 0o111);
      const npx = ["--offline", "zoom-pkce-simulator", "--version"];
      const { stdout } = await exec("npx", npx, { cwd: folder });
      assert.equal(stdout, `${version}\n`);
    });

    it("says which package is missing and how to install it, and ends with 1", async () => {
      const error = await exec("npx", ["--offline", "zoom-pkce-simulator"], { cwd: folder }).then(
        () => assert.fail("it ran"),
        (error) => error,
      );
      assert.equal(error.code, 1);
      const [line = ""] = error.stderr
        .split("\n")
        .filter((/** @type {string} */ line) => /^zoom-pkce-simulator/.test(line));
      assert.match(
        line,
        /needs the package @node-oauth\/oauth2-server, .*: npm install --save-dev @node-oauth\/oauth2-server@5$/,
      );
      assert.doesNotMatch(error.stderr, /^ +at /m);
    });

    it("serves where that package is there, and ends with 0", async (t) => {
      const app = join(folder, "with-server");
      const modules = join(app, "node_modules");
      await cp(join(folder, "node_modules"), modules, { recursive: true, verbatimSymlinks: true });
      for (const name of await packagesOf("@node-oauth/oauth2-server")) {
        await cp(join(root, "node_modules", name), join(modules, name), { recursive: true });
      }
      const child = spawn(join(modules, ".bin/zoom-pkce-simulator"), ["--port", "0"], { cwd: app });
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
      const skip = engine.isHere ? false : `${name} or its driver is not here`;
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
 * @param {string} name of a package that this project has installed
 * @returns {Promise<string[]>} it and all that it depends on
 */
async function packagesOf(name) {
  const file = join(root, "node_modules", name, "package.json");
  const { dependencies = {} } = JSON.parse(await readFile(file, "utf8"));
  const below = await Promise.all(Object.keys(dependencies).map(packagesOf));
  return [name, ...new Set(below.flat())];
}

/**
 * The page, its backend and a simulated Zoom.
 *
 * @param {string} folder Where the package is installed.
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
