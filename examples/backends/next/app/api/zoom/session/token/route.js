// Signs in with the code verifier of the session.

import { createTokenHandler } from "zoom-pkce/server";

import { take } from "../../../../../lib/session.js";
import { tokenOptions } from "../../../../../lib/zoom.js";

const getCodeVerifier = () => take("pendingSignIn");

export const POST = (request) => createTokenHandler({ ...tokenOptions(), getCodeVerifier })(request);
