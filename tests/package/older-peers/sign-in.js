// Signs in with the packed package beside older peers, and prints the scope of the tokens for each
// challenge method, and what React's hook and Vue's composable are.

import { exchangeCode, refreshAccessToken } from "zoom-pkce/server";
import { startSimulatedZoom } from "zoom-pkce/simulator/server";
import { effectScope } from "vue";
import { useZoomAuthorization } from "zoom-pkce/react";
import { useZoomAuthorization as useInVue } from "zoom-pkce/vue";

const redirectUri = "https://app.example.com/";
const codeVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"; // RFC 7636, appendix B
const challenges = { plain: codeVerifier, S256: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" };

const { url, close } = await startSimulatedZoom({ redirectUris: [redirectUri] });
const clientId = "simulated-client-id";
const app = {
  clientId,
  clientSecret: "simulated-client-secret",
  tokenUrl: new URL("/oauth/token", url).href,
};
const scopes = [];
for (const [code_challenge_method, code_challenge] of Object.entries(challenges)) {
  const form = { client_id: clientId, redirect_uri: redirectUri, response_type: "code", state: "s" };
  const body = new URLSearchParams({ ...form, code_challenge, code_challenge_method });
  const response = await fetch(new URL("/oauth/authorize", url), { method: "POST", body });
  const { code } = await response.json();
  // The same on the web.
  const query = new URLSearchParams({ ...form, code_challenge, code_challenge_method, auto: "1" });
  const web = await fetch(new URL(`/oauth/authorize?${query}`, url), { redirect: "manual" });
  const webCode = new URL(web.headers.get("location") ?? "").searchParams.get("code") ?? "";
  for (const each of [code, webCode]) {
    const { refreshToken } = await exchangeCode({ ...app, code: each, codeVerifier, redirectUri });
    const { scope } = await refreshAccessToken({ ...app, refreshToken: refreshToken ?? "" });
    scopes.push(scope);
  }
}
await close();
const effects = effectScope();
const { status } = effects.run(() => useInVue(null, { backend: "/token" })) ?? {};
effects.stop();
console.log(JSON.stringify({ scopes, hook: typeof useZoomAuthorization, status: status?.value }));
