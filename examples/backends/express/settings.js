// The settings, which are environment variables.

const { ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET, ZOOM_REDIRECT_URI, SESSION_SECRET = "" } = process.env;
for (const name of ["ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET", "ZOOM_REDIRECT_URI"]) {
  if (!process.env[name]) throw new Error(`${name} is not set.`);
}
if (SESSION_SECRET.length < 32) throw new Error("SESSION_SECRET must have at least 32 characters.");

export const clientId = ZOOM_CLIENT_ID;
export const clientSecret = ZOOM_CLIENT_SECRET;
export const sessionSecret = SESSION_SECRET;

/** The URL of the page, where people sign in within the Zoom client. */
export const pageUri = ZOOM_REDIRECT_URI;

/** The URL that Zoom redirects to after a person has added the app. */
export const callbackUri = new URL("/api/zoom/callback", ZOOM_REDIRECT_URI).href;

export const { ZOOM_TOKEN_URL: tokenUrl, REDIS_URL: redisUrl, PORT: port = "3000" } = process.env;
