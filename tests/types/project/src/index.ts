// zoom-pkce: the exact types of all parameters and results.

import { expectTypeOf } from "expect-type";
import {
  authorize,
  authorizeWithBackend,
  forward,
  generateCodeChallenge,
  generateCodeVerifier,
  generatePkcePair,
  generateState,
  init,
  verifyCodeChallenge,
  ZoomPkceError,
  type Authorization,
  type AuthorizeOptions,
  type BackendChallenge,
  type CodeChallengeMethod,
  type FetchChallenge,
  type ForwardFields,
  type ForwardTarget,
  type PkcePair,
  type Progress,
  type ZoomPkceErrorCode,
  type ZoomSdk,
} from "zoom-pkce";

declare const zoomSdk: ZoomSdk;
declare const authorization: Authorization;

expectTypeOf(init).toEqualTypeOf<() => Promise<void>>();

expectTypeOf<CodeChallengeMethod>().toEqualTypeOf<"plain" | "S256">();
expectTypeOf<PkcePair>().toEqualTypeOf<{
  codeVerifier: string;
  codeChallenge: string;
  codeChallengeMethod: "plain" | "S256";
}>();
expectTypeOf(generatePkcePair).toEqualTypeOf<
  (options?: {
    codeChallengeMethod?: CodeChallengeMethod | undefined;
    length?: number | undefined;
  }) => PkcePair
>();
expectTypeOf(generateCodeVerifier).toEqualTypeOf<(length?: number) => string>();
expectTypeOf(generateCodeChallenge).toEqualTypeOf<
  (codeVerifier: string, method?: CodeChallengeMethod) => string
>();
expectTypeOf(verifyCodeChallenge).toEqualTypeOf<
  (codeVerifier: string, codeChallenge: string, method?: CodeChallengeMethod) => boolean
>();
expectTypeOf(generateState).toEqualTypeOf<() => string>();
// @ts-expect-error: an unknown method
generatePkcePair({ codeChallengeMethod: "s256" });
// @ts-expect-error: length must be in the options
generatePkcePair(64);
// @ts-expect-error: no such option
generatePkcePair({ size: 64 });
// @ts-expect-error: must be a number, not a string
generateCodeVerifier("64");
// @ts-expect-error: an unknown method
generateCodeChallenge("", "S512");
// @ts-expect-error: the challenge is missing
verifyCodeChallenge("");

expectTypeOf<Authorization>().toEqualTypeOf<{
  code: string;
  codeVerifier?: string;
  codeChallengeMethod?: "plain" | "S256";
  redirectUri: string;
  state: string;
  receivedAt: number;
}>();
expectTypeOf<AuthorizeOptions>().toEqualTypeOf<{
  codeChallengeMethod?: CodeChallengeMethod | undefined;
  codeChallenge?: string | undefined;
  state?: string | undefined;
  challenge?: FetchChallenge | undefined;
  requireState?: boolean | undefined;
  timeoutMs?: number | undefined;
  redirectUri?: string | undefined;
  signal?: AbortSignal | undefined;
  config?: { unsupportedApis?: readonly string[] | undefined } | undefined;
  reconfigure?: (() => unknown) | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}>();
expectTypeOf<Progress>().toEqualTypeOf<{
  step:
    | "challenge"
    | "flow"
    | "authorize"
    | "getUserContext"
    | "promptAuthorize"
    | "reconfigure"
    | "onAuthorized"
    | "onMyUserContextChange"
    | "forward"
    | "redirect"
    | "popup";
  phase: "started" | "succeeded" | "failed" | "received" | "ignored";
  at: number;
  errorCode?: ZoomPkceErrorCode;
}>();
expectTypeOf(authorize).toEqualTypeOf<
  (zoomSdk: ZoomSdk, options?: AuthorizeOptions) => Promise<Authorization>
>();
// @ts-expect-error: no SDK
authorize();
// @ts-expect-error: half an SDK
authorize({ authorize: zoomSdk.authorize });
// @ts-expect-error: an unknown method
authorize(zoomSdk, { codeChallengeMethod: "S512" });
// @ts-expect-error: no such option
authorize(zoomSdk, { timeout: 1000 });
// @ts-expect-error: a controller is not a signal
authorize(zoomSdk, { signal: new AbortController() });
// @ts-expect-error: a promise instead of its value
authorize(zoomSdk, { config: Promise.resolve({ unsupportedApis: [] }) });
// @ts-expect-error: a promise instead of a function
authorize(zoomSdk, { reconfigure: Promise.resolve() });
authorize(zoomSdk, { onProgress: ({ step, phase, at }) => console.log(step, phase, at.toFixed()) });
// @ts-expect-error: a step that does not exist
authorize(zoomSdk, { onProgress: ({ step }) => step === "token" });
expectTypeOf<BackendChallenge>().toEqualTypeOf<{ codeChallenge: string; state: string }>();
authorize(zoomSdk, { challenge: () => ({ codeChallenge: "", state: "" }) });
authorize(zoomSdk, { challenge: async ({ signal }) => ({ codeChallenge: "", state: signal.reason }) });
// @ts-expect-error: a challenge without state
authorize(zoomSdk, { challenge: async () => ({ codeChallenge: "" }) });
// @ts-expect-error: a challenge instead of a function
authorize(zoomSdk, { challenge: { codeChallenge: "", state: "" } });
// @ts-expect-error: a URL instead of its text
authorize(zoomSdk, { redirectUri: new URL("https://app.example.com/#/") });

