// Begins to add the app: redirects to Zoom.

import { createInstallHandler } from "zoom-pkce/server";

import { installOptions } from "../../../../lib/adding-the-app.js";

export const GET = (request) => createInstallHandler(installOptions())(request);
