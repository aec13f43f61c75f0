// Reads the capabilities of `zoomSdk.config` from files of a page.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

import { readPage } from "../doctor/page/html.js";
import { isSdkUrl } from "../doctor/page/sdk.js";
import { parseScript } from "../doctor/page/syntax.js";
import { refuseFlag } from "../shared/flags.js";
import { decodeText } from "../shared/read-input.js";

/**
 * @param {string[]} files HTML or JavaScript.
 * @returns {{ capabilities: string[], hasScriptTag: boolean }} `hasScriptTag`: whether a page loads the
 *   SDK by one.
 * @throws {import("../shared/flags.js").FlagError} If a file cannot be read, or if none has a list of
 *   capabilities.
 */
export function readSources(files) {
  const capabilities = new Set();
  let hasScriptTag = false;
  for (const file of files) {
    const text = readText(file);
    const url = pathToFileURL(file);
    const page = /^\s*</.test(text) ? readPage(text, url) : undefined;
    hasScriptTag ||= page?.scripts.some((script) => script.url && isSdkUrl(script.url)) ?? false;
    const scripts = page ? page.scripts.filter((script) => !script.url).map((script) => script.text) : [text];
    for (const { configCalls, isParsed } of scripts.map((script) => parseScript(script, url))) {
      if (!isParsed)
        refuseFlag(
          "--source",
          `must be JavaScript or HTML: ${file} is not (TypeScript and JSX are read after the build)`,
        );
      for (const call of configCalls) for (const name of call.capabilities ?? []) capabilities.add(name);
    }
  }
  if (capabilities.size === 0) {
    refuseFlag(
      "--source",
      "must have a call of zoomSdk.config whose capabilities are a list of texts; none has",
    );
  }
  return { capabilities: [...capabilities], hasScriptTag };
}

/** @param {string} file */
function readText(file) {
  try {
    return decodeText(readFileSync(file));
  } catch {
    return refuseFlag("--source", `must be a file that can be read: ${file} cannot`);
  }
}
