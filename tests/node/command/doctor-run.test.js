// zoom-pkce doctor, as a process: what it prints, what it asks and what it takes.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { isOpensslHere, withCertificates } from "./certificates.js";
import { runCommand } from "./run.js";
import { CLIENT_ID, CLIENT_SECRET, healthySite, startSite } from "./site.js";

/** @import { Finding } from "../../../js/command/shared/finding.js" */

const env = { ZOOM_CLIENT_SECRET: CLIENT_SECRET };

/** @param {string} stdout @returns {Finding[]} */
const findingsIn = (stdout) => JSON.parse(stdout).findings;

describe("zoom-pkce doctor", { timeout: 300_000 }, () => {
  const certificates = withCertificates();
  const skip = isOpensslHere ? false : "openssl is not installed";

  it("finds nothing in a healthy site, and asks nothing else", { skip }, async (t) => {
    const { args, requests, close } = await startSite(healthySite(), certificates().good);
    t.after(close);
    const { code, stdout, stderr } = await runCommand(args, {
      env: { ...env, NODE_EXTRA_CA_CERTS: certificates().authority },
    });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.doesNotMatch(stdout, /[✗!?] /);
    assert.match(stdout, /\n\nNo fault was found\.\n$/);
    assert.ok(stdout.split("\n").length < 40, "it fits a screen");
    assert.ok(stdout.split("\n").every((line) => line.length <= 100));
    assert.ok(!stdout.includes("\u001b"), "no colours in a pipe");
    assert.deepEqual([...new Set(requests)].sort(), ["GET /", "GET /app.js", "POST /api/zoom/token"]);
  });

  it("says of http on this machine that it is for development", async (t) => {
    const { args, close } = await startSite(healthySite());
    t.after(close);
    const { code, stdout } = await runCommand(args, { env });
    assert.equal(code, 0);
    assert.match(stdout, /✓ http on this machine: for development, with the simulator\. Zoom needs https/);
  });

  it("counts what it finds", async (t) => {
    const site = healthySite();
    site.headers = { "content-type": "text/html" };
    site.head = "";
    const { origin, close } = await startSite(site);
    t.after(close);
    const args = ["doctor", `${origin}/`, "--redirect-uri", `${origin}/#/a`, "--client-id", "x"];
    const { code, stdout } = await runCommand(args, { env: { ZOOM_CLIENT_SECRET: "" } });
    assert.equal(code, 1);
    assert.match(stdout, /\n {2}✗ Content-Security-Policy is missing\n {4}\S.*\n {4}→ /);
    assert.match(stdout, /\n {2}\? Zoom's SDK was not found\n/);
    assert.match(stdout, /\n {2}\? the client's credentials were not tried\n/);
    assert.match(stdout, /\n {2}! The redirect URI has a fragment\n/);
    assert.match(stdout, /\n\n4 faults, 1 warning, 3 not seen\.\n$/);
  });

  it("takes the client secret from standard input", async (t) => {
    const { tokenUrl, close } = await startSite(healthySite());
    t.after(close);
    const args = ["doctor", "--client-id", CLIENT_ID, "--token-url", tokenUrl, "--secret-stdin", "--json"];
    for (const [input, id] of /** @type {[string | Buffer, string][]} */ ([
      [`${CLIENT_SECRET}\n`, "client"],
      [Buffer.from(`\ufeff${CLIENT_SECRET}\r\n`, "utf16le"), "client"],
      ["another-client-secret", "client_credentials_wrong"],
      ["", "client_secret_unseen"],
    ])) {
      const { stdout } = await runCommand(args, { input, env: { ZOOM_CLIENT_SECRET: "not this one" } });
      assert.deepEqual(
        findingsIn(stdout).map((found) => found.id),
        [id],
      );
    }
  });

  it("makes no request to a host that was not named", async (t) => {
    const other = await startSite(healthySite());
    t.after(other.close);
    const foreign = other.origin.replace("localhost", "127.0.0.1");
    const site = healthySite();
    site.headers["content-security-policy"] = `script-src 'self' ${foreign}; frame-ancestors https://zoom.us`;
    site.head += `<script src="${foreign}/app.js"></script><link rel="modulepreload" href="${foreign}/b.js">`;
    site.files["/app.js"].text += `\nimport "${foreign}/c.js";`;
    const { args, close } = await startSite(site);
    t.after(close);
    const { code, stdout } = await runCommand(args, { env });
    assert.equal(code, 0, stdout);
    assert.deepEqual(other.requests, []);
  });

  it("reads the modules that the page's scripts import, each once", async (t) => {
    const site = healthySite();
    const { text } = site.files["/app.js"];
    site.head += '<link rel="modulepreload" href="/chunk.js">';
    site.files["/app.js"] = { text: 'import "./chunk.js";', type: "text/javascript" };
    site.files["/chunk.js"] = { text: `import "./app.js";\n${text}`, type: "text/javascript" };
    const { args, requests, close } = await startSite(site);
    t.after(close);
    const { code, stdout } = await runCommand(args, { env });
    assert.equal(code, 0, stdout);
    assert.match(stdout, /✓ 2 scripts were read\n.*✓ Zoom's SDK is loaded once\n.*✓ zoomSdk\.config lists/);
    assert.equal(requests.filter((request) => request === "GET /chunk.js").length, 1);
  });

  it("reads what a server compresses, and says so of what is malformed", async (t) => {
    for (const [encoding, encode] of /** @type {const} */ ([
      ["gzip", gzipSync],
      ["br", brotliCompressSync],
      ["gzip", (/** @type {string} */ text) => Buffer.from(text)],
    ])) {
      const site = healthySite();
      const { text } = site.files["/app.js"];
      site.intercept = async ({ url }) =>
        new URL(url).pathname === "/app.js"
          ? new Response(encode(text), {
              headers: { "content-type": "text/javascript", "content-encoding": encoding },
            })
          : undefined;
      const { args, close } = await startSite(site);
      t.after(close);
      const { code, stdout } = await runCommand(args, { env });
      const isMalformed = encode !== gzipSync && encode !== brotliCompressSync;
      assert.equal(code, isMalformed ? 1 : 0, stdout);
      assert.match(stdout, isMalformed ? /✗ A script of the page is missing/ : /✓ zoomSdk\.config lists/);
    }
  });

  it("tries a public client", async (t) => {
    const site = healthySite();
    site.publicClientId = "a-public-client";
    const { tokenUrl, close } = await startSite(site);
    t.after(close);
    const args = ["doctor", "--client-id", "a-public-client", "--public-client", "--token-url", tokenUrl];
    const { code, stdout } = await runCommand(args);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /✓ Zoom knows the client ID, and reads the form in the body\n/);
  });

  it("stops at 60 scripts, and says so", async (t) => {
    const site = healthySite();
    site.head = Array.from({ length: 70 }, (_, i) => `<script src="/${i}.js"></script>`).join("");
    for (let i = 0; i < 70; i++) site.files[`/${i}.js`] = { text: "run()", type: "text/javascript" };
    const { args, requests, close } = await startSite(site);
    t.after(close);
    const { stdout, stderr } = await runCommand([...args, "--json"], { env });
    assert.equal(stderr, "");
    assert.ok(findingsIn(stdout).some(({ id, status }) => id === "scripts_too_many" && status === "unseen"));
    assert.equal(requests.filter((request) => request.endsWith(".js")).length, 60);
  });

  it("says what it did not see of a backend that keeps the code verifier", async (t) => {
    const site = healthySite();
    site.handler.getCodeVerifier = () => undefined;
    const { args, close } = await startSite(site);
    t.after(close);
    const { stdout } = await runCommand([...args, "--json"], { env });
    const statuses = Object.fromEntries(findingsIn(stdout).map(({ id, status }) => [id, status]));
    assert.equal(statuses.backend_keeps_verifier, "unseen");
    assert.equal(statuses.backend_origins, "ok");
  });

  it("says what it did not see of a backend that gives no reason, and of one that is busy", async (t) => {
    for (const [answer, id] of /** @type {[Response, string][]} */ ([
      [Response.json({ error: "sign_in_failed" }, { status: 400 }), "backend_refused_before_zoom"],
      [Response.json({ error: "rate_limited" }, { status: 429 }), "backend_busy"],
      [Response.json({ error: "unavailable" }, { status: 503 }), "backend_busy"],
    ])) {
      const site = healthySite();
      site.intercept = async ({ method }) => (method === "POST" ? answer.clone() : undefined);
      const { origin, close } = await startSite(site);
      t.after(close);
      const { stdout } = await runCommand(["doctor", "--backend", `${origin}/api/zoom/token`, "--json"]);
      assert.ok(
        findingsIn(stdout).some((found) => found.id === id && found.status === "unseen"),
        id,
      );
    }
  });

  it("says that Zoom takes no requests for now", async (t) => {
    const site = healthySite();
    site.intercept = async ({ method }) =>
      method === "POST" ? new Response("{}", { status: 429 }) : undefined;
    const { origin, close } = await startSite(site);
    t.after(close);
    const args = ["doctor", "--client-id", CLIENT_ID, "--token-url", `${origin}/oauth/token`, "--json"];
    const { code, stdout } = await runCommand(args, { env });
    assert.equal(code, 0);
    assert.deepEqual(
      findingsIn(stdout).map(({ id, status }) => [id, status]),
      [["client_busy", "unseen"]],
    );
  });

  it("sends no request with an argument that is malformed, and says so", async (t) => {
    const { tokenUrl, close } = await startSite(healthySite());
    t.after(close);
    const args = ["doctor", "--client-id", CLIENT_ID, "--token-url", tokenUrl, "--redirect-uri", "/app"];
    const { stdout } = await runCommand([...args, "--json"], { env });
    const [found] = findingsIn(stdout);
    assert.equal(found.id, "client_argument");
    assert.match(found.cause ?? "", /redirectUri must be/);
    assert.ok(found.remedy);
  });

  it("does not speak of a secret that a public client has not", async (t) => {
    const site = healthySite();
    site.intercept = async ({ method }) =>
      method === "POST" ? Response.json({ error: "invalid_grant" }, { status: 400 }) : undefined;
    const { origin, close } = await startSite(site);
    t.after(close);
    const args = ["doctor", "--client-id", CLIENT_ID, "--public-client"];
    const { stdout } = await runCommand([...args, "--token-url", `${origin}/oauth/token`]);
    assert.match(stdout, /✓ Zoom knows the client ID, and reads/);
  });

  it("takes a cookie that is deleted for none", async (t) => {
    for (const end of ["Max-Age=0", "Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/"]) {
      const site = healthySite();
      site.headers["set-cookie"] = `session=; ${end}`;
      const { args, close } = await startSite(site);
      t.after(close);
      const { code, stdout } = await runCommand(args, { env });
      assert.equal(code, 0, stdout);
    }
  });

  it("takes 401 and 404 for other origins as a refusal", async (t) => {
    for (const status of [401, 404]) {
      const site = healthySite();
      site.intercept = async ({ headers }) =>
        headers.get("origin") === "https://attacker.example" ? new Response("{}", { status }) : undefined;
      const { args, close } = await startSite(site);
      t.after(close);
      const { stdout } = await runCommand(args, { env });
      assert.match(stdout, /✓ the backend refuses pages of other origins/);
    }
  });

  it("sees CORS and isolation that are right", async (t) => {
    const site = healthySite();
    site.headers["cross-origin-embedder-policy"] = "require-corp";
    site.headers["cross-origin-resource-policy"] = "cross-origin";
    site.head += '<script src="https://cdn.example.com/a.js" crossorigin></script>';
    site.headers["content-security-policy"] = site.headers["content-security-policy"]?.replace(
      "connect-src 'self'",
      "connect-src http://127.0.0.1:*; script-src-elem 'self' https://cdn.example.com",
    );
    site.intercept = async ({ method, headers }) => {
      if (method !== "OPTIONS" || headers.get("origin") === "https://attacker.example") return undefined;
      return new Response(null, {
        status: 204,
        headers: {
          "access-control-allow-origin": headers.get("origin") ?? "",
          "access-control-allow-headers": "X-Csrf-Token, Content-Type",
        },
      });
    };
    const { origin, args, close } = await startSite(site);
    t.after(close);
    const backend = `${origin.replace("localhost", "127.0.0.1")}/api/zoom/token`;
    const { code, stdout } = await runCommand(
      [...args.map((arg) => (arg === "/api/zoom/token" ? backend : arg))],
      {
        env,
      },
    );
    assert.equal(code, 0, stdout);
    assert.match(stdout, /✓ CORS lets the page in\n/);
    assert.match(stdout, /✓ Cross-Origin-Embedder-Policy, with what it needs\n/);
  });
});

describe("the flags of zoom-pkce doctor", () => {
  for (const [args, message] of /** @type {[string[], RegExp][]} */ ([
    [[], /URL, --backend, --redirect-uri or --client-id is needed/],
    [["app.example.com"], /URL must be an http or https URL/],
    [["https://a.example", "a-password"], /argument 2 is neither a flag/],
    [["https://me:a-password@a.example"], /URL must have no user name/],
    [["--client-id", "x", "--token-url", "http://a.example/token"], /--token-url must be https/],
    [["--backend", "/api"], /--backend must be an http or https URL, .* a path beside URL/],
    [
      ["--client-secret", "a-password"],
      /--client-secret is not taken from the command line, .* ZOOM_CLIENT_SECRET/,
    ],
    [["--secret=a-password"], /--secret is not taken from the command line/],
    [["--client-id", "x", "--token-url", "https://zoom.us/oauth/token?a=b"], /--token-url has no query/],
    [["--client-id", "x", "--token-url", "zoom.us"], /--token-url must be/],
    [["--redirect-uri", "x", "--timeout", "0"], /--timeout must be a number of seconds, up to 600/],
    [["--redirect-uri", "x", "--timeout", "1e3"], /--timeout must be/],
    [["--redirect-uri", "x", "--timeout", "601"], /--timeout must be/],
  ])) {
    it(`${args.join(" ") || "none"}: refused`, async () => {
      const { code, stdout, stderr } = await runCommand(["doctor", ...args]);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /^zoom-pkce: [^\n]+ \(see --help\)\n$/);
      assert.match(stderr, message);
      assert.ok(!stderr.includes("a-password"));
    });
  }

  it("have help", async () => {
    const { code, stdout } = await runCommand(["doctor", "--help"]);
    assert.equal(code, 0);
    assert.match(stdout, /Usage: npx zoom-pkce doctor/);
  });
});
