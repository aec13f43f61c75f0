// A page whose first act is a pair by zoom-pkce.

import { generatePkcePair, init } from "zoom-pkce";

await init();
const { codeChallenge } = generatePkcePair();
Object.assign(globalThis, { cold: { at: performance.now(), codeChallenge } });
