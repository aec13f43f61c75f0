// The settings of the demo's server, from the environment and from a file `.env`.

import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";

import { UserError } from "../../scripts/process/report.js";

const DEFAULT_PORT = 3000;
const ZOOM_VARIABLES = ["ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET", "ZOOM_REDIRECT_URI"];

/**
 * @typedef {object} Settings
 * @property {number} port
 * @property {boolean} isPortChosen Whether `PORT` is set.
 * @property {{ clientId: string, clientSecret: string, redirectUri: string } | undefined} zoom The
 *   app at Zoom. Undefined if Zoom is simulated.
 */

/**
 * Reads the settings.
 *
 * @param {string} envFile The path of the file `.env`. It may be missing.
 * @returns {Settings}
 * @throws {UserError} If a setting is invalid or missing; the message says what to do.
 */
export function readSettings(envFile) {
  if (existsSync(envFile)) loadEnvFile(envFile);
  const { PORT, ZOOM_CLIENT_ID = "", ZOOM_CLIENT_SECRET = "", ZOOM_REDIRECT_URI = "" } = process.env;
  const port = PORT ? Number(PORT) : DEFAULT_PORT;
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UserError(`PORT: must be an integer from 0 to 65535 (0: any free one), not "${PORT}".`);
  }
  const settings = { port, isPortChosen: Boolean(PORT), zoom: undefined };
  const missing = ZOOM_VARIABLES.filter((name) => !process.env[name]);
  if (missing.length === ZOOM_VARIABLES.length) return settings;
  if (missing.length > 0) {
    throw new UserError(
      `${missing.join(" and ")} missing: the real Zoom needs ${ZOOM_VARIABLES.join(", ")}, in the environment or in .env. With none of them set, Zoom is simulated.`,
    );
  }
  if (!ZOOM_REDIRECT_URI.startsWith("https://") || !URL.canParse(ZOOM_REDIRECT_URI)) {
    throw new UserError(
      "ZOOM_REDIRECT_URI: must be the https URL of this page, exactly as on the app's OAuth allow list.",
    );
  }
  const zoom = { clientId: ZOOM_CLIENT_ID, clientSecret: ZOOM_CLIENT_SECRET, redirectUri: ZOOM_REDIRECT_URI };
  return { ...settings, zoom };
}
