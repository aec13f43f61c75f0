// One way: the page makes the code verifier, and posts it with the code.

import { createTokenHandler } from "zoom-pkce/server";

import { zoomOptions } from "../../../../lib/zoom.js";

export const POST = (request) => createTokenHandler(zoomOptions())(request);
