#!/usr/bin/env node
// The command zoom-pkce-simulator: the simulated Zoom server for a developer's own page and backend.

import { createRequire } from "node:module";

import { startSimulatedZoom } from "../server/start-simulated-zoom.js";
import { FlagError, readFlags } from "./flags.js";
import { HELP, logLine, startProblem, startText } from "./texts.js";

/** @import { StartSimulatedZoomOptions } from "../server/start-simulated-zoom.js" */

/**
 * @param {string} problem
 * @param {1 | 2} exitCode 2 for a wrong command line
 */
function fail(problem, exitCode) {
  console.error(`zoom-pkce-simulator: ${problem}`);
  process.exitCode = exitCode;
}

/**
 * @param {StartSimulatedZoomOptions} options
 * @param {boolean} byDefault
 */
async function serve(options, byDefault) {
  const { url, close } = await startSimulatedZoom({
    ...options,
    onAnswer: (answered) => console.log(logLine(answered)),
  });
  // Nothing is left to wait for once it is closed: the process ends by itself, and with 0. Not `once`: npx passes on the
  // signal that the terminal has sent already, and the second one must do no more than the first.
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, close);
  console.log(startText(url, options, byDefault));
}

// Whoever reads the output may go (`| head`); the server stays.
process.stdout.on("error", () => {});

/** @param {string[]} args */
async function run(args) {
  const command = readFlags(args);
  if (command.action === "help") return console.log(HELP);
  if (command.action === "version") {
    return console.log(createRequire(import.meta.url)("zoom-pkce/package.json").version);
  }
  const { options, byDefault } = command;
  await serve(options, byDefault).catch((error) => fail(startProblem(error, options), 1));
}

await run(process.argv.slice(2)).catch((error) => {
  if (!(error instanceof FlagError)) throw error;
  fail(`${error.message} (see --help)`, 2);
});
