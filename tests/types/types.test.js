// Compiles programs against the types of the packed package, with every supported compiler and
// module setting. The types must be exact in all of them.

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

/** The folder for generated files. It is beside src/, so that imports resolve in the same way. */
const made = join(project, "made");

const STRICT = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
  // A check of TypeScript's own declarations takes the most time and is not needed.
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

/** The sources of the globals, and the files of src/ that compile with them. */
const surroundings = {
  "a page": {
    globals: PAGE,
    files: [...ANYWHERE, "browser", "slim", "react", "store", "svelte", "script-tag", "simulator"],
  },
  "a worker": {
    globals: { lib: ["es2022", "webworker", "webworker.iterable"], types: [] },
    files: [...ANYWHERE, "slim"],
  },
  "Node, without the types of pages": {
    globals: { lib: ["es2022"], types: ["node"] },
    files: [...ANYWHERE, "server-node"],
  },
};

/**
 * Compilers besides this repository's own: the oldest with `bundler`, and the last two that are
 * written in JavaScript.
 */
const COMPILERS = ["5.0", "5.9", "6.0"];

/** `verbatimModuleSyntax` is younger than some of these compilers. */
const NODE10 = { module: "esnext", moduleResolution: "node", verbatimModuleSyntax: undefined };
const NODE16 = { module: "node16", verbatimModuleSyntax: undefined };

/** Settings without `bundler`. Create React App 5 takes TypeScript 4.9 at most. */
const WITHOUT_BUNDLER = [
  { version: "4.9", name: "node10", module: NODE10 },
  { version: "4.9", name: "node16", module: NODE16 },
  { version: "5.9", name: "node10", module: NODE10 },
];

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

  for (const { version, name, module } of [
    { version: "", name: "bundler", module: BUNDLER },
    ...COMPILERS.map((version) => ({ version, name: "bundler", module: BUNDLER })),
    ...WITHOUT_BUNDLER,
  ]) {
    const compilerName = version ? `TypeScript ${version}` : "this repository's TypeScript";
    it(`make ${compilerName} report a wrong type, with moduleResolution ${name}`, async () => {
      const compiler = version ? join(project, `node_modules/typescript-${version}`) : undefined;
      const file = await write(
        "wrong.ts",
        'import { generateState } from "zoom-pkce";\nconst state: number = generateState();\nconsole.log(state);\n',
      );
      const said = await compile([file], { ...module, ...PAGE }, compiler);
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

  for (const { version, name, module } of WITHOUT_BUNDLER) {
    it(`are exact for TypeScript ${version} with moduleResolution ${name}, in a page and in Node`, async () => {
      const compiler = join(project, `node_modules/typescript-${version}`);
      const { "a page": page, "Node, without the types of pages": node } = surroundings;
      for (const { globals, files } of [page, node]) {
        assert.equal(await compile(sources(files), { ...module, ...globals }, compiler), "");
      }
    });
  }

  it("fit every version of the SDK since 0.16.0, and its config", async () => {
    const { devDependencies } = JSON.parse(await readFile(join(project, "package.json"), "utf8"));
    const sdks = Object.keys(devDependencies).filter((name) => name.startsWith("appssdk-"));
    assert.equal(sdks.length, 22);
    const use = await readFile(join(project, "src/sdk.ts"), "utf8");
    const copies = await Promise.all(
      sdks.map((sdk) => write(`${sdk}.ts`, use.replace('"@zoom/appssdk"', `"${sdk}"`))),
    );
    assert.equal(await compile([...sources(["sdk"]), ...copies], { ...BUNDLER, ...PAGE }), "");
  });

  it("give an app context the fields that the SDK describes", async () => {
    assert.equal(await compile(sources(["app-context"]), { ...BUNDLER, ...PAGE }), "");
  });

  it("fit the elements of React 18 and 19", async () => {
    assert.equal(await compile(sources(["react-elements"]), { ...BUNDLER, ...PAGE }), "");
  });

  it("are exact for Vue, whose own types need TypeScript 5.4", async () => {
    const files = sources(["vue"]);
    for (const module of Object.values(modules)) {
      assert.equal(await compile(files, { ...module, ...PAGE }), "");
    }
    for (const version of ["5.9", "6.0"]) {
      const compiler = join(project, `node_modules/typescript-${version}`);
      assert.equal(await compile(files, { ...BUNDLER, ...PAGE }, compiler), "");
    }
  });

  it("fit the stores of Svelte 3 and 5", async () => {
    assert.equal(await compile(sources(["svelte-stores"]), { ...BUNDLER, ...PAGE }), "");
  });

  it("fit the SDK under the resolution of Node, after a cast to its default export", async () => {
    for (const module of ["node16", "nodenext"]) {
      assert.equal(await compile(sources(["nodenext"]), { module, ...PAGE }), "");
    }
  });

  it("work in CommonJS modules, if the compiler supports require of ES modules", async () => {
    const file = join(project, "src/commonjs.cts");
    assert.equal(await compile([file], { ...NODENEXT, ...PAGE }), "");
  });

  it("have exactly the error codes that docs/errors.md explains", async () => {
    const errors = await readFile(join(root, "docs/errors.md"), "utf8");
    const codes = [...errors.matchAll(/^### `([a-z_]+)`$/gm)].map(([, code]) => JSON.stringify(code));
    assert.notEqual(codes.length, 0);
    const file = await write(
      "codes.ts",
      `import { expectTypeOf } from "expect-type";
       import type { ZoomPkceError } from "zoom-pkce";
       expectTypeOf<ZoomPkceError["code"]>().toEqualTypeOf<${codes.join(" | ")}>();`,
    );
    assert.equal(await compile([file], { ...BUNDLER, ...PAGE }), "");
  });

  it("are covered by these tests, for every name of every entry", async () => {
    const installed = join(project, "node_modules/zoom-pkce");
    const { exports } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
    for (const [entry, { types, default: script }] of Object.entries(exports)) {
      if (!script?.endsWith(".js")) continue;
      const declared = namesOf(await readFile(join(installed, types), "utf8"));
      assert.notEqual(declared.length, 0, entry);
      const test = entry === "." ? "index" : entry.slice(2).replace("/", "-");
      const [source] = sources([test]);
      // An import alone does not test a name.
      const [, ...body] = (await readFile(source, "utf8")).split(/^} from .*$/m);
      const untested = declared.filter((name) => !new RegExp(`\\b${name}\\b`).test(body.join("")));
      // slim.ts compares the values of zoom-pkce/slim with those of zoom-pkce as one type.
      const expected =
        entry === "./slim" ? untested.filter((name) => /^[A-Z].*(?<!Error)$/.test(name)) : untested;
      assert.deepEqual(expected, [], entry);
    }
  });
});

/** @param {string} declarations @returns {string[]} the exported names */
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
 * Compiles files with strict settings.
 *
 * @param {string[]} files
 * @param {object} options more settings
 * @param {string} [compiler] the folder of the compiler's package
 * @returns {Promise<string>} the compiler's output, which is empty if there is no error
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
    // A compiler that does not run prints nothing, so the error itself is returned.
    return stdout + stderr || String(error);
  }
}
