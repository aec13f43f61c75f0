// A page that makes a pair with pkce-challenge as soon as it is loaded.

import pkceChallenge from "pkce-challenge";

const { code_challenge } = await pkceChallenge();
globalThis.cold = { at: performance.now(), codeChallenge: code_challenge };
