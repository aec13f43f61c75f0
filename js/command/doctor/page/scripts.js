// Fetches the page's scripts, with the modules that they import, from the hosts that were named.

import { printableUrl } from "../../../shared/printable.js";
import { PAGES } from "../../shared/pages.js";
import { fault, ok, unseen } from "../../shared/finding.js";
import { NoAnswer, request } from "../request.js";
import { essenceOf } from "./headers.js";
import { parseScript } from "./syntax.js";

/** @import { Finding } from "../../shared/finding.js" */
/** @import { Page } from "./html.js" */
/** @import { ParsedScript } from "./syntax.js" */

/** More are not fetched: a development server serves each module by itself. */
const MAX_FILES = 60;

/** The content types of JavaScript that servers use (RFC 9239). */
const TYPES = new Set([
  "text/javascript",
  "application/javascript",
  "application/x-javascript",
  "text/ecmascript",
]);

/**
 * @param {Page} page
 * @param {URL} url
 * @param {(url: URL) => boolean} isNamed
 * @param {AbortSignal} signal
 * @returns {Promise<{ scripts: ParsedScript[], findings: Finding[] }>}
 */
export async function loadScripts(page, url, isNamed, signal) {
  /** @type {ParsedScript[]} */
  const scripts = [];
  /** @type {Finding[]} */
  const findings = [];
  /** @type {Set<string>} */
  const seen = new Set();
  let isComplete = true;

  /** @param {URL} file */
  async function load(file) {
    file.hash = "";
    if (seen.has(file.href)) return;
    seen.add(file.href);
    if (!isNamed(file)) return;
    if (seen.size > MAX_FILES) {
      isComplete = false;
      return;
    }
    const problem = mixed(url, file) ?? (await fetchScript(file));
    if (problem) findings.push(problem);
  }

  /** @param {URL} file @returns {Promise<Finding | undefined>} */
  async function fetchScript(file) {
    const answer = await request(file, { signal }).catch((error) => {
      if (!(error instanceof NoAnswer)) throw error;
    });
    if (answer === undefined) return signal.aborted ? late(file) : broken(file, "no answer came");
    const location = answer.header("location");
    if (answer.status >= 300 && answer.status < 400 && URL.canParse(location ?? "", file.href)) {
      await load(new URL(/** @type {string} */ (location), file));
      return undefined;
    }
    if (answer.status !== 200) return broken(file, `the status is ${answer.status}`);
    const type = essenceOf(answer.header("content-type"));
    if (!TYPES.has(type ?? "")) return wrongType(file, type);
    const script = parseScript(answer.text, file);
    await add(script);
    return script.isParsed ? undefined : unparsed(file);
  }

  /** @param {ParsedScript} script */
  async function add(script) {
    scripts.push(script);
    await Promise.all(script.imports.map(load));
  }

  await Promise.all(
    page.scripts.map((script) => (script.url ? load(script.url) : add(parseScript(script.text, url)))),
  );
  // One of each kind is enough: the others mostly have the same cause.
  const firsts = findings.filter(({ id }, index) => findings.findIndex((other) => other.id === id) === index);
  if (!isComplete) {
    firsts.push(
      unseen("scripts_too_many", "not all scripts were read", `The page loads more than ${MAX_FILES} files.`),
    );
  } else if (firsts.length === 0 && scripts.length > 0) {
    firsts.push(
      ok("scripts", `${scripts.length} ${scripts.length === 1 ? "script was" : "scripts were"} read`),
    );
  }
  return { scripts, findings: firsts };
}

/**
 * @param {URL} page
 * @param {URL} file
 */
function mixed(page, file) {
  if (page.protocol !== "https:" || file.protocol !== "http:") return undefined;
  return fault("script_over_http", {
    title: "The page loads a script over http",
    cause: `Browsers refuse ${printableUrl(file.href)} in a page over https.`,
    remedy: "Load it over https, or by a path.",
    page: PAGES.homeUrl,
  });
}

/** @param {URL} file */
const unparsed = (file) =>
  unseen(
    "script_unparsed",
    "a script could not be parsed",
    `${printableUrl(file.href)} has an error, or a syntax that this command does not know. Look at the browser's console.`,
  );

/** @param {URL} file */
const late = (file) =>
  unseen(
    "scripts_late",
    "not all scripts were read",
    `${printableUrl(file.href)} gave no answer in time. --timeout sets another one.`,
  );

/**
 * @param {URL} file
 * @param {string} what
 */
const broken = (file, what) =>
  fault("script_missing", {
    title: "A script of the page is missing",
    cause: `${printableUrl(file.href)}: ${what}.`,
    remedy: "Serve every file of the build, at the path where the page asks for it.",
    page: PAGES.source,
  });

/**
 * @param {URL} file
 * @param {string | undefined} type
 */
const wrongType = (file, type) =>
  fault("script_content_type", {
    title: `A script of the page is ${type ?? "without a Content-Type"}, not JavaScript`,
    cause: `With X-Content-Type-Options: nosniff, browsers do not run ${printableUrl(file.href)}. text/html mostly means that the file is missing, and the server answers with the app's page.`,
    remedy: "Serve the files of the build, .js as text/javascript.",
    page: PAGES.source,
  });
