// Runs the curl commands of docs/backends.md, "Adding the app", against a backend of zoom-pkce/server.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { toNodeListener } from "../../../js/server/node/listener.js";
import { createCallbackHandler, createInstallHandler } from "../../../js/server/index.js";
import { find } from "../../../scripts/process/command.js";
import { blocksFor } from "../../support/blocks.js";
import { serve } from "../server/helpers.js";

/** @import { KeptInstall } from "../../../js/server/index.js" */

const [{ code: script }] = blocksFor("tests/node/docs/adding-the-app.test.js");

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

test("docs/backends.md has the errors of the callback's own table", () => {
  const source = readFileSync(join(root, "js/server/callback-handler.js"), "utf8");
  const own = new Set([...source.matchAll(/^ \* \| \d+ \| `(\w+)`/gm)].map(([, error]) => error));
  assert.equal(own.size, 12);
  for (const error of own) {
    // The document leaves out what needs no explanation.
    if (error !== "method_not_allowed") assert.ok(section.includes(`\`${error}\``), error);
  }
});
