// Runs the curl commands of docs/backends.md, "Adding the app", against a backend of zoom-pkce/server.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { toNodeListener } from "../../../js/server/node/listener.js";
import { createCallbackHandler, createInstallHandler, requestDeepLink } from "../../../js/server/index.js";
import { find, root } from "../../../scripts/process/command.js";
import { blocksFor } from "../../support/blocks.js";
import { serve } from "../server/helpers.js";

/** @import { KeptInstall } from "../../../js/server/index.js" */

const [script, redirect, callback, deepLink, deepLinkAnswer] = blocksIn("sh", "http", "json");

/** @param {string[]} languages @returns {string[]} The blocks of each language in turn. */
function blocksIn(...languages) {
  const blocks = blocksFor("tests/node/docs/adding-the-app.test.js");
  assert.equal(blocks.length, 5);
  return languages.flatMap((name) =>
    blocks.filter(({ language }) => language === name).map(({ code }) => code),
  );
}

/** What the comments of the script promise. */
const promised = [...script.matchAll(/^# .*: (\d+)[ ,]+(\w+)/gm)].map(([, status, error]) => ({
  status,
  error,
}));

const skip = ["curl", "sh"].every(find) ? false : "curl or sh is missing";

test("docs/backends.md shows the actual answers of the callback", { skip, timeout: 60_000 }, async (t) => {
  /** @type {Map<string, KeptInstall>} */
  const sessions = new Map();
  const idOf = (/** @type {Request} */ request) => request.headers.get("cookie") ?? "";
  const web = {
    clientId: "id",
    redirectUri: "http://localhost:8080/zoom/callback",
    /** @param {KeptInstall} kept @param {{ request: Request, headers: Headers }} context */
    keepCodeVerifier(kept, { headers }) {
      const id = `session=${crypto.randomUUID()}`;
      sessions.set(id, kept);
      headers.append("set-cookie", `${id}; Path=/`);
    },
  };
  const callback = createCallbackHandler({
    ...web,
    clientSecret: "secret",
    getCodeVerifier(request) {
      const kept = sessions.get(idOf(request));
      sessions.delete(idOf(request));
      return kept;
    },
    onTokens: () => "/",
  });
  const listeners = [toNodeListener(createInstallHandler(web)), toNodeListener(callback)];
  const endpoint = await serve(t, (request, response) =>
    listeners[request.url?.startsWith("/zoom/install") ? 0 : 1](request, response),
  );
  const folder = mkdtempSync(join(tmpdir(), "zoom-pkce-curl-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const here = script.replace("http://localhost:8080", new URL(endpoint).origin);
  assert.notEqual(here, script);
  const { stdout } = await promisify(execFile)("sh", ["-eu", "-c", here], { cwd: folder });

  const answers = stdout.match(/\d{3} (?:https?:\S+|\{.*?\})?/g) ?? [];
  assert.equal(answers.length, 6, stdout);
  assert.deepEqual(
    promised.map(({ status }) => status),
    ["302", "400", "400", "302", "400", "403"],
  );
  for (const [i, { status, error }] of promised.entries()) {
    assert.equal(answers[i].slice(0, 3), status);
    if (status !== "302") assert.equal(JSON.parse(answers[i].slice(4)).error, error);
  }
  assert.match(answers[0], /^302 https:\/\/zoom\.us\/oauth\/authorize\?/);
});

/**
 * @param {string} text
 * @param {string} documented With `…` for what is not the same each time.
 */
function assertAsDocumented(text, documented) {
  const parts = documented.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  assert.match(text, new RegExp(`^${parts.join("[^&;\\s]+")}$`));
}

test("docs/backends.md shows the redirects and the request for a deep link as they are", async () => {
  const web = { clientId: "id", redirectUri: "https://app.example.com/zoom/callback" };
  /** @type {KeptInstall | undefined} */
  let kept;
  const install = createInstallHandler({
    ...web,
    keepCodeVerifier(value, { headers }) {
      kept = value;
      headers.append("set-cookie", "session=1; Path=/; HttpOnly; Secure; SameSite=None; Partitioned");
    },
  });
  const answer = await install(new Request("https://app.example.com/zoom/install"));
  const names = [...redirect.matchAll(/^([\w-]+): /gm)].map(([, name]) => name);
  const lines = names.map((name) => `${name}: ${answer.headers.get(name)}`);
  assertAsDocumented([`HTTP/1.1 ${answer.status} Found`, ...lines].join("\n"), redirect);

  const [, target = ""] = /^GET (\S+) /.exec(callback) ?? [];
  const url = new URL(target, "https://app.example.com");
  assert.deepEqual([...url.searchParams.keys()], ["code", "state"]);
  url.searchParams.set("code", "a-code");
  url.searchParams.set("state", kept?.state ?? "");
  const finish = createCallbackHandler({
    ...web,
    clientSecret: "a-client-secret",
    keepCodeVerifier: () => assert.fail("started anew"),
    getCodeVerifier: () => kept,
    onTokens: () => "/signed-in",
    fetch: async () => Response.json({ access_token: "token" }),
  });
  const end = await finish(new Request(url));
  assert.deepEqual([end.status, end.headers.get("location")], [303, "https://app.example.com/signed-in"]);

  let sent = "";
  const link = await requestDeepLink({
    accessToken: "token",
    action: "welcome",
    async fetch(url, { method, headers, body } = {}) {
      const { host, pathname } = new URL(String(url));
      const { authorization, "content-type": type } = Object.fromEntries(new Headers(headers));
      sent = `${method} ${pathname} HTTP/1.1\nHost: ${host}\nAuthorization: ${authorization}\nContent-Type: ${type}\n\n${body}`;
      return new Response(deepLinkAnswer.replace("…", "zoom.us/launch"));
    },
  });
  assertAsDocumented(sent, deepLink);
  assert.equal(link, "https://zoom.us/launch");
});

test("docs/backends.md has the errors of the callback's own table", () => {
  const section = readFileSync(join(root, "docs/backends.md"), "utf8")
    .split("\n## ")
    .find((text) => text.startsWith("Adding the app"));
  const source = readFileSync(join(root, "js/server/callback-handler.js"), "utf8");
  const own = new Set([...source.matchAll(/^ \* \| \d+ \| `(\w+)`/gm)].map(([, error]) => error));
  assert.equal(own.size, 13);
  for (const error of own) assert.ok(section?.includes(`\`${error}\``), error);
});
