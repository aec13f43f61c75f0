// The examples of zoom-pkce/slim with the packed package. slim-vite is built by Vite, and
// slim-worker runs in workerd.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { startSimulatedZoom } from "zoom-pkce/simulator/server";

import { command, root } from "../../scripts/process/command.js";
import { executablePath, launchChromium } from "../browser/support/chromium.js";
import { withAppPage } from "../support/app-page.js";
import { blocksFor } from "../support/blocks.js";
import { startAppSite } from "../support/app-site.js";
import { installPacked } from "../../scripts/build/packed.js";

/** @import { Browser, Page } from "playwright-core" */

/**
 * Installs the package into an example, builds it and returns its folder.
 *
 * @param {string} example
 */
async function build(example) {
  const folder = join(root, "examples", example);
  await installPacked(folder);
  await rm(join(folder, "dist"), { recursive: true, force: true });
  await command(`Building ${example}`, "npm", ["run", "build"], { cwd: folder });
  return folder;
}

const skip = executablePath ? false : "Chromium is not installed";

describe("slim-vite", { skip, timeout: 300_000 }, () => {
  /** @type {string} */
  let dist;
  /** @type {Browser} */
  let browser;
  before(async () => {
    dist = join(await build("slim-vite"), "dist");
    browser = await launchChromium();
  });
  after(() => browser?.close());

  /**
   * Opens the app with a policy and clicks its button.
   *
   * @param {object} how
   * @param {string} how.script The sources in `script-src` besides `'self'`.
   * @param {(pathname: string) => string | undefined} [how.file]
   * @param {(page: Page, site: import("../support/app-site.js").AppSite, said: string[]) => Promise<void>} use
   */
  async function open({ script, file = (pathname) => join(dist, pathname) }, use) {
    const policy = `default-src 'none'; connect-src 'self'; img-src data:; script-src 'self' ${script}`;
    const site = await startAppSite({ file, headers: { "content-security-policy": policy } });
    try {
      await withAppPage(browser, `${site.origin}/`, async (page, said) => {
        await page.getByRole("button").click();
        await use(page, site, said);
      });
    } finally {
      await site.close();
    }
  }

  it("has the wasm in a separate file, and not in its JavaScript", async () => {
    const assets = await readdir(join(dist, "assets"));
    const [wasm, ...more] = assets.filter((name) => name.endsWith(".wasm"));
    assert.deepEqual(more, []);
    const bytes = await readFile(join(dist, "assets", wasm));
    assert.deepEqual(bytes, await readFile(join(root, "pkg/zoom_pkce_bg.wasm")));
    const html = await readFile(join(dist, "index.html"), "utf8");
    const [, main = ""] = /src="\/(assets\/[^"]+\.js)"/.exec(html) ?? [];
    // A string in the wasm's data. It is readable in an embedded wasm too.
    const text = "length: must be an integer from";
    assert.ok(bytes.includes(text));
    assert.ok(!(await readFile(join(dist, main), "utf8")).includes(text));
  });

  it("signs in, with one request for the wasm", () =>
    open({ script: "'wasm-unsafe-eval'" }, async (page, site, said) => {
      await page.getByText("Signed in as Simulated User").waitFor();
      assert.equal(site.requests.filter((path) => path.endsWith(".wasm")).length, 1);
      assert.equal(site.posted.length, 1);
      assert.deepEqual(said, []);
    }));

  it("signs in if the policy forbids WebAssembly, and logs that once", () =>
    open({ script: "" }, async (page, site, said) => {
      await page.getByText("Signed in as Simulated User").waitFor();
      assert.equal(site.posted.length, 1);
      assert.equal(said.filter((line) => /^info: .*WebAssembly can't be used here/.test(line)).length, 1);
    }));

  it("signs in at the second click if the first request for the wasm gets a 404", () => {
    let isThere = false;
    const file = (/** @type {string} */ pathname) =>
      pathname.endsWith(".wasm") && !isThere ? undefined : join(dist, pathname);
    return open({ script: "'wasm-unsafe-eval'", file }, async (page) => {
      await page.getByText("answered with 404").waitFor();
      isThere = true;
      await page.getByRole("button").click();
      await page.getByText("Signed in as Simulated User").waitFor();
    });
  });

  it("shows a hint if the wasm's URL returns the app's own page", () => {
    const file = (/** @type {string} */ pathname) =>
      join(dist, pathname.endsWith(".wasm") ? "index.html" : pathname);
    return open({ script: "'wasm-unsafe-eval'", file }, async (page, site) => {
      await page.getByText("Serve the package's zoom_pkce.wasm at the URL").waitFor();
      assert.match(await page.getByRole("alert").innerText(), /something else \(content type: text\/html/);
      assert.equal(site.posted.length, 0);
    });
  });
});

/**
 * Runs a bundled worker in workerd.
 *
 * @param {string} example the folder with workerd
 * @param {string} cwd the folder with config.capnp and dist/
 * @param {NodeJS.ProcessEnv} env
 */
async function startWorker(example, cwd, env) {
  const program = join(example, "node_modules/workerd/bin/workerd");
  const args = ["serve", "config.capnp", "--socket-addr", "http=127.0.0.1:0", "--control-fd=3"];
  const workerd = spawn(program, args, {
    cwd,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  let output = "";
  for (const stream of [workerd.stdout, workerd.stderr]) stream?.on("data", (chunk) => (output += chunk));
  const control = /** @type {import("node:stream").Readable} */ (workerd.stdio[3]);
  const ended = once(workerd, "exit").then(() => assert.fail(`workerd ended early: ${output}`));
  const [line] = await Promise.race([once(control, "data"), ended]);
  ended.catch(() => {});
  return { workerd, url: `http://127.0.0.1:${JSON.parse(line).port}`, output: () => output };
}

describe("slim-worker", { timeout: 300_000 }, () => {
  const redirectUri = "http://localhost:8787/callback";
  /** @type {Awaited<ReturnType<typeof startSimulatedZoom>>} */
  let zoom;
  /** @type {Awaited<ReturnType<typeof startWorker>>} */
  let worker;
  /** @type {string} */
  let url;

  before(async () => {
    const folder = await build("slim-worker");
    zoom = await startSimulatedZoom({ redirectUris: [redirectUri] });
    worker = await startWorker(folder, folder, {
      ZOOM_CLIENT_ID: "simulated-client-id",
      ZOOM_CLIENT_SECRET: "simulated-client-secret",
      ZOOM_REDIRECT_URI: redirectUri,
      ZOOM_AUTHORIZE_URL: `${zoom.url}/oauth/authorize`,
      ZOOM_TOKEN_URL: `${zoom.url}/oauth/token`,
      VERIFIER_SECRET: randomBytes(32).toString("base64"),
    });
    url = worker.url;
  });
  after(async () => {
    worker?.workerd.kill();
    await zoom?.close();
  });

  /** Does the browser's part: opens Zoom's page, approves, and returns the cookie and the code. */
  async function login() {
    const { status, headers } = await fetch(`${url}/login`, { redirect: "manual" });
    assert.equal(status, 302);
    const asked = new URL(headers.get("location") ?? "");
    assert.equal(asked.searchParams.get("code_challenge_method"), "S256");
    const answer = await fetch(asked.origin + asked.pathname, { method: "POST", body: asked.searchParams });
    const { code } = await answer.json();
    const [cookie, ...attributes] = (headers.get("set-cookie") ?? "").split("; ");
    assert.deepEqual(attributes.sort(), ["HttpOnly", "Max-Age=600", "Path=/", "SameSite=Lax", "Secure"]);
    return { cookie, search: new URLSearchParams({ code, state: asked.searchParams.get("state") ?? "" }) };
  }

  /** @param {Awaited<ReturnType<typeof login>>} back */
  async function callback({ cookie, search }) {
    const response = await fetch(`${url}/callback?${search}`, { headers: { cookie } });
    assert.match(
      response.headers.get("set-cookie") ?? "",
      /^__Host-\w+=; Max-Age=0; Path=\/; Secure; HttpOnly/,
    );
    assert.equal(response.headers.get("cache-control"), "no-store");
    return { status: response.status, body: await response.json() };
  }

  it("signs in several people at once with S256 and the wasm as a module", async () => {
    const [back, ...others] = await Promise.all([1, 2, 3, 4, 5].map(login));
    for (const other of others) assert.equal((await callback(other)).status, 200);
    const scope = "user:read:user zoomapp:inmeeting";
    assert.deepEqual(await callback(back), { status: 200, body: { scope } }, worker.output());
    // Only the worker's log has details. The browser gets the error code.
    assert.deepEqual(await callback(back), { status: 502, body: { error: "invalid_grant" } });
    assert.match(worker.output(), /authorization code/);
  });

  it("refuses a callback without the cookie of its login", async () => {
    const { cookie, search } = await login();
    const [name] = cookie.split("=");
    for (const forged of ["", `${name}=${search.get("state")}`, `${name}=`, `${name}=${"a".repeat(43)}`]) {
      const { status, body } = await callback({ cookie: forged, search });
      assert.deepEqual([status, body.error], [400, "state_mismatch"], forged);
    }
    assert.equal((await callback({ cookie, search })).status, 200);
  });

  it("answers with access_denied if the person declined", async () => {
    const { cookie, search } = await login();
    search.delete("code");
    search.set("error", "access_denied");
    assert.deepEqual(await callback({ cookie, search }), { status: 403, body: { error: "access_denied" } });
  });

  it("refuses the state of another browser, and the code of another state", async () => {
    const [one, two] = [await login(), await login()];
    const foreign = await callback({ ...one, cookie: two.cookie });
    assert.equal(foreign.status, 400);
    assert.equal(foreign.body.error, "state_mismatch");
    two.search.set("code", one.search.get("code") ?? "");
    const swapped = await callback(two);
    assert.equal(swapped.body.error, "invalid_grant");
  });

  it("is loaded as in the README of the example", async () => {
    const [{ code }] = blocksFor("tests/examples/slim.test.js");
    const folder = join(root, "examples/slim-worker");
    const served = join(root, "target/slim-worker-readme");
    const { scripts } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const flags = scripts.build.split(" ").slice(2);
    await mkdir(served, { recursive: true });
    // The flags of the example's script `build`, for another source and folder.
    await writeFile(join(folder, "src/.readme.js"), code);
    try {
      const changed = flags.map((/** @type {string} */ flag) =>
        flag.startsWith("--outdir") ? `--outdir=${join(served, "dist")}` : flag,
      );
      const esbuild = join(folder, "node_modules/esbuild/bin/esbuild");
      await command("Bundling the snippet", esbuild, ["src/.readme.js", "--entry-names=worker", ...changed], {
        cwd: folder,
      });
    } finally {
      await rm(join(folder, "src/.readme.js"));
    }
    await copyFile(join(folder, "config.capnp"), join(served, "config.capnp"));
    const running = await startWorker(folder, served, {});
    try {
      assert.match(await (await fetch(running.url)).text(), /^[\w-]{32}$/);
      assert.doesNotMatch(running.output(), /WebAssembly can't be used/);
    } finally {
      running.workerd.kill();
    }
  });
});
