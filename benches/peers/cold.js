// A page whose first act is a pair by pkce-challenge.

import pkceChallenge from "pkce-challenge";

const { code_challenge } = await pkceChallenge();
globalThis.cold = { at: performance.now(), codeChallenge: code_challenge };
