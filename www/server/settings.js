// What the demo's server goes by: the environment, and a file `.env` beside package.json.

import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";

import { UserError } from "../../scripts/process/report.js";

const DEFAULT_PORT = 3000;
const ZOOM = ["ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET", "ZOOM_REDIRECT_URI"];

/**
 * @typedef {object} Settings
 * @property {number} port
 * @property {boolean} isPortChosen Whether somebody asked for this very port.
 * @property {{ clientId: string, clientSecret: string, redirectUri: string } | undefined} zoom The real app; none where
 *   Zoom is simulated.
 */

/**
 * @param {string} envFile
 * @returns {Settings}
 */
export function readSettings(envFile) {
  if (existsSync(envFile)) loadEnvFile(envFile);
  const { PORT, ZOOM_CLIENT_ID = "", ZOOM_CLIENT_SECRET = "", ZOOM_REDIRECT_URI = "" } = process.env;
  const port = PORT ? Number(PORT) : DEFAULT_PORT;
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UserError(`PORT: must be an integer from 0 to 65535 (0: any free one), not "${PORT}".`);
  }
  const settings = { port, isPortChosen: Boolean(PORT), zoom: undefined };
  const missing = ZOOM.filter((name) => !process.env[name]);
  if (missing.length === ZOOM.length) return settings;
  if (missing.length > 0) {
    throw new UserError(
      `${missing.join(" and ")} missing: the real Zoom needs ${ZOOM.join(", ")}, in the environment or in .env. With none of them set, Zoom is simulated.`,
    );
  }
  if (!/^https:\/\//.test(ZOOM_REDIRECT_URI) || !URL.canParse(ZOOM_REDIRECT_URI)) {
    throw new UserError(
      "ZOOM_REDIRECT_URI: must be the https URL of this page, exactly as on the app's OAuth allow list.",
    );
  }
  const zoom = { clientId: ZOOM_CLIENT_ID, clientSecret: ZOOM_CLIENT_SECRET, redirectUri: ZOOM_REDIRECT_URI };
  return { ...settings, zoom };
}
