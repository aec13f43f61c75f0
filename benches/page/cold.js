// A page that makes a pair with zoom-pkce as soon as it is loaded.

import { generatePkcePair, init } from "zoom-pkce";

await init();
const { codeChallenge } = generatePkcePair();
Object.assign(globalThis, { cold: { at: performance.now(), codeChallenge } });
