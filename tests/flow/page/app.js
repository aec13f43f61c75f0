// The app: a page that runs one step of one case and says how it went.

import { authorize, forward, init } from "zoom-pkce";
import { startSimulator } from "zoom-pkce/simulator";
import { cases } from "../cases/index.js";
import { equal } from "./check.js";
import { createContext, zoomSdk } from "./context.js";

/** What nobody caught. @type {string[]} */
const uncaught = [];
addEventListener("unhandledrejection", ({ reason }) => uncaught.push(`unhandled rejection: ${reason}`));
addEventListener("error", ({ message }) => uncaught.push(`uncaught: ${message}`));

/** What the package says when it does without WebAssembly. @type {string[]} */
const withoutWasm = [];
const { info } = console;
console.info = (...said) => {
  if (/WebAssembly can't be used/.test(said[0])) withoutWasm.push(said[0]);
  info(...said);
};

/** That the page ran by what its policy lets it run by, which was said once. @param {boolean} hasWasm */
async function assertRanBy(hasWasm) {
  await init();
  const smallest = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
  const runs = await WebAssembly.instantiate(smallest).then(
    () => true,
    () => false,
  );
  equal(runs, hasWasm, "whether the page may use WebAssembly");
  equal(withoutWasm.length, hasWasm ? 0 : 1, "how often it was said that WebAssembly can't be used");
}

/**
 * @param {string} name
 * @param {number} step
 * @param {import("./context.js").Settings} settings
 * @param {unknown} carried What the step before gave, in another page.
 */
async function runCase(name, step, settings, carried) {
  Object.assign(window, { ran: name });
  try {
    const context = createContext(settings);
    const found = cases.find((each) => each.name === name);
    if (!found) throw new Error(`there is no case "${name}"`);
    const value = await found.steps[step](context, carried);
    if (step === found.steps.length - 1) context.assertNothingLeft();
    await assertRanBy(settings.hasWasm);
    // Unhandled rejections are told of after what they came from.
    await new Promise((resolve) => setTimeout(() => resolve(undefined)));
    if (uncaught.length > 0) throw new Error(uncaught.join("; "));
    return { value };
  } catch (error) {
    const { message, stack, hint } = /** @type {any} */ (error) ?? {};
    return { error: [message ?? String(error), hint, stack, ...uncaught].filter(Boolean).join("\n") };
  }
}

Object.assign(window, { runCase, app: { authorize, forward, init, startSimulator, zoomSdk } });
