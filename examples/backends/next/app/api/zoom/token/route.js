// Signs in with the code verifier of the page, which posts it with the code.

import { createTokenHandler } from "zoom-pkce/server";

import { tokenOptions } from "../../../../lib/zoom.js";

export const POST = (request) => createTokenHandler(tokenOptions())(request);
