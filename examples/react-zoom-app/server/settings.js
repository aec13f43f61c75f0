// The settings of the server, from the environment and from the file `.env` beside package.json.

import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { fileURLToPath } from "node:url";

const ENV_FILE = fileURLToPath(new URL("../.env", import.meta.url));
const ZOOM_VARIABLES = ["ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET", "ZOOM_REDIRECT_URI"];

/** @typedef {{ clientId: string, clientSecret: string, redirectUri: string }} ZoomApp */

/**
 * Reads the settings.
 *
 * @returns {{ port: number, zoom: ZoomApp | undefined }} `zoom` is undefined if none of its
 *   variables is set.
 * @throws {Error} If a variable is missing or invalid; the message says what to do.
 */
export function readSettings() {
  if (existsSync(ENV_FILE)) loadEnvFile(ENV_FILE);
  const { PORT, ZOOM_CLIENT_ID = "", ZOOM_CLIENT_SECRET = "", ZOOM_REDIRECT_URI = "" } = process.env;
  const port = Number(PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`PORT: must be an integer from 0 to 65535 (0: any free one), not "${PORT}".`);
  }
  const missing = ZOOM_VARIABLES.filter((name) => !process.env[name]);
  if (missing.length === ZOOM_VARIABLES.length) return { port, zoom: undefined };
  if (missing.length > 0) {
    throw new Error(
      `${missing.join(" and ")} missing: set ${ZOOM_VARIABLES.join(", ")}, in the environment or in .env.`,
    );
  }
  if (!URL.canParse(ZOOM_REDIRECT_URI) || !ZOOM_REDIRECT_URI.startsWith("https://")) {
    throw new Error(
      "ZOOM_REDIRECT_URI: must be the https URL of the page, exactly as on the app's OAuth allow list.",
    );
  }
  return {
    port,
    zoom: { clientId: ZOOM_CLIENT_ID, clientSecret: ZOOM_CLIENT_SECRET, redirectUri: ZOOM_REDIRECT_URI },
  };
}
