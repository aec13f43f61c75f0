// The Nodes that tests/runtimes/project installs.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../../../scripts/process/command.js";
import { folder } from "./project.js";

const project = JSON.parse(readFileSync(join(root, "tests/runtimes/project/package.json"), "utf8"));

/** The other Nodes, such as `node22`. They are packages for Linux on x64. */
export const OTHERS = Object.keys(project.optionalDependencies);
export const NEWEST = /** @type {string} */ (OTHERS.at(-1));

/** @param {string} name */
export const binary = (name) => join(folder, "node_modules", name, "bin/node");

/** @param {import("node:test").TestContext} t @param {string} name */
export function isMissing(t, name) {
  const isLinux = process.platform === "linux" && process.arch === "x64";
  if (!isLinux) t.skip("its binary is for Linux on x64");
  else assert.ok(existsSync(binary(name)), `${name} is installed`);
  return !isLinux;
}
