// Builds and installs what the selected suites need.

import { ensureBackendPrograms } from "../backends/index.js";
import { buildAll, buildDemo, buildTarball } from "../build/index.js";
import { ensureBrowsers } from "../install/browsers.js";
import { ensureRust, ensureWasmTools } from "../install/tools.js";

/** @import { Need, Prepared } from "./table.js" */

const ENGINES = /** @type {const} */ (["Chromium", "Firefox", "WebKit"]);

/**
 * @param {Set<Need>} needs
 * @returns {Promise<Prepared>}
 */
export async function prepare(needs) {
  if (needs.has("package")) await buildAll();
  if (needs.has("demo")) await buildDemo();
  if (needs.has("tarball")) await buildTarball();
  const env = needs.has("wasm-pack") ? await ensureWasmTools() : {};
  if (needs.has("Rust") && !needs.has("wasm-pack")) await ensureRust();
  const browsers = await ensureBrowsers(ENGINES.filter((engine) => needs.has(engine)));
  if (needs.has("Redis")) await ensureBackendPrograms();
  // Tests that drive Firefox themselves read this variable.
  if (browsers.Firefox) process.env.GECKODRIVER = browsers.Firefox.driver;
  return { browsers, env };
}
