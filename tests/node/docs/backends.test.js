// Runs the curl commands of docs/backends.md against a simulated Zoom, which its own command
// starts.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";

import { find, root } from "../../../scripts/process/command.js";
import { blocksFor } from "../../support/blocks.js";

const exec = promisify(execFile);
const text = readFileSync(join(root, "docs/backends.md"), "utf8");

const blocks = blocksFor("tests/node/docs/backends.test.js");
const scripts = blocks.filter(({ language }) => language === "sh").map(({ code }) => code);
const start = scripts.find((script) => script.startsWith("npx ")) ?? "";
const setup = scripts.find((script) => script.startsWith("zoom=")) ?? "";
/** The token requests, each with the answer in the block after it. */
const requests = blocks.flatMap(({ language, code }, i) =>
  language === "sh" && code.includes("/oauth/token")
    ? [{ script: code, answer: blocks[i + 1]?.language === "text" ? blocks[i + 1].code : "" }]
    : [],
);

/**
 * Makes a pattern from a text of the document. `…` matches one or more characters except white
 * space.
 *
 * @param {string} text
 */
const pattern = (text) =>
  new RegExp(
    `^${text
      .split("…")
      .map((part) => part.replace(/[^\w\s]/g, "\\$&"))
      .join("\\S+")}$`,
  );

const skip = ["curl", "sh", "sed"].every(find) ? false : "curl, sh or sed is missing";

describe("docs/backends.md", { skip, timeout: 60_000 }, () => {
  /** @type {import("node:child_process").ChildProcessWithoutNullStreams} */
  let simulator;
  let log = "";
  let url = "";

  before(async () => {
    const [, ...flags] = start.replace("npx ", "").split(" ");
    const command = join(root, "js/simulator/command/index.js");
    simulator = spawn(process.execPath, [command, ...flags, "--port", "0"]);
    for (const stream of [simulator.stdout, simulator.stderr]) stream.on("data", (chunk) => (log += chunk));
    while (!log.includes("without its secrets:") && simulator.exitCode === null) {
      await Promise.race([once(simulator.stdout, "data"), once(simulator, "exit")]);
    }
    [, url = ""] = /^ {2}URL +(\S+)$/m.exec(log) ?? [];
    assert.notEqual(url, "", log);
  });
  after(() => simulator?.kill("SIGKILL"));

  /**
   * Runs a script after the document's setup, with the address of this test's simulated Zoom.
   *
   * @param {string} script
   * @returns {Promise<string>} its output
   */
  async function run(script) {
    assert.ok(setup.includes("zoom=http://127.0.0.1:4010\n"));
    const setupHere = setup.replace("http://127.0.0.1:4010", url);
    const { stdout, stderr } = await exec("sh", ["-eu", "-c", `${setupHere}\n${script}`]);
    assert.equal(stderr, "");
    return stdout;
  }

  it("starts the simulated Zoom with npx zoom-pkce-simulator", () => {
    assert.match(start, /^npx zoom-pkce-simulator --redirect-uri \S+$/);
  });

  it("shows a failing and a working token request for each of two causes", () => {
    const outcomes = requests.map(({ answer }) => / (\d+)$/.exec(answer)?.[1]);
    assert.deepEqual(outcomes, ["400", "200", "400", "200"]);
  });

  for (const { script, answer } of requests) {
    it(`shows the actual answer to ${script.split("\n")[0]}`, async () => {
      assert.match(await run(script), pattern(answer));
    });
  }

  it("is right that the simulator's log names the wrong challenge method", () => {
    assert.match(log, /wrong challenge method: the challenge is the S256 of the verifier/);
  });

  const rows = [...text.matchAll(/^\| (\S.*?) +\| `(-\S.*?)` +\| (\d+)(?: `(\w+)`)?(?: (\d+))? +\|$/gm)];

  it("has a table of failing requests", () => assert.ok(rows.length >= 12));

  for (const [, name, args, status, error, errorCode] of rows) {
    it(`has the actual status and error in the table's row: ${name}`, async () => {
      const script = `code=$(new_code $verifier)\ncurl -s -w ' %{http_code}' $zoom/oauth/token ${args}`;
      const [, body = "", actualStatus] = /^(\{.*\}) (\d+)$/.exec(await run(script)) ?? [];
      const answer = JSON.parse(body);
      assert.deepEqual(
        [actualStatus, answer.error, answer.errorCode],
        [status, error, errorCode && Number(errorCode)],
        body,
      );
    });
  }

  it("shows a token request that returns tokens", async () => {
    const request = blocks.find(({ code }) => code.startsWith("POST /oauth/token "))?.code ?? "";
    const [head, body] = request.split("\n\n");
    const [, host, ...headers] = head.split("\n").map((line) => line.split(": "));
    assert.deepEqual(host, ["Host", "zoom.us"]);
    const code = await run("new_code $verifier");
    const send = () =>
      fetch(`${url}/oauth/token`, {
        method: "POST",
        headers: /** @type {[string, string][]} */ (headers),
        body: body.replace("a-code-of-zoom", code.trim()),
      });
    const response = await send();
    assert.equal(response.status, 200, await response.text());
    assert.equal((await send()).status, 400);
  });
});
