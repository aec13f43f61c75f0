// The app's page: runs one step of a case and reports its outcome.

import { authorize, forward, init } from "zoom-pkce";
import { startSimulator } from "zoom-pkce/simulator";
import { cases } from "../cases/index.js";
import { equal } from "./check.js";
import { createContext, zoomSdk } from "./context.js";
import { assertReports } from "./watched-package.js";

/** Errors and rejections without a handler. @type {string[]} */
const uncaught = [];
addEventListener("unhandledrejection", ({ reason }) => uncaught.push(`unhandled rejection: ${reason}`));
addEventListener("error", ({ message }) => uncaught.push(`uncaught: ${message}`));

/** The package's console messages about running without WebAssembly. @type {string[]} */
const withoutWasm = [];
const { info } = console;
console.info = (...said) => {
  if (/WebAssembly can't be used/.test(said[0])) withoutWasm.push(said[0]);
  info(...said);
};

/**
 * Asserts that the package used WebAssembly if the policy permits it, and otherwise ran without it
 * and reported that once.
 *
 * @param {boolean} hasWasm
 */
async function assertUsesWasm(hasWasm) {
  await init();
  const smallest = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
  const runs = await WebAssembly.instantiate(smallest).then(
    () => true,
    () => false,
  );
  equal(runs, hasWasm, "whether the page may use WebAssembly");
  equal(withoutWasm.length, hasWasm ? 0 : 1, "the messages that WebAssembly can't be used");
}

/**
 * @param {string} name
 * @param {number} step
 * @param {import("./context.js").Settings} settings
 * @param {unknown} carried The value that the previous step returned, in another page.
 */
async function runCase(name, step, settings, carried) {
  Object.assign(window, { ran: name });
  try {
    const context = createContext(settings);
    const found = cases.find((each) => each.name === name);
    if (!found) throw new Error(`there is no case "${name}"`);
    const value = await found.steps[step](context, carried);
    if (step === found.steps.length - 1) context.assertNothingLeft();
    await assertUsesWasm(settings.hasWasm);
    // The browser reports unhandled rejections in a later task.
    await new Promise((resolve) => setTimeout(() => resolve(undefined)));
    if (uncaught.length > 0) throw new Error(uncaught.join("; "));
    assertReports(context.secrets());
    return { value };
  } catch (error) {
    const { message, stack, hint } = /** @type {any} */ (error) ?? {};
    return { error: [message ?? String(error), hint, stack, ...uncaught].filter(Boolean).join("\n") };
  }
}

Object.assign(window, { runCase, app: { authorize, forward, init, startSimulator, zoomSdk } });
