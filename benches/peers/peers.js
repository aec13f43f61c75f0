// Other packages that make a code verifier and its challenge, used as their documentation says.

import { generateCodeVerifier } from "@badgateway/oauth2-client";
// The package's entry exports only the function for the verifier. Its client uses this file for the
// challenge.
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
