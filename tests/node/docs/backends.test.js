// The curl lines of docs/backends.md, run as they stand there against a simulated Zoom that the command has started.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";

import { find, root } from "../../../scripts/process/command.js";

const exec = promisify(execFile);
const text = readFileSync(join(root, "docs/backends.md"), "utf8");

/** The blocks of the document in order, with what they are written in. */
const blocks = [...text.matchAll(/^```(\w+)\n([^]*?)\n```$/gm)].map(([, language, content]) => ({
  language,
  content,
}));
const scripts = blocks.filter(({ language }) => language === "sh").map(({ content }) => content);
const start = scripts.find((script) => script.startsWith("npx ")) ?? "";
const given = scripts.find((script) => script.startsWith("zoom=")) ?? "";
/** Each with the answer that stands after it. */
const answered = blocks.flatMap(({ language, content }, i) =>
  language === "sh" && content.includes("/oauth/token")
    ? [{ script: content, answer: blocks[i + 1]?.language === "text" ? blocks[i + 1].content : "" }]
    : [],
);

/** A text in which `…` stands for anything but white space. @param {string} shown */
const pattern = (shown) =>
  new RegExp(
    `^${shown
      .split("…")
      .map((part) => part.replace(/[^\w\s]/g, "\\$&"))
      .join("\\S+")}$`,
  );

const skip = ["curl", "sh", "sed"].every(find) ? false : "curl or a shell is not here";

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

  /** @param {string} script @returns {Promise<string>} what it prints */
  async function run(script) {
    assert.ok(given.includes("zoom=http://127.0.0.1:4010\n"));
    const surroundings = given.replace("http://127.0.0.1:4010", url);
    const { stdout, stderr } = await exec("sh", ["-eu", "-c", `${surroundings}\n${script}`]);
    assert.equal(stderr, "");
    return stdout;
  }

  it("starts the simulated Zoom by its command", () => {
    assert.match(start, /^npx zoom-pkce-simulator --redirect-uri \S+$/);
  });

  it("has the failures of both kinds, and their solutions", () => {
    const outcomes = answered.map(({ answer }) => / (\d+)$/.exec(answer)?.[1]);
    assert.deepEqual(outcomes, ["400", "200", "400", "200"]);
  });

  for (const { script, answer } of answered) {
    it(`says what is answered to ${script.split("\n")[0]}`, async () => {
      assert.match(await run(script), pattern(answer));
    });
  }

  it("says why: the log tells the challenge method from other causes", () => {
    assert.match(log, /wrong challenge method: the challenge is the S256 of the verifier/);
  });

  const rows = [...text.matchAll(/^\| (\S.*?) +\| `(-\S.*?)` +\| (\d+)(?: `(\w+)`)?(?: (\d+))? +\|$/gm)];

  it("has a table of what goes wrong", () => assert.ok(rows.length >= 12));

  for (const [, name, args, status, error, errorCode] of rows) {
    it(`says what one sees: ${name}`, async () => {
      const script = `code=$(new_code $verifier)\ncurl -s -w ' %{http_code}' $zoom/oauth/token ${args}`;
      const [, body = "", seen] = /^(\{.*\}) (\d+)$/.exec(await run(script)) ?? [];
      const answer = JSON.parse(body);
      assert.deepEqual(
        [seen, answer.error, answer.errorCode],
        [status, error, errorCode && Number(errorCode)],
        body,
      );
    });
  }

  it("shows a token request that brings tokens", async () => {
    const request = blocks.find(({ content }) => content.startsWith("POST /oauth/token "))?.content ?? "";
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
