// The defaults that the simulated client, the simulated server and the command share.

import { ACCESS_TOKEN_LIFETIME_MS, SHORTEST_CODE_LIFETIME_MS } from "../../shared/limits.js";

export const DEFAULT_HOST = "127.0.0.1";
export const DEFAULT_CLIENT_ID = "simulated-client-id";
export const DEFAULT_CLIENT_SECRET = "simulated-client-secret";
export const DEFAULT_USER_ID = "simulated-user-id";
export const DEFAULT_REDIRECT_URI_MATCH = "exact";
export const DEFAULT_SCOPE = "user:read:user zoomapp:inmeeting";

export const DEFAULT_CODE_LIFETIME_SECONDS = SHORTEST_CODE_LIFETIME_MS / 1000;

export const DEFAULT_ACCESS_TOKEN_LIFETIME_SECONDS = ACCESS_TOKEN_LIFETIME_MS / 1000;

/** 90 days. Zoom documents about 90 days in some places and 15 years in others. */
export const DEFAULT_REFRESH_TOKEN_LIFETIME_SECONDS = 90 * 24 * 3600;

/** Two minutes: about the time between `ts` and `exp` of a context of Zoom's. */
export const APP_CONTEXT_LIFETIME_MS = 120_000;
