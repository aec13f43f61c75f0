// The types of the packed package: exact, and the same for every compiler and setting that the package is said to work with.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { root } from "../../scripts/process/command.js";
import { installPacked } from "../../scripts/build/packed.js";

const exec = promisify(execFile);
const project = fileURLToPath(new URL("project/", import.meta.url));

/** Files that are written here. They are beside src/, so that what they import is found as it is from there. */
const made = join(project, "made");

const STRICT = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
  // TypeScript's own are not in question, and take the most time.
  skipDefaultLibCheck: true,
  target: "es2022",
};

const BUNDLER = { module: "esnext", moduleResolution: "bundler" };
const NODENEXT = { module: "nodenext" };
const modules = {
  "moduleResolution bundler": BUNDLER,
  "module preserve": { module: "preserve" },
  "module node16": { module: "node16" },
  "module nodenext": NODENEXT,
};

const PAGE = { lib: ["es2022", "dom", "dom.iterable"], types: [] };
const ANYWHERE = ["index", "server", "simulator-server"];

/** What the globals come from, and the files of src/ that do with them. */
const surroundings = {
  "a page": { globals: PAGE, files: [...ANYWHERE, "slim", "react", "script-tag", "simulator"] },
  "a worker": {
    globals: { lib: ["es2022", "webworker", "webworker.iterable"], types: [] },
    files: [...ANYWHERE, "slim"],
  },
  "Node, without the types of pages": { globals: { lib: ["es2022"], types: ["node"] }, files: ANYWHERE },
};

/** Compilers besides this repository's own: the oldest that knows `bundler`, and the last two of those in JavaScript. */
const COMPILERS = ["5.0", "5.9", "6.0"];

