// zoom-pkce in a CommonJS module. Node supports require of ES modules since 20.19.

import zoomPkce = require("zoom-pkce");
import react = require("zoom-pkce/react");
import server = require("zoom-pkce/server");
import simulator = require("zoom-pkce/simulator");
import simulatorServer = require("zoom-pkce/simulator/server");

const challenge: string = zoomPkce.generateCodeChallenge(zoomPkce.generateCodeVerifier());
// @ts-expect-error: a string, not a number
const length: number = zoomPkce.generateState();
const handle: (request: Request) => Promise<Response> = server.createTokenHandler({
  clientId: "id",
  clientSecret: "secret",
  allowedRedirectUris: [],
  onTokens: (tokens) => ({ scope: tokens.scope }),
});
console.log(challenge, length, handle, react.useZoomAuthorization);
console.log(simulator.startSimulator, simulatorServer.createSimulatedZoom);
