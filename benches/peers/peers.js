// Others that make a code verifier and its challenge, each as its own documentation has it.

import { generateCodeVerifier } from "@badgateway/oauth2-client";
// Its entry has only the verifier; this is what its client makes the challenge by.
import { getCodeChallenge } from "@badgateway/oauth2-client/dist/client/authorization-code.js";
import { calculatePKCECodeChallenge, generateRandomCodeVerifier } from "oauth4webapi";
import pkceChallenge from "pkce-challenge";

export const peers = [
  {
    name: "pkce-challenge",
    isAsync: true,
    make: () => pkceChallenge(),
    read: ({ code_verifier, code_challenge }) => [code_verifier, code_challenge],
  },
  {
    name: "oauth4webapi",
    isAsync: true,
    async make() {
      const codeVerifier = generateRandomCodeVerifier();
      return [codeVerifier, await calculatePKCECodeChallenge(codeVerifier)];
    },
    read: (pair) => pair,
  },
  {
    name: "@badgateway/oauth2-client",
    isAsync: true,
    async make() {
      const codeVerifier = await generateCodeVerifier();
      return [codeVerifier, await getCodeChallenge(codeVerifier)];
    },
    read: ([codeVerifier, [, codeChallenge]]) => [codeVerifier, codeChallenge],
  },
];