expectTypeOf<ForwardFields>().toEqualTypeOf<{
  code: string;
  code_verifier?: string;
  redirect_uri: string;
  state: string;
}>();
expectTypeOf<ForwardTarget>().toEqualTypeOf<{
  url: string | URL;
  format?: "json" | "form" | undefined;
  body?: ((fields: ForwardFields, authorization: Authorization) => unknown) | undefined;
  headers?: RequestInit["headers"] | null;
  credentials?: RequestInit["credentials"];
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
}>();
expectTypeOf(forward).toEqualTypeOf<
  (authorization: Authorization, target: string | URL | ForwardTarget) => Promise<any>
>();
forward(authorization, new URL("https://app.example.com/token"));
forward(authorization, { url: "/token", fetch, headers: new Headers(), credentials: "include" });
forward(authorization, { url: "/token", headers: { "x-csrf-token": "t" } });
forward(authorization, { url: "/token", headers: [["x-csrf-token", "t"]] });
forward(JSON.parse(JSON.stringify(authorization)), "/token");
forward(authorization, {
  url: "/token",
  format: "form",
  body: async ({ code, code_verifier, redirect_uri, state }, { receivedAt }) => {
    expectTypeOf(code_verifier).toEqualTypeOf<string | undefined>();
    expectTypeOf(receivedAt).toBeNumber();
    return { code, code_verifier, redirect_uri, state };
  },
});
// @ts-expect-error: a promise instead of an authorization
forward(authorize(zoomSdk), "/token");
// @ts-expect-error: no URL
forward(authorization, { format: "json" });
// @ts-expect-error: an unknown format
forward(authorization, { url: "/token", format: "xml" });
// @ts-expect-error: an unknown value of credentials
forward(authorization, { url: "/token", credentials: "always" });
// @ts-expect-error: a header must be a string
forward(authorization, { url: "/token", headers: { "x-count": 1 } });
// @ts-expect-error: no such option
forward(authorization, { url: "/token", method: "GET" });
// @ts-expect-error: the authorization is missing
forward("/token");

expectTypeOf(authorizeWithBackend).toEqualTypeOf<
  (zoomSdk: ZoomSdk, options: AuthorizeOptions & { backend: string | URL | ForwardTarget }) => Promise<any>
>();
const user: { name: string } = await authorizeWithBackend(zoomSdk, { backend: "/token" });
expectTypeOf(user.name).toBeString();
// @ts-expect-error: no options
authorizeWithBackend(zoomSdk);
// @ts-expect-error: no backend
authorizeWithBackend(zoomSdk, { timeoutMs: 1000 });
// @ts-expect-error: an option of forward's target, not of authorize
authorizeWithBackend(zoomSdk, { backend: "/token", headers: {} });

// Options that are known to be missing only when the program runs.
declare const perhaps: { signal?: AbortSignal; state?: string };
authorize(zoomSdk, { signal: perhaps.signal, state: perhaps.state });
forward(authorization, { url: "/token", signal: perhaps.signal, headers: undefined });

expectTypeOf(ZoomPkceError).toBeConstructibleWith("aborted", "message", "hint", true);
expectTypeOf<ZoomPkceError>().toExtend<Error>();
expectTypeOf<ZoomPkceError["code"]>().toEqualTypeOf<ZoomPkceErrorCode>();
expectTypeOf<Pick<ZoomPkceError, Exclude<keyof ZoomPkceError, keyof Error>>>().toEqualTypeOf<{
  code: ZoomPkceErrorCode;
  hint: string;
  reason: string;
  retryable: boolean;
  zoomCode: string | number | undefined;
  status: number | undefined;
  body: any;
}>();
expectTypeOf<ZoomPkceError["cause"]>().toBeUnknown();
expectTypeOf<ZoomPkceError["message"]>().toBeString();
// @ts-expect-error: an unknown code
new ZoomPkceError("declined", "message", "hint", true);
try {
  await authorize(zoomSdk);
} catch (error) {
  if (!(error instanceof ZoomPkceError)) throw error;
  // @ts-expect-error: an unknown code
  if (error.code === "declined") console.log(error.hint);
  if (error.code === "guest_mode" || error.code === "access_denied") {
    expectTypeOf(error.code).toEqualTypeOf<"guest_mode" | "access_denied">();
  }
}
