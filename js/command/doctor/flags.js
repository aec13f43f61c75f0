// The flags of `zoom-pkce doctor`.

import { TOKEN_URL } from "../../server/token-request.js";
import { isLoopback } from "../../forward/target.js";
import { parseFlags, refuseFlag } from "../shared/flags.js";
import { readInput } from "../shared/read-input.js";

const FLAGS = /** @type {const} */ ({
  backend: { type: "string" },
  "redirect-uri": { type: "string" },
  "client-id": { type: "string" },
  "secret-stdin": { type: "boolean" },
  "public-client": { type: "boolean" },
  "token-url": { type: "string" },
  timeout: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
});

/** How long all answers together may take, in seconds. */
export const DEFAULT_TIMEOUT_SECONDS = 4;

/** The longest time-out, in seconds. */
const MAX_TIMEOUT_SECONDS = 600;

/** The variable with the client secret. */
export const SECRET_VARIABLE = "ZOOM_CLIENT_SECRET";

/**
 * @typedef {object} DoctorOptions
 * @property {URL | undefined} url The Home URL.
 * @property {URL | undefined} backend
 * @property {string | undefined} redirectUri
 * @property {string | undefined} clientId
 * @property {string | undefined} clientSecret
 * @property {boolean} isPublicClient
 * @property {string} tokenUrl
 * @property {number} timeoutMs
 * @property {boolean} json
 */

/**
 * @param {string[]} args
 * @returns {Promise<DoctorOptions | undefined>} `undefined` if help is asked for.
 * @throws {import("../shared/flags.js").FlagError}
 */
export async function readDoctorFlags(args) {
  const secretFlag = args.find((arg) => /^--(client-)?secret(=|$)/.test(arg))?.replace(/=.*/s, "");
  if (secretFlag !== undefined) {
    refuseFlag(
      secretFlag,
      `is not taken from the command line, where others can read it: set ${SECRET_VARIABLE}, or pipe it in with --secret-stdin`,
    );
  }
  const { values, positionals } = parseFlags(args, FLAGS, 1);
  if (values.help) return undefined;
  const [page] = positionals;
  const url = page === undefined ? undefined : readUrl("URL", page);
  const backend = values.backend === undefined ? undefined : readUrl("--backend", values.backend, url);
  const { "redirect-uri": redirectUri, "client-id": clientId } = values;
  if (url === undefined && backend === undefined && redirectUri === undefined && clientId === undefined) {
    refuseFlag("URL,", "--backend, --redirect-uri or --client-id is needed");
  }
  return {
    url,
    backend,
    redirectUri,
    clientId,
    clientSecret: values["secret-stdin"]
      ? (await readInput(process.stdin)).replace(/\r?\n$/, "") || undefined
      : process.env[SECRET_VARIABLE] || undefined,
    isPublicClient: Boolean(values["public-client"]),
    tokenUrl: readTokenUrl(values["token-url"]),
    timeoutMs: readSeconds(values.timeout) * 1000,
    json: Boolean(values.json),
  };
}

/**
 * @param {string} flag
 * @param {string} text
 * @param {URL} [base]
 */
function readUrl(flag, text, base) {
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : undefined;
  // It would be sent on as a part of the redirect URI, and the list of processes has it.
  if (url?.username || url?.password) refuseFlag(flag, "must have no user name and no password");
  if (url !== undefined && ["http:", "https:"].includes(url.protocol)) return url;
  return refuseFlag(
    flag,
    `must be an http or https URL, such as https://app.example.com/${flag === "--backend" ? "api/zoom/token, or a path beside URL" : ""}`,
  );
}

/** @param {string} [text] */
function readTokenUrl(text = TOKEN_URL) {
  const url = readUrl("--token-url", text);
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    refuseFlag("--token-url", "must be https, or http on this machine: it gets the client secret");
  }
  const { search, hash } = url;
  if (search || hash) {
    refuseFlag(
      "--token-url",
      "has no query and no fragment: the parameters of a token request are in its body",
    );
  }
  return text;
}

/** @param {string} [text] */
function readSeconds(text) {
  if (text === undefined) return DEFAULT_TIMEOUT_SECONDS;
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (!(seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS)) {
    refuseFlag("--timeout", `must be a number of seconds, up to ${MAX_TIMEOUT_SECONDS}`);
  }
  return seconds;
}