describe("the published types", { timeout: 900_000 }, () => {
  before(async () => {
    await installPacked(project);
    await rm(made, { recursive: true, force: true });
    await mkdir(made);
  });
  after(() => rm(made, { recursive: true, force: true }));

  for (const [moduleName, module] of Object.entries(modules)) {
    for (const [name, { globals, files }] of Object.entries(surroundings)) {
      it(`are exact in ${name}, with ${moduleName}`, async () => {
        assert.equal(await compile(sources(files), { ...module, ...globals }), "");
      });
    }
  }

  for (const version of ["", ...COMPILERS]) {
    it(`would be refused by TypeScript ${version} if they did not fit`, async () => {
      const compiler = version ? join(project, `node_modules/typescript-${version}`) : undefined;
      const file = await write(
        "wrong.ts",
        'import { generateState } from "zoom-pkce";\nconst state: number = generateState();\nconsole.log(state);\n',
      );
      const said = await compile([file], { ...BUNDLER, ...PAGE }, compiler);
      assert.match(said, /^made\/wrong\.ts\(2,7\): error TS2322: [^\n]*\n$/);
    });
  }

  for (const version of COMPILERS) {
    it(`are exact for TypeScript ${version}, in a page and in Node`, async () => {
      const compiler = join(project, `node_modules/typescript-${version}`);
      const { "a page": page, "Node, without the types of pages": node } = surroundings;
      assert.equal(await compile(sources(page.files), { ...BUNDLER, ...page.globals }, compiler), "");
      assert.equal(await compile(sources(node.files), { ...NODENEXT, ...node.globals }, compiler), "");
    });
  }

  it("fit every version of the SDK since 0.16.0, and its config", async () => {
    const { devDependencies } = JSON.parse(await readFile(join(project, "package.json"), "utf8"));
    const sdks = Object.keys(devDependencies).filter((name) => /^appssdk-/.test(name));
    assert.equal(sdks.length, 22);
    const use = await readFile(join(project, "src/sdk.ts"), "utf8");
    const copies = await Promise.all(
      sdks.map((sdk) => write(`${sdk}.ts`, use.replace('"@zoom/appssdk"', `"${sdk}"`))),
    );
    assert.equal(await compile([...sources(["sdk"]), ...copies], { ...BUNDLER, ...PAGE }), "");
  });

  it("fit the elements of React 18 and 19", async () => {
    assert.equal(await compile(sources(["react-elements"]), { ...BUNDLER, ...PAGE }), "");
  });

  it("fit the SDK under Node's resolution, after a cast", async () => {
    for (const module of ["node16", "nodenext"]) {
      assert.equal(await compile(sources(["nodenext"]), { module, ...PAGE }), "");
    }
  });

  it("serve CommonJS modules if TypeScript knows require of an ES module", async () => {
    const file = join(project, "src/commonjs.cts");
    assert.equal(await compile([file], { ...NODENEXT, ...PAGE }), "");
  });

  it("name exactly the error codes that the README documents", async () => {
    const readme = await readFile(join(root, "README.md"), "utf8");
    const codes = [...readme.matchAll(/^\| `([a-z_]+)` +\|/gm)].map(([, code]) => JSON.stringify(code));
    assert.notEqual(codes.length, 0);
    const file = await write(
      "codes.ts",
      `import { expectTypeOf } from "expect-type";
       import type { ZoomPkceError } from "zoom-pkce";
       expectTypeOf<ZoomPkceError["code"]>().toEqualTypeOf<${codes.join(" | ")}>();`,
    );
    assert.equal(await compile([file], { ...BUNDLER, ...PAGE }), "");
  });

  it("every name of every entry is tested here", async () => {
    const installed = join(project, "node_modules/zoom-pkce");
    const { exports } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
    for (const [entry, { types, default: script }] of Object.entries(exports)) {
      if (!script?.endsWith(".js")) continue;
      const declared = namesOf(await readFile(join(installed, types), "utf8"));
      assert.notEqual(declared.length, 0, entry);
      const test = entry === "." ? "index" : entry.slice(2).replace("/", "-");
      const [source] = sources([test]);
      // What is only imported tests nothing.
      const [, ...body] = (await readFile(source, "utf8")).split(/^} from .*$/m);
      const untested = declared.filter((name) => !new RegExp(`\\b${name}\\b`).test(body.join("")));
      // zoom-pkce/slim is compared with zoom-pkce as a whole.
      const expected =
        entry === "./slim" ? untested.filter((name) => /^[A-Z].*(?<!Error)$/.test(name)) : untested;
      assert.deepEqual(expected, [], entry);
    }
  });
});

/** @param {string} declarations @returns {string[]} what they export */
function namesOf(declarations) {
  const code = declarations.replace(/\/\*[^]*?\*\//g, "");
  const lists = [...code.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list]) => list.split(","));
  const single = /^export (?:declare )?(?:type|interface|class|function|const) (\w+)/gm;
  return [
    ...lists.map((name) => name.trim()).filter(Boolean),
    ...[...code.matchAll(single)].map(([, n]) => n),
  ];
}

/** @param {string[]} names */
const sources = (names) => names.map((name) => join(project, `src/${name}.ts`));

/** @param {string} name @param {string} content */
async function write(name, content) {
  const file = join(made, name);
  await writeFile(file, content);
  return file;
}

/**
 * @param {string[]} files
 * @param {object} options
 * @param {string} [compiler] its package's folder
 * @returns {Promise<string>} what is wrong
 */
async function compile(files, options, compiler = join(root, "node_modules/typescript")) {
  const config = {
    compilerOptions: { ...STRICT, ...options },
    files: files.map((file) => relative(made, file)),
  };
  const configFile = await write("tsconfig.json", JSON.stringify(config));
  const args = [join(compiler, "bin/tsc"), "-p", configFile, "--pretty", "false"];
  try {
    const { stdout, stderr } = await exec(process.execPath, args, { cwd: project });
    return stdout + stderr;
  } catch (error) {
    const { stdout, stderr } = /** @type {{ stdout: string, stderr: string }} */ (error);
    // A compiler that does not run says nothing of types: it failed all the same.
    return stdout + stderr || String(error);
  }
}
