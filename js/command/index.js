#!/usr/bin/env node
// The command zoom-pkce: one subcommand each for an error, a site and a manifest. A subcommand is
// loaded when it is called.

import { createRequire } from "node:module";

import { FlagError } from "./shared/flags.js";

const HELP = `zoom-pkce: finds what keeps a Zoom App's sign-in from working.

Usage: npx zoom-pkce COMMAND [flags]

  doctor     looks at a page, its backend and the app's credentials
  explain    says what an error means, and what to do about it
  manifest   prints the app's settings for the Marketplace, or compares them

  -h, --help     npx zoom-pkce COMMAND --help has the flags of a command
  --version

npx zoom-pkce-simulator is the simulated Zoom, for development and tests.
`;

/**
 * Each subcommand takes its arguments and gives the exit status.
 *
 * @type {Readonly<Record<string, () => Promise<(args: string[]) => Promise<number>>>>}
 */
const COMMANDS = {
  doctor: async () => (await import("./doctor/index.js")).doctor,
  manifest: async () => (await import("./manifest/index.js")).manifest,
  explain: async () => (await import("./explain/index.js")).explain,
};

/**
 * @param {string[]} args The arguments after the name of the command.
 * @returns {Promise<number>} The exit status.
 */
async function run([name = "--help", ...args]) {
  if (name === "-h" || name === "--help") {
    console.log(HELP);
    return 0;
  }
  if (name === "--version") {
    console.log(createRequire(import.meta.url)("zoom-pkce/package.json").version);
    return 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    throw new FlagError(`there is no such command; there are ${Object.keys(COMMANDS).join(", ")}`);
  }
  const command = await load();
  return command(args);
}

// A reader of the output may end early (`| head`).
process.stdout.on("error", () => {});

process.exitCode = await run(process.argv.slice(2)).catch((error) => {
  if (!(error instanceof FlagError)) throw error;
  console.error(`zoom-pkce: ${error.message} (see --help)`);
  return 2;
});
