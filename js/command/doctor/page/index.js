// Looks at the app's page.

import { PAGES } from "../../shared/pages.js";
import { checkConnection } from "../connection.js";
import { readPolicies } from "../csp/policies.js";
import { checkCookies } from "./cookies.js";
import { checkFraming } from "./framing.js";
import { checkAnswer, checkHeaders } from "./headers.js";
import { readPage } from "./html.js";
import { checkIsolation } from "./isolation.js";
import { loadPage } from "./load.js";
import { checkConnections, checkPolicyHeader, checkScripts, checkSpelling, checkWasm } from "./policy.js";
import { loadScripts } from "./scripts.js";
import { checkConfig, checkMethod, checkSdk, checkSecrets } from "./source.js";

/** @import { Finding } from "../../shared/finding.js" */

/**
 * @typedef {object} PageOptions
 * @property {URL} url The Home URL.
 * @property {URL | undefined} backend
 * @property {string | undefined} clientSecret Only searched for in the page.
 * @property {(url: URL) => boolean} isNamed
 * @property {AbortSignal} signal
 */

/**
 * @param {PageOptions} options
 * @returns {Promise<{ url: URL, findings: Finding[] }>} The page's own URL, after redirects.
 */
export async function examinePage({ url: homeUrl, backend, clientSecret, isNamed, signal }) {
  const { answer, findings } = await loadPage(homeUrl, isNamed, signal);
  if (answer === undefined) return { url: homeUrl, findings };
  const { url } = answer;
  findings.unshift(...checkConnection(answer, PAGES.homeUrl));
  const problems = checkAnswer(answer);
  findings.push(...problems);
  // The rest would be about an error page.
  if (problems.length > 0) return { url, findings };

  const page = readPage(answer.text, url);
  const ofHeader = readPolicies(answer.header("content-security-policy"));
  const policies = [...ofHeader, ...page.metaPolicies];
  const loaded = await loadScripts(page, url, isNamed, signal);
  const { scripts } = loaded;
  findings.push(
    ...checkHeaders(answer),
    ...checkPolicyHeader(answer, ofHeader, page),
    ...checkSpelling(policies),
    ...checkScripts(policies, page, url),
    ...checkConnections(policies, url, backend),
    checkWasm(policies),
    ...checkFraming(ofHeader, answer),
    ...checkIsolation(answer, page),
    ...checkCookies(answer),
    ...loaded.findings,
    ...checkSdk(page, scripts),
    ...checkConfig(scripts),
    ...checkMethod(scripts),
    ...checkSecrets([answer.text, ...scripts.map(({ text }) => text)], clientSecret),
  );
  return { url, findings };
}
