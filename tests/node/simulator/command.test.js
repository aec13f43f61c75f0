// The command zoom-pkce-simulator, run as a process.

import assert from "node:assert/strict";
import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createHttpServer, request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";

import { exchangeCode } from "../../../js/server/index.js";
import { readFlags } from "../../../js/simulator/command/flags.js";
import { logLine, startProblem, startText } from "../../../js/simulator/command/texts.js";
import { close, listen } from "../../../scripts/backends/site.js";
import { root } from "../../../scripts/process/command.js";
import { basic, decryptContext, newVerifier, s256 } from "./server-helpers.js";

const COMMAND = join(root, "js/simulator/command/index.js");
const PAGE = "http://localhost:3000/";

/**
 * @param {string[]} args
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
const runToEnd = (...args) =>
  promisify(execFile)(process.execPath, [COMMAND, ...args]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );

/**
 * Starts the command, and kills it when the test ends.
 *
 * @param {import("node:test").TestContext} t
 * @param {string[]} args
 */
async function start(t, ...args) {
  const child = spawn(process.execPath, [COMMAND, "--port", "0", ...args]);
  t.after(() => child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const until = async (/** @type {RegExp} */ pattern) => {
    for (;;) {
      const match = pattern.exec(output);
      if (match) return match;
      if (child.exitCode !== null) throw new Error(`it ended without ${pattern}: ${output}`);
      await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
    }
  };
  const [, url = ""] = await until(/^ {2}URL +(\S+)$[^]*without its secrets:\n/m);
  return { child, url, until, output: () => output };
}

/**
 * @param {string} url
 * @param {Record<string, string>} form
 * @returns {Promise<string>} a code, requested as the simulated client does
 */
async function newCode(url, form) {
  const response = await fetch(`${url}/oauth/authorize`, {
    method: "POST",
    body: new URLSearchParams({
      response_type: "code",
      client_id: "simulated-client-id",
      redirect_uri: PAGE,
      ...form,
    }),
  });
  const { code } = await response.json();
  return code;
}

describe("zoom-pkce-simulator", { timeout: 60_000 }, () => {
  it("serves the printed URL, with the values of its flags", async (t) => {
    const page = "http://127.0.0.1:8080/app?lang=en&a=b";
    const { url, output } = await start(
      t,
      ...["--client-id", "my-id", "--client-secret=-my-secret", "--redirect-uri", page],
      ...["--redirect-uri", PAGE, "--scope", "user:read:user", "--code-lifetime", "0.5"],
      ...["--user-name", "Ada King Lovelace", "--user-email", "ada@example.com", "--host", "localhost"],
    );
    assert.match(url, /^http:\/\/localhost:\d+$/);
    assert.match(output(), /simulation/);
    assert.ok(output().includes(`tokenUrl       ${url}/oauth/token\n`));
    assert.ok(output().includes("client ID      my-id\n  client secret  -my-secret\n"));
    assert.ok(output().includes(`redirect URIs  ${page}\n                 ${PAGE}\n`));
    assert.ok(output().includes(`startSimulator({ server: "${url}", clientId: "my-id" });`));

    const verifier = newVerifier();
    const code = await newCode(url, { client_id: "my-id", redirect_uri: page, code_challenge: verifier });
    const tokens = await exchangeCode({
      clientId: "my-id",
      clientSecret: "-my-secret",
      tokenUrl: `${url}/oauth/token`,
      code,
      codeVerifier: verifier,
      redirectUri: page,
    });
    assert.equal(tokens.scope, "user:read:user");
    const me = await fetch(`${url}/v2/users/me`, {
      headers: { authorization: `Bearer ${tokens.accessToken}` },
    });
    const { id, ...user } = await me.json();
    assert.deepEqual(user, {
      first_name: "Ada",
      last_name: "King Lovelace",
      display_name: "Ada King Lovelace",
      email: "ada@example.com",
    });
  });

  const skip = spawnSync("curl", ["--version"]).status === 0 ? false : "curl is not installed";
  it("prints a curl command that exchanges a code, with code and verifier filled in", { skip }, async (t) => {
    const { url, output } = await start(t, "--redirect-uri", "http://localhost:3000/it's?a=b&c=d");
    const redirect_uri = "http://localhost:3000/it's?a=b&c=d";
    const verifier = newVerifier();
    const code = await newCode(url, { redirect_uri, code_challenge: verifier });
    const [line = ""] = /^ {2}curl .*$/m.exec(output()) ?? [];
    assert.ok(!line.includes("?code"), "the query string has no code");
    const filled = line.replace("code=CODE ", `code=${code} `).replace("CODE_VERIFIER", verifier);
    const { stdout } = await promisify(execFile)("sh", ["-c", `${filled} --silent --max-time 10`]);
    assert.match(JSON.parse(stdout).access_token, /^\S{32,}$/);
  });

  it("prints curl commands that end tokens", { skip }, async (t) => {
    const { url, output, until } = await start(t, "--access-token-lifetime", "90");
    const verifier = newVerifier();
    const tokens = await exchangeCode({
      clientId: "simulated-client-id",
      clientSecret: "simulated-client-secret",
      tokenUrl: `${url}/oauth/token`,
      code: await newCode(url, { code_challenge: verifier }),
      codeVerifier: verifier,
      redirectUri: PAGE,
    });
    assert.ok(Math.abs((tokens.expiresAt ?? 0) - Date.now() - 90_000) < 5000);
    const lines = [...output().matchAll(/^ {2}(curl -X POST \S+\/simulator\/\S+)$/gm)].map(
      ([, line]) => line,
    );
    assert.equal(lines.length, 2);
    for (const line of lines) {
      const { stdout } = await promisify(execFile)("sh", ["-c", `${line} --silent --max-time 10`]);
      assert.deepEqual(JSON.parse(stdout), { status: "success" });
    }
    await until(/POST \/simulator\/end-access-tokens 200\n.* POST \/simulator\/end-tokens 200$/m);
    const headers = { authorization: `Bearer ${tokens.accessToken}` };
    assert.equal((await fetch(`${url}/v2/users/me`, { headers })).status, 401);
  });

  it("allows the pages of common development servers by default, and names the flag for others", async (t) => {
    const { url, output, until } = await start(t);
    assert.match(
      output(),
      /redirect URIs {2}http:\/\/localhost:3000\/\n +http:\/\/localhost:5173\/\n.*--redirect-uri/,
    );
    assert.equal(typeof (await newCode(url, { redirect_uri: "http://localhost:5173/" })), "string");
    assert.equal(await newCode(url, { redirect_uri: "http://localhost:8080/" }), undefined);
    await until(
      /^\d\d:\d\d:\d\d POST \/oauth\/authorize 400 invalid_request: Redirect URI mismatch\. \(redirect_uri is http:\/\/localhost:8080\/, which is not on the allow list; .*; add it with --redirect-uri\)$/m,
    );
  });

  it("logs one line for each request, with the reason of a refused code, without secrets", async (t) => {
    const clientSecret = "a-client-secret-to-look-for";
    const { url, until, output, child } = await start(t, "--client-secret", clientSecret);
    const started = output().length;
    const verifier = newVerifier();
    const token = async (/** @type {string} */ code) => {
      const response = await fetch(`${url}/oauth/token`, {
        method: "POST",
        headers: { authorization: basic(undefined, clientSecret) },
        body: new URLSearchParams({
          grant_type: "authorization_code",
          redirect_uri: PAGE,
          code,
          code_verifier: verifier,
        }),
      });
      return response.json();
    };
    const hashed = await newCode(url, { code_challenge: s256(verifier) });
    assert.equal((await token(hashed)).reason, `Invalid authorization code ${hashed}`);
    await until(
      /^[\d:]{8} POST \/oauth\/token 400 invalid_grant: Invalid authorization code \[redacted\] \(wrong challenge method: .*\)$/m,
    );
    const code = await newCode(url, { code_challenge: verifier });
    const tokens = await token(code);
    await until(/^[\d:]{8} POST \/oauth\/token 200$/m);
    await fetch(`${url}/v2/users/me?access_token=${tokens.access_token}`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    await until(/^[\d:]{8} GET \/v2\/users\/me 200$/m);

    child.kill("SIGTERM");
    await once(child, "close");
    const log = output().slice(started);
    assert.equal(log.trim().split("\n").length, 5);
    for (const secret of [
      hashed,
      code,
      verifier,
      s256(verifier),
      tokens.access_token,
      tokens.refresh_token,
    ]) {
      assert.ok(!log.includes(secret), secret);
    }
    assert.ok(!log.includes(clientSecret));
  });

  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    it(`exits with 0 at ${signal}, also with an open connection`, async (t) => {
      const { child, url } = await start(t);
      await (await fetch(`${url}/v2/users/me`)).text(); // The connection is kept alive.
      child.kill(signal);
      assert.deepEqual(await once(child, "exit"), [0, null]);
      await assert.rejects(fetch(`${url}/v2/users/me`));
    });
  }

  it("goes on after its output was closed", async (t) => {
    const { child, url } = await start(t);
    child.stdout.destroy();
    for (let i = 0; i < 3; i++) assert.equal((await fetch(`${url}/nowhere`)).status, 404);
    child.kill("SIGTERM");
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });

  it("names another port if its port is in use", async (t) => {
    const server = createServer().listen(0, "127.0.0.1");
    t.after(() => server.close());
    await once(server, "listening");
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    const { code, stdout, stderr } = await runToEnd("--port", String(port));
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      new RegExp(`^zoom-pkce-simulator: port ${port} is taken, .* choose another port: --port \\d+\\n$`),
    );
  });

  it("prints its help and its version", async () => {
    const help = await runToEnd("--help", "--port", "x");
    assert.equal(help.code, 0);
    const source = readFileSync(join(root, "js/simulator/command/flags.js"), "utf8");
    const flags = [
      ...source
        .split("const OPTIONS")[1]
        .split("});")[0]
        .matchAll(/^ {2}"?([a-z-]+)"?:/gm),
    ];
    assert.equal(flags.length, 16);
    for (const [, flag] of flags) assert.match(help.stdout, new RegExp(`^ .*--${flag}\\b`, "m"));
    assert.equal((await runToEnd("-h")).stdout, help.stdout);
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    assert.deepEqual(await runToEnd("--version"), { code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("prints a header x-zoom-app-context with --context, for the app of its other flags", async () => {
    const fields = ["typ=meeting", "uid=", 'act={"a":"b=c"}', "exp=1"].flatMap((field) => [
      "--context",
      field,
    ]);
    const app = ["--client-id", "my-id", "--client-secret", "my-secret"];
    const { code, stdout, stderr } = await runToEnd(...fields, ...app);
    assert.deepEqual([code, stderr], [0, ""]);
    const [, header = ""] = /^x-zoom-app-context: (\S+)\n$/.exec(stdout) ?? [];
    const { ts, ...context } = decryptContext(header, "my-secret").context;
    assert.equal(typeof ts, "number");
    assert.deepEqual(context, {
      typ: "meeting",
      act: '{"a":"b=c"}',
      exp: 1,
      aud: "my-id",
      iss: "marketplace.zoom.us",
    });
  });

  it("passes on what is not Zoom's with --app", async (t) => {
    const app = createHttpServer(({ headers }, response) => response.end(headers["x-zoom-app-context"]));
    const origin = await listen(app);
    t.after(() => close(app));
    const context = ["--context", "typ=meeting", "--context", "uid="];
    const { url, output } = await start(t, "--app", origin, "--redirect-uri", PAGE, ...context);
    const page = url.replace("127.0.0.1", "localhost");
    assert.ok(output().includes(`  app            ${page}/ (open this in place of ${origin})\n`));
    assert.ok(output().includes(`  startSimulator({ server: "/" });\n`));
    assert.match(output(), /The log of all requests that the app does not answer, without its secrets:\n/);
    const header = await (await fetch(url)).text();
    const { typ, uid } = decryptContext(header).context;
    assert.deepEqual([typ, uid], ["meeting", undefined]);
  });

  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    it(`exits with 0 at ${signal}, also with an open WebSocket of the app`, async (t) => {
      const app = createHttpServer();
      app.on("upgrade", (_request, socket) => {
        socket.on("end", () => socket.end()).resume();
        socket.write("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n");
      });
      const origin = await listen(app);
      t.after(() => close(app));
      const { child, url } = await start(t, "--app", origin, "--redirect-uri", PAGE);
      const headers = { connection: "Upgrade", upgrade: "websocket" };
      const [, socket] = await once(request(`${url}/hmr`, { headers }).end(), "upgrade");
      child.kill(signal);
      assert.deepEqual(await once(child, "exit"), [0, null]);
      socket.destroy();
    });
  }

  it("names a wrong flag and its rule in one line, and exits with 2", async () => {
    const { code, stdout, stderr } = await runToEnd("--prot", "4010");
    assert.deepEqual([code, stdout], [2, ""]);
    assert.equal(stderr, "zoom-pkce-simulator: --prot is not a flag of this command (see --help)\n");
    const credentials = await runToEnd("--app", "http://user:a-password@localhost:5173");
    assert.deepEqual([credentials.code, credentials.stdout], [2, ""]);
    assert.match(credentials.stderr, /^zoom-pkce-simulator: --app must be .* without credentials .*\n$/);
    assert.doesNotMatch(credentials.stderr, /a-password/);
    const far = await runToEnd("--host", "0.0.0.0");
    assert.equal(far.code, 2);
    assert.match(far.stderr, /^zoom-pkce-simulator: --host must be a loopback address: .*\n$/);
  });
});

describe("the flags of zoom-pkce-simulator", () => {
  /** @type {[string[], RegExp][]} */
  const wrong = [
    [["4010"], /^argument 1 is neither a flag nor the value of one$/],
    [["--", "--port"], /^argument 2 is neither a flag nor the value of one$/],
    [["-p", "1"], /^-p is not a flag of this command$/],
    [["--constructor"], /^--constructor is not a flag of this command$/],
    [["--no-port"], /^--no-port is not a flag of this command$/],
    [["--a\nb"], /^--a\\nb is not a flag of this command$/],
    [["--port"], /^--port needs a value/],
    [["--port", "--host", "localhost"], /^--port needs a value \(.* --port=-value\)$/],
    [["--client-id", "-h"], /^--client-id needs a value/],
    [["--version=1"], /^--version takes no value$/],
    [["--port", "1", "--port", "2"], /^--port can be given only once$/],
    ...["", "x", "-1", "1.5", "65536", "1e3", " 80", "0x50"].map(
      (port) => /** @type {[string[], RegExp]} */ ([[`--port=${port}`], /^--port must be a whole number/]),
    ),
    ...["", "::", "192.168.0.1", "example.com"].map(
      (host) => /** @type {[string[], RegExp]} */ ([[`--host=${host}`], /^--host must be a loopback/]),
    ),
    ...["", "/", "localhost:3000", "file:///a", "http://"].map(
      (uri) =>
        /** @type {[string[], RegExp]} */ ([
          [`--redirect-uri=${uri}`],
          /^--redirect-uri must be the URL of a page, such as http:\/\/localhost:3000\/$/,
        ]),
    ),
    [
      ["--redirect-uri", "http://localhost:3000"],
      /^--redirect-uri must be .* location\.href says it: http:\/\/localhost:3000\/$/,
    ],
    [["--redirect-uri-match", "strict"], /^--redirect-uri-match must be one of exact, base$/],
    [["--client-id="], /^--client-id must be 1 to 200 characters/],
    [["--client-secret", "a:b"], /^--client-secret must be 1 to 200 characters/],
    [["--scope", "a  b"], /^--scope must be scopes/],
    ...["0", "", "10m", "-5", "1e3", "86401"].map(
      (time) =>
        /** @type {[string[], RegExp]} */ ([
          [`--code-lifetime=${time}`],
          /^--code-lifetime must be a number of seconds/,
        ]),
    ),
    ...["access", "refresh"].flatMap((kind) =>
      ["0", "", "1h", "0.5", "473040001"].map(
        (time) =>
          /** @type {[string[], RegExp]} */ ([
            [`--${kind}-token-lifetime=${time}`],
            new RegExp(`^--${kind}-token-lifetime must be a whole number of seconds`),
          ]),
      ),
    ),
    ...["typ", "=a", "a b=c", "exp=soon", "ts=-1"].map(
      (field) => /** @type {[string[], RegExp]} */ ([[`--context=${field}`], /^--context must be a field/]),
    ),
    [["--context", "typ=a", "--context", "typ=b"], /^--context must be a field/],
    ...["", "localhost:5173", "http://localhost:5173/app", "ws://localhost:5173", "http://[::1]:5173"].map(
      (app) =>
        /** @type {[string[], RegExp]} */ ([[`--app=${app}`], /^--app must be the origin of the app's/]),
    ),
    [["--app", "http://localhost:1", "--port", "0"], /^--redirect-uri is needed with --app and --port 0: by/],
    ...["http://localhost:4010", "https://127.0.0.1:4010/", "http://127.0.0.2:4010"].map(
      (app) =>
        /** @type {[string[], RegExp]} */ ([["--app", app], /^--app must be another server .* port 4010$/]),
    ),
    [["--app=http://localhost", "--port=80"], /^--app must be another server .* port 80$/],
    [["--app", "http://localhost:1", "--context", "typ"], /^--context must be a field/],
    [["--user-name", " "], /^--user-name must not be empty$/],
    [["--user-email", "ada"], /^--user-email must be an e-mail address/],
  ];
  for (const [args, message] of wrong) {
    it(`${JSON.stringify(args)} is refused`, () => {
      assert.throws(() => readFlags(args), { message });
    });
  }

  it("have defaults", () => {
    assert.deepEqual(readFlags([]), {
      action: "serve",
      byDefault: true,
      options: { port: 4010, redirectUris: ["http://localhost:3000/", "http://localhost:5173/"], user: {} },
    });
  });

  it("take the app's own server, whose redirect URIs are the simulated Zoom's", () => {
    const app = "http://localhost:5173";
    const redirectUris = ["http://localhost:4010/", "http://127.0.0.1:4010/"];
    assert.deepEqual(readFlags(["--app", app]), {
      action: "serve",
      byDefault: true,
      options: { port: 4010, app, redirectUris, user: {} },
    });
    assert.deepEqual(readFlags(["--app", app, "--context", "typ=meeting", "--context=uid=", "--host=::1"]), {
      action: "serve",
      byDefault: true,
      options: {
        ...{ port: 4010, host: "::1", app, user: {} },
        redirectUris: ["http://[::1]:4010/"],
        appContext: { typ: "meeting", uid: undefined },
      },
    });
    for (const [host, port, uris] of /** @type {const} */ ([
      ["127.0.0.1", 4010, redirectUris],
      ["localhost", 4010, ["http://localhost:4010/"]],
      ["127.0.0.2", 4010, ["http://127.0.0.2:4010/"]],
      ["127.0.0.2", 80, ["http://127.0.0.2/"]],
    ])) {
      assert.deepEqual(readFlags(["--app", app, "--host", host, "--port", String(port)]), {
        action: "serve",
        byDefault: true,
        options: { port, host, app, redirectUris: uris, user: {} },
      });
    }
    assert.deepEqual(readFlags(["--app", app, "--redirect-uri", PAGE, "--port", "0"]), {
      action: "serve",
      byDefault: false,
      options: { port: 0, app, redirectUris: [PAGE], user: {} },
    });
  });

  it("take a base URL with --redirect-uri-match base, without a slash at its end too", () => {
    const redirectUris = ["http://localhost:3000", "https://app.example.com/#/x"];
    const args = redirectUris.flatMap((uri) => ["--redirect-uri", uri]);
    const command = readFlags([...args, "--redirect-uri-match", "base"]);
    assert.deepEqual(command, {
      action: "serve",
      byDefault: false,
      options: { port: 4010, redirectUris, redirectUriMatch: "base", user: {} },
    });
  });

  it("become the options of the simulated Zoom", () => {
    const { action, ...rest } = readFlags([
      ...["--port", "0", "--host", "::1", "--redirect-uri", "https://app.example.com/#/start"],
      ...["--client-id=a", "--client-secret=b", "--scope=c d", "--code-lifetime=1.5", "--user-name=Ada"],
      ...["--access-token-lifetime=90", "--refresh-token-lifetime", "600"],
    ]);
    assert.deepEqual(rest, {
      byDefault: false,
      options: {
        port: 0,
        host: "::1",
        redirectUris: ["https://app.example.com/#/start"],
        clientId: "a",
        clientSecret: "b",
        scope: "c d",
        codeLifetimeSeconds: 1.5,
        accessTokenLifetimeSeconds: 90,
        refreshTokenLifetimeSeconds: 600,
        user: { first_name: "Ada", last_name: "", display_name: "Ada" },
      },
    });
  });
});

describe("the texts of zoom-pkce-simulator", () => {
  it("name the remedy if the start fails", () => {
    const problem = (/** @type {string} */ code, options = {}) =>
      startProblem(Object.assign(new Error("as it was"), { code }), options);
    assert.match(problem("EADDRINUSE"), /^port 4010 is taken.*--port 4011$/);
    assert.match(problem("EADDRINUSE", { port: 65_535 }), /--port 0$/);
    assert.match(problem("EACCES", { port: 80 }), /^port 80 .*--port 4010$/);
    assert.match(problem("EADDRNOTAVAIL", { host: "::1" }), /no address ::1/);
    assert.equal(problem("ESOMETHING"), "as it was");
  });

  it("say which URL of the app to open", () => {
    const openedAt = (/** @type {string} */ url, /** @type {string | undefined} */ host) => {
      const options = { redirectUris: [PAGE], app: "http://localhost:5173", host };
      return /^ {2}app +(\S+) /m.exec(startText(url, options, false))?.[1];
    };
    assert.equal(openedAt("http://127.0.0.1:4010", undefined), "http://localhost:4010/");
    assert.equal(openedAt("http://localhost:80", "localhost"), "http://localhost/");
    assert.equal(openedAt("http://127.0.0.2:4010", "127.0.0.2"), "http://127.0.0.2:4010/");
    assert.equal(openedAt("http://[::1]:4010", "::1"), "http://[::1]:4010/");
    const withoutApp = startText("http://127.0.0.1:4010", { redirectUris: [PAGE] }, false);
    assert.match(withoutApp, /startSimulator\(\{ server: "http:\/\/127.0.0.1:4010" \}\)/);
    assert.match(withoutApp, /The log of all requests, without/);
    assert.doesNotMatch(withoutApp, /^ {2}app /m);
  });

  it("begin with the time of day in the log", () => {
    const at = new Date(2026, 0, 2, 3, 4, 5);
    const answered = { method: "GET", path: "/", status: 404, error: "not_found", reason: "None." };
    assert.equal(logLine(answered, at), "03:04:05 GET / 404 not_found: None.");
    assert.equal(logLine({ method: "GET", path: "/", status: 500 }, at), "03:04:05 GET / 500");
  });
});
