// Which suites npm test runs, and what it prepares for them. npm test has built everything before.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { captureOutput, root } from "../../../scripts/process/command.js";
import { needsOf, select, selectExtent, tellTestFiles } from "../../../scripts/test/select.js";
import { testFilesBelow } from "../../../scripts/test/suites.js";
import { SUITES } from "../../../scripts/test/table.js";

/** @param {string[]} names */
const selected = (...names) => select(names).map(({ suite, paths }) => [suite.name, ...paths]);

describe("npm test selects", () => {
  it("every suite with --all, and so every test file once", () => {
    const selected = selectExtent("all");
    assert.deepEqual(
      selected.map(({ suite }) => suite),
      SUITES,
    );
    const files = selected.flatMap(({ paths }) => paths.flatMap(testFilesBelow));
    const { stdout } = captureOutput("git", [
      "ls-files",
      "--cached",
      "--others",
      "--exclude-standard",
      "tests",
    ]);
    const existing = stdout.split("\n").filter((file) => file.endsWith(".test.js"));
    assert.deepEqual(files.sort(), existing.sort());
  });

  it("suites and files by name, in the order of the table", () => {
    assert.deepEqual(selected("node/forward", "flow"), [
      ["flow", "tests/flow"],
      ["node", "tests/node/forward"],
    ]);
    assert.deepEqual(selected("tests/node/forward/", "./tests/node/scripts/stamp.test.js"), [
      ["node", "tests/node/forward", "tests/node/scripts/stamp.test.js"],
    ]);
    assert.deepEqual(selected("crate/native"), [["crate/native", "tests/crate/native"]]);
    assert.equal(selected("crate").length, 5);
  });

  it("nothing by an unknown name, a folder without tests, or a part of a name", () => {
    for (const name of ["flo", "flow/cases", "node/forwar", "crate/none", "load", "", "node/../../js"]) {
      assert.throws(() => select(["flow", name]), {
        message: new RegExp(`^No tests are named ${name}\\. The suites are flow, .*, realms\\. `),
      });
    }
  });

  it("less without --all: every suite without the thorough tests, and with --quick no browser", () => {
    const usual = selectExtent();
    const filesIn = (/** @type {typeof usual} */ some) =>
      some.flatMap(({ paths }) => paths.flatMap(testFilesBelow));
    const thorough = SUITES.flatMap(({ thorough = [] }) => thorough).flatMap(testFilesBelow);
    assert.ok(thorough.length > 0);
    assert.deepEqual(filesIn(usual).concat(thorough).sort(), filesIn(selectExtent("all")).sort());
    const quick = selectExtent("quick");
    assert.deepEqual(
      quick.map(({ suite }) => suite.name),
      ["crate/native", "node"],
    );
    assert.ok(filesIn(quick).every((file) => filesIn(usual).includes(file)));
    assert.deepEqual(needsOf(quick), new Set(["Rust", "package", "demo", "registries"]));
    assert.deepEqual(select(["node"])[0]?.paths, ["tests/node"], "a name selects the thorough tests too");
  });

  it("all tests of a file with --all and by name, and otherwise not the thorough ones", () => {
    const script = 'import("./tests/support/thorough.js").then((m) => console.log(m.runsThoroughTests))';
    const runsThem = () => captureOutput(process.execPath, ["-e", script]).output;
    const before = process.env.WITHOUT_THOROUGH_TESTS;
    try {
      tellTestFiles(false);
      assert.equal(runsThem(), "false");
      tellTestFiles(true);
      assert.equal(runsThem(), "true");
    } finally {
      tellTestFiles(before === undefined);
    }
  });

  it("what the suites need, and no more", () => {
    assert.deepEqual([...needsOf(select(["crate/native"]))], ["Rust"]);
    assert.deepEqual([...needsOf(select(["node/forward"]))], ["package", "demo", "registries"]);
    assert.deepEqual(needsOf(selectExtent("all")), new Set(SUITES.flatMap(({ needs }) => needs)));
  });
});

describe("npm test", { skip: process.platform === "win32" && "the stubs are shell scripts" }, () => {
  /** The PATH: programs that only log their call. @type {string} */
  let folder;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "zoom-pkce-select-"));
    mkdirSync(join(folder, "lib/rustlib/wasm32-unknown-unknown"), { recursive: true });
    const result = "test result: ok. 3 passed; 0 failed; 0 ignored";
    for (const [name, output] of [
      ["cargo", result],
      ["rustc", folder],
      ["apt-get", ""],
      ["firefox-esr", ""],
    ]) {
      const script = `#!/bin/sh\necho ${name} "$@" >>${folder}/log\necho '${output}'\n`;
      writeFileSync(join(folder, name), script, { mode: 0o755 });
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  /** @param {string[]} names */
  const npmTest = (...names) => {
    writeFileSync(join(folder, "log"), "");
    const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/test.js", ...names], {
      cwd: root,
      encoding: "utf8",
      env: { PATH: folder, XDG_CACHE_HOME: folder },
    });
    return { status, stdout, stderr, log: readFileSync(join(folder, "log"), "utf8") };
  };

  it("builds nothing and installs no browser for the crate's native tests", () => {
    const { status, stdout, stderr, log } = npmTest("crate/native");
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^crate, natively +3 passed, 0 failed, 0 skipped +\d+ s\n\n3 passed/m);
    assert.equal(log, "cargo --version\nrustc --print sysroot\ncargo test --locked\n");
    assert.doesNotMatch(stderr, /missing|Node/);
  });

  it("runs one file once, and looks for no program", () => {
    const file = "node/scripts/free-port.test.js";
    const { status, stdout, stderr, log } = npmTest(file, `tests/${file}`);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^package, in Node +1 passed, 0 failed, 0 skipped +\d+ s$/m);
    assert.equal(log, "");
  });

  it("looks for the browser of a suite only", () => {
    const { stdout, log } = npmTest("crate/webkit");
    assert.match(stdout, /^crate, in WebKit +0 passed, 0 failed, 1 skipped +\d+ s$/m);
    assert.match(stdout, /^WebKit was skipped\. /m);
    assert.match(log, /^cargo install .* wasm-pack /m);
    assert.doesNotMatch(stdout + log, /chromium|firefox|geckodriver/i);
  });

  it("lists every suite with its needs, and refuses unknown names and options", () => {
    const { status, stdout } = npmTest("--list");
    assert.equal(status, 0);
    for (const { name, takes, needs } of SUITES) {
      const extent = "(--quick|npm test|--all)( \\*)?";
      assert.match(stdout, new RegExp(`^${name} +${takes} +${extent} +${needs.join(", ")}$`, "m"));
    }
    assert.match(stdout, /^bundlers .* --all +package/m);
    assert.match(stdout, /^node .* --quick \* +package/m);
    assert.match(stdout, /^flow .* npm test \* +package/m);
    assert.match(stdout, /^module .* npm test +package/m);
    for (const argument of ["flo", "--lis"]) {
      const { status, stderr, log } = npmTest(argument);
      assert.equal(status, 1);
      assert.match(stderr, new RegExp(argument));
      assert.doesNotMatch(stderr, /\n {4}at /);
      assert.equal(log, "");
    }
  });
});
