// The versions that the packed package is tested with, read from the projects of the tests.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../../../scripts/process/command.js";

/** @param {string} folder */
const manifest = (folder) => JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));

/** @param {string} folder @param {string} name The name of one of its packages. */
function versionIn(folder, name) {
  const { dependencies, devDependencies, optionalDependencies } = manifest(folder);
  const version = { ...dependencies, ...devDependencies, ...optionalDependencies }[name];
  if (!version) throw new Error(`${folder} has no ${name}`);
  return version;
}

/** @param {string} project @param {string} [name] */
const bundler = (project, name = project) => versionIn(`tests/bundlers/projects/${project}`, name);

/**
 * Returns the rows of the table in README.md.
 *
 * @returns {{ tool: string, version: string }[]}
 */
export const worksWith = () => [
  { tool: "Vite", version: bundler("vite") },
  { tool: "webpack", version: `${bundler("webpack-4", "webpack")}, ${bundler("webpack")}` },
  { tool: "Rspack", version: bundler("rspack", "@rspack/core") },
  { tool: "Rollup", version: bundler("rollup") },
  { tool: "esbuild", version: bundler("esbuild") },
  { tool: "Parcel", version: bundler("parcel") },
  { tool: "Next.js", version: bundler("next") },
  { tool: "Create React App", version: bundler("create-react-app", "react-scripts") },
  { tool: "Vue", version: bundler("vue") },
  { tool: "Nuxt", version: bundler("nuxt") },
  { tool: "Svelte", version: bundler("svelte") },
  { tool: "SvelteKit", version: bundler("sveltekit", "@sveltejs/kit") },
  { tool: "Angular", version: bundler("angular", "@angular/core") },
  { tool: "no bundler: an import map", version: "" },
  { tool: "Node", version: nodeVersions() },
  { tool: "Deno", version: versionIn("tests/runtimes/project", "deno") },
  { tool: "Bun", version: versionIn("tests/runtimes/project", "bun") },
  { tool: "Workers (workerd)", version: versionIn("tests/runtimes/project", "workerd") },
  { tool: "pnpm", version: versionIn("tests/package-managers/managers", "@pnpm/exe.linux-x64") },
  { tool: "Yarn", version: versionIn("tests/package-managers/managers", "@yarnpkg/cli-dist") },
  { tool: "React", version: reactVersions() },
  { tool: "TypeScript", version: [...typesOf("typescript-"), versionIn(".", "typescript")].join(", ") },
  { tool: "`@zoom/appssdk`", version: [typesOf("appssdk-")[0], typesOf("appssdk-").at(-1)].join(" to ") },
];

/** The versions of Node that package.json allows. */
function nodeVersions() {
  const [, first, second] = /^\^(\d+\.\d+)\.0 \|\| >=(\d+\.\d+)\.0$/.exec(manifest(".").engines.node) ?? [];
  return `${first}, or ${second} and later`;
}

/** The other versions of Node that load every entry, the newest last. */
export const otherNodes = () =>
  Object.values(manifest("tests/runtimes/project").optionalDependencies).map((version) =>
    String(version).split("@").at(-1),
  );

/** The versions of React that the hook is tested with. */
function reactVersions() {
  const projects = ["16", "17", "18"].map((major) => versionIn(`tests/browser/react-${major}`, "react"));
  return [...projects, versionIn(".", "react")].join(", ");
}

/**
 * The versions for the tests of types, of packages whose names begin with a prefix.
 *
 * @param {string} prefix
 */
const typesOf = (prefix) =>
  Object.entries(manifest("tests/types/project").devDependencies)
    .filter(([name]) => name.startsWith(prefix))
    .map(([, version]) => String(version).split("@").at(-1));

/** The SDK's version in this project and in the project of each bundler. */
export const sdkVersions = () => [
  versionIn(".", "@zoom/appssdk"),
  ...[
    "vite",
    "webpack",
    "webpack-4",
    "rspack",
    "rollup",
    "esbuild",
    "parcel",
    "next",
    "create-react-app",
    "vue",
    "nuxt",
    "svelte",
    "sveltekit",
    "angular",
  ].map((project) => bundler(project, "@zoom/appssdk")),
];
