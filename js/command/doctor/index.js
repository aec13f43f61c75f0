// zoom-pkce doctor: looks at page, backend, client and redirect URI from outside.

import { setMaxListeners } from "node:events";

import { printableUrl } from "../../shared/printable.js";
import { report } from "../shared/report.js";
import { examineBackend } from "./backend/index.js";
import { examineClient } from "./client.js";
import { readDoctorFlags } from "./flags.js";
import { namedHosts } from "./hosts.js";
import { examinePage } from "./page/index.js";
import { examineRedirectUri } from "./redirect-uri.js";
import { HELP } from "./texts.js";

/** @import { DoctorOptions } from "./flags.js" */
/** @import { Examined } from "../shared/report.js" */

/**
 * @param {string[]} args The arguments after `doctor`.
 * @returns {Promise<number>} The exit status.
 */
export async function doctor(args) {
  const options = await readDoctorFlags(args);
  if (options === undefined) {
    console.log(HELP);
    return 0;
  }
  return report(await examine(options), options.json);
}

/**
 * Page, backend and client are asked at the same time, and share the time.
 *
 * @param {DoctorOptions} options
 * @returns {Promise<Examined[]>}
 */
async function examine({ url, backend, redirectUri, clientId, clientSecret, isPublicClient, ...options }) {
  const { timeoutMs, tokenUrl } = options;
  const isNamed = namedHosts([url, backend]);
  const signal = AbortSignal.timeout(timeoutMs);
  // Each request listens to it, and a page has many scripts.
  setMaxListeners(0, signal);
  const [page, backendFindings, clientFindings] = await Promise.all([
    url && examinePage({ url, backend, clientSecret, isNamed, signal }),
    backend && examineBackend({ backend, page: url, redirectUri, signal }),
    clientId === undefined
      ? undefined
      : examineClient({
          ...{ clientId, clientSecret, isPublic: isPublicClient, tokenUrl, timeoutMs },
          redirectUri: redirectUri ?? url?.href ?? "https://app.example.com/",
        }),
  ]);
  /** @type {Examined[]} */
  const examined = [];
  if (page) examined.push({ area: `Page ${printableUrl(page.url.href)}`, findings: page.findings });
  if (backend && backendFindings) {
    examined.push({ area: `Backend ${printableUrl(backend.href)}`, findings: backendFindings });
  }
  if (clientFindings) examined.push({ area: "Client", findings: clientFindings });
  if (redirectUri !== undefined) {
    examined.push({ area: "Redirect URI", findings: examineRedirectUri(redirectUri, page?.url) });
  }
  return examined;
}
