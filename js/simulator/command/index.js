#!/usr/bin/env node
// The command zoom-pkce-simulator: runs the simulated Zoom server for the page and the backend of a
// developer.

import { createRequire } from "node:module";

import { FlagError } from "../../command/shared/flags.js";
import { APP_CONTEXT_HEADER, encryptAppContext } from "../server/app-context.js";
import { startSimulatedZoom } from "../server/start-simulated-zoom.js";
import { readFlags } from "./flags.js";
import { HELP, logLine, startProblem, startText } from "./texts.js";

/** @import { StartSimulatedZoomOptions } from "../server/start-simulated-zoom.js" */

/**
 * @param {string} problem
 * @param {1 | 2} exitCode 1: the server did not start; 2: a flag is wrong.
 */
function fail(problem, exitCode) {
  console.error(`zoom-pkce-simulator: ${problem}`);
  process.exitCode = exitCode;
}

/**
 * Starts the server and prints what the page and the backend need.
 *
 * @param {StartSimulatedZoomOptions} options
 * @param {boolean} byDefault Whether the redirect URIs are the defaults.
 */
async function serve(options, byDefault) {
  const { url, close } = await startSimulatedZoom({
    ...options,
    onAnswer: (answered) => console.log(logLine(answered)),
  });
  // Once the server is closed, the process ends by itself with exit code 0. Not `once`: from a
  // terminal the signal comes twice, since npx passes it on, and the second one must not kill.
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, close);
  console.log(startText(url, options, byDefault));
}

// A reader of the output may end early (`| head`). The server goes on.
process.stdout.on("error", () => {});

/** @param {string[]} args The arguments after the name of the command. */
async function run(args) {
  const command = readFlags(args);
  if (command.action === "help") return console.log(HELP);
  if (command.action === "version") {
    return console.log(createRequire(import.meta.url)("zoom-pkce/package.json").version);
  }
  if (command.action === "context") {
    return console.log(`${APP_CONTEXT_HEADER}: ${await encryptAppContext(command.context, command.options)}`);
  }
  const { options, byDefault } = command;
  await serve(options, byDefault).catch((error) => fail(startProblem(error, options), 1));
}

await run(process.argv.slice(2)).catch((error) => {
  if (!(error instanceof FlagError)) throw error;
  fail(`${error.message} (see --help)`, 2);
});
