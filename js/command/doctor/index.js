// zoom-pkce doctor: looks at page, backend, client and redirect URI from outside.

import { printableUrl } from "../../shared/printable.js";
import { columnsOf, painterFor } from "../shared/terminal.js";
import { examineBackend } from "./backend/index.js";
import { examineClient } from "./client.js";
import { readDoctorFlags } from "./flags.js";
import { namedHosts } from "./hosts.js";
import { examinePage } from "./page/index.js";
import { examineRedirectUri } from "./redirect-uri.js";
import { HELP, reportText } from "./texts.js";

/** @import { DoctorOptions } from "./flags.js" */
/** @import { Examined } from "./texts.js" */

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
  const examined = await examine(options);
  const { stdout } = process;
  if (options.json) {
    const findings = examined.flatMap(({ area, findings }) => findings.map((found) => ({ area, ...found })));
    console.log(JSON.stringify({ findings }, null, 2));
  } else stdout.write(reportText(examined, painterFor(stdout), columnsOf(stdout)));
  const isFaulty = examined.some(({ findings }) => findings.some(({ status }) => status === "fault"));
  return isFaulty ? 1 : 0;
}

/**
 * Page, backend and client are asked at the same time.
 *
 * @param {DoctorOptions} options
 * @returns {Promise<Examined[]>}
 */
async function examine({ url, backend, redirectUri, clientId, clientSecret, isPublicClient, ...options }) {
  const { timeoutMs, tokenUrl } = options;
  const isNamed = namedHosts([url, backend]);
  const [page, backendFindings, clientFindings] = await Promise.all([
    url && examinePage({ url, backend, clientSecret, isNamed, timeoutMs }),
    backend && examineBackend({ backend, page: url, redirectUri, timeoutMs }),
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
