// zoom-pkce/server: compiled with the types of Node alone, and with those of a page or a worker.

import { expectTypeOf } from "expect-type";
import {
  createAccountTokenSource,
  createCallbackHandler,
  createChallengeHandler,
  createInstallHandler,
  createTokenHandler,
  createTokenRefresher,
  decryptAppContext,
  exchangeCode,
  refreshAccessToken,
  requestAccountToken,
  requestDeepLink,
  revokeToken,
  ZoomTokenError,
  type AccountOptions,
  type AccountTokenSource,
  type AccountTokenSourceOptions,
  type AnyClientOptions,
  type AnyClientRequestOptions,
  type AppContext,
  type AppContextFields,
  type AppContextOptions,
  type AppCredentials,
  type AuthorizationCodeOptions,
  type CallbackHandlerOptions,
  type CallbackOptions,
  type ChallengeContext,
  type ChallengeHandlerOptions,
  type Credential,
  type DeepLinkOptions,
  type DefaultAnswer,
  type Destination,
  type DecryptAppContextOptions,
  type ExchangeCodeOptions,
  type FailureContext,
  type GivenCodeVerifier,
  type InstallContext,
  type InstallHandlerOptions,
  type InstallOptions,
  type KeptCodeVerifier,
  type KeptInstall,
  type LinkOptions,
  type PersonOptions,
  type RefreshAccessTokenOptions,
  type RefresherOptions,
  type RefreshTokenOptions,
  type RequestAccountTokenOptions,
  type RevocationOptions,
  type RevokeTokenOptions,
  type RestartMark,
  type SavedTokens,
  type StartOptions,
  type TokenClientOptions,
  type TokenContext,
  type TokenFields,
  type TokenHandlerOptions,
  type TokenRefresher,
  type TokenRefresherOptions,
  type TokenRequestOptions,
  type Tokens,
  type TokenSourceOptions,
  type TokenStore,
  type ZoomTokenErrorDetails,
} from "zoom-pkce/server";

type Exact<T> = { [Name in keyof T]: T[Name] };

expectTypeOf<Tokens>().toEqualTypeOf<{
  accessToken: string;
  tokenType: string;
  refreshToken?: string;
  scope: string;
  expiresAt: number;
  apiUrl: string;
  raw: Record<string, unknown>;
}>();
expectTypeOf<TokenRequestOptions>().toEqualTypeOf<{
  clientId: string;
  clientSecret: string;
  tokenUrl?: string | undefined;
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
}>();
expectTypeOf<Credential>().toEqualTypeOf<
  string | undefined | (() => string | undefined | Promise<string | undefined>)
>();
expectTypeOf<AppCredentials>().toEqualTypeOf<{ clientId: Credential; clientSecret: Credential }>();
expectTypeOf<TokenClientOptions>().toEqualTypeOf<
  Omit<TokenRequestOptions, "clientId" | "clientSecret" | "signal"> & AppCredentials
>();
expectTypeOf<AnyClientRequestOptions>().toEqualTypeOf<
  Omit<TokenRequestOptions, "clientSecret"> & Partial<Pick<TokenRequestOptions, "clientSecret">>
>();
expectTypeOf<AnyClientOptions>().toEqualTypeOf<
  Omit<TokenClientOptions, "clientSecret"> & Partial<Pick<TokenClientOptions, "clientSecret">>
>();
expectTypeOf<AuthorizationCodeOptions>().toEqualTypeOf<{
  code: string;
  codeVerifier?: string | undefined;
  redirectUri: string;
  codeChallengeMethod?: "plain" | "S256" | undefined;
  receivedAt?: number | undefined;
}>();
expectTypeOf<ExchangeCodeOptions>().toEqualTypeOf<AnyClientRequestOptions & AuthorizationCodeOptions>();
expectTypeOf(exchangeCode).toEqualTypeOf<(options: ExchangeCodeOptions) => Promise<Tokens>>();

expectTypeOf<RefreshTokenOptions>().toEqualTypeOf<{ refreshToken: string }>();
expectTypeOf<RefreshAccessTokenOptions>().toEqualTypeOf<AnyClientRequestOptions & RefreshTokenOptions>();
expectTypeOf(refreshAccessToken).toEqualTypeOf<(options: RefreshAccessTokenOptions) => Promise<Tokens>>();

expectTypeOf<AccountOptions>().toEqualTypeOf<{ accountId: string }>();
expectTypeOf<RequestAccountTokenOptions>().toEqualTypeOf<TokenRequestOptions & AccountOptions>();
expectTypeOf(requestAccountToken).toEqualTypeOf<(options: RequestAccountTokenOptions) => Promise<Tokens>>();

expectTypeOf<RevocationOptions>().toEqualTypeOf<{ token: string; revokeUrl?: string | undefined }>();
expectTypeOf<RevokeTokenOptions>().toEqualTypeOf<TokenRequestOptions & RevocationOptions>();
expectTypeOf(revokeToken).toEqualTypeOf<(options: RevokeTokenOptions) => Promise<void>>();

expectTypeOf<TokenStore>().toEqualTypeOf<{
  get: (key: string) => string | null | undefined | Promise<string | null | undefined>;
  set: (key: string, value: string, ttlMs: number) => unknown;
  setIfAbsent?: ((key: string, value: string, ttlMs: number) => boolean | Promise<boolean>) | undefined;
}>();
expectTypeOf<TokenSourceOptions>().toEqualTypeOf<{
  accountId: Credential;
  store?: TokenStore | undefined;
  renewBeforeMs?: number | undefined;
  onError?: ((error: unknown) => void) | undefined;
}>();
expectTypeOf<AccountTokenSourceOptions>().toEqualTypeOf<TokenClientOptions & TokenSourceOptions>();
expectTypeOf<AccountTokenSource>().toEqualTypeOf<{
  getToken: () => Promise<Tokens>;
  clear: (refused?: Pick<Tokens, "accessToken">) => Promise<void>;
}>();
expectTypeOf(createAccountTokenSource).toEqualTypeOf<
  (options: AccountTokenSourceOptions) => AccountTokenSource
>();

expectTypeOf<SavedTokens>().toEqualTypeOf<{
  accessToken: string;
  refreshToken?: string | undefined;
  expiresAt: number;
  apiUrl?: string | undefined;
}>();
expectTypeOf<Tokens>().toExtend<SavedTokens>();
expectTypeOf<RefresherOptions>().toEqualTypeOf<{
  getTokens: (key: string) => SavedTokens | null | undefined | Promise<SavedTokens | null | undefined>;
  onTokens: (tokens: Tokens, context: { key: string }) => unknown;
  renewBeforeMs?: number | undefined;
}>();
expectTypeOf<TokenRefresherOptions>().toEqualTypeOf<AnyClientOptions & RefresherOptions>();
expectTypeOf<TokenRefresher>().toEqualTypeOf<{
  getToken: (key: string, refused?: Pick<Tokens, "accessToken">) => Promise<SavedTokens>;
}>();
expectTypeOf(createTokenRefresher).toEqualTypeOf<(options: TokenRefresherOptions) => TokenRefresher>();

expectTypeOf<TokenFields>().toEqualTypeOf<{
  code: string;
  code_verifier?: string;
  redirect_uri: string;
  state?: string;
}>();
expectTypeOf<GivenCodeVerifier>().toEqualTypeOf<string | KeptCodeVerifier | null | undefined>();
expectTypeOf<TokenContext>().toEqualTypeOf<{
  request: Request;
  state?: string | undefined;
  redirectUri: string;
}>();
expectTypeOf<TokenHandlerOptions>().toEqualTypeOf<
  Exact<
    TokenClientOptions & {
      allowedRedirectUris: ReadonlyArray<string>;
      onTokens: (tokens: Tokens, context: TokenContext) => unknown;
      getCodeVerifier?:
        | ((
            request: Request,
            fields: Readonly<TokenFields>,
          ) => GivenCodeVerifier | Promise<GivenCodeVerifier>)
        | undefined;
      allowedOrigins?: ReadonlyArray<string> | undefined;
      onError?: ((error: unknown) => void) | undefined;
    }
  >
>();
expectTypeOf(createTokenHandler).toEqualTypeOf<
  (options: TokenHandlerOptions) => (request: Request) => Promise<Response>
>();

const app = { clientId: "id", clientSecret: "secret" };
const handle = createTokenHandler({
  ...app,
  allowedRedirectUris: ["https://app.example.com/"] as const,
  async onTokens(tokens, { request, redirectUri }) {
    expectTypeOf(tokens).toEqualTypeOf<Tokens>();
    expectTypeOf(request).toEqualTypeOf<Request>();
    return { scope: tokens.scope, redirectUri };
  },
  getCodeVerifier: async (request, fields) => request.headers.get("x") ?? fields.code_verifier,
  fetch,
  onError: console.error,
});
expectTypeOf(await handle(new Request("https://app.example.com/token"))).toEqualTypeOf<Response>();
// @ts-expect-error: no client secret
createTokenHandler({ clientId: "id", allowedRedirectUris: [], onTokens: () => ({}) });
// @ts-expect-error: must be a list
createTokenHandler({ ...app, allowedRedirectUris: "https://app.example.com/", onTokens: () => ({}) });
// @ts-expect-error: onTokens is missing
createTokenHandler({ ...app, allowedRedirectUris: [] });
// @ts-expect-error: no account id
requestAccountToken(app);
// @ts-expect-error: no token
revokeToken(app);
revokeToken({ ...app, token: "token", tokenUrl: "https://zoom.us/oauth/token" });
// @ts-expect-error: an option of createAccountTokenSource
revokeToken({ ...app, token: "token", accountId: "id" });
// @ts-expect-error: no signal, because callers share requests
createAccountTokenSource({ ...app, accountId: "id", signal: AbortSignal.abort() });
// @ts-expect-error: a store without set
createAccountTokenSource({ ...app, accountId: "id", store: { get: () => undefined } });
createAccountTokenSource({ ...app, accountId: "id", store: new Map<string, string>() });
// @ts-expect-error: onTokens is missing
createTokenRefresher({ ...app, getTokens: () => undefined });
const saved = new Map<string, Tokens>();
const refresher = createTokenRefresher({
  ...app,
  getTokens: async (key) => saved.get(key),
  onTokens: (tokens, { key }) => saved.set(key, tokens),
});
expectTypeOf(await refresher.getToken("key", { accessToken: "refused" })).toEqualTypeOf<SavedTokens>();
// A public client.
const publicClient = { clientId: "public-id" };
exchangeCode({
  ...publicClient,
  code: "code",
  codeVerifier: "verifier",
  redirectUri: "https://app.example.com/",
});
refreshAccessToken({ ...publicClient, refreshToken: "token" });
createTokenRefresher({ ...publicClient, getTokens: () => undefined, onTokens: () => {} });
// @ts-expect-error: no client secret
revokeToken({ ...publicClient, token: "token" });
// @ts-expect-error: no redirect URI
exchangeCode({ ...app, code: "code" });
// @ts-expect-error: an unknown method
exchangeCode({ ...app, code: "code", redirectUri: "https://app.example.com/", codeChallengeMethod: "s256" });

expectTypeOf<KeptCodeVerifier>().toEqualTypeOf<{
  codeVerifier: string;
  codeChallengeMethod: "plain" | "S256";
  state: string;
  expiresAt: number;
}>();
expectTypeOf<ChallengeContext>().toEqualTypeOf<{ request: Request; headers: Headers }>();
expectTypeOf<ChallengeHandlerOptions>().toEqualTypeOf<{
  keepCodeVerifier: (kept: KeptCodeVerifier, context: ChallengeContext) => unknown;
  codeChallengeMethod?: "plain" | "S256" | undefined;
  allowedOrigins?: ReadonlyArray<string> | undefined;
  lifetimeMs?: number | undefined;
  onError?: ((error: unknown) => void) | undefined;
}>();
expectTypeOf(createChallengeHandler).toEqualTypeOf<
  (options: ChallengeHandlerOptions) => (request: Request) => Promise<Response>
>();
const sessions = new Map<string, KeptCodeVerifier>();
createChallengeHandler({
  keepCodeVerifier: async (kept, { request, headers }) => {
    sessions.set(request.headers.get("cookie") ?? "", kept);
    headers.append("set-cookie", "session=1");
  },
  onError: console.error,
});
createTokenHandler({
  ...app,
  allowedRedirectUris: ["https://app.example.com/"],
  getCodeVerifier: (request) => sessions.get(request.headers.get("cookie") ?? ""),
  onTokens: () => ({}),
});
// @ts-expect-error: keepCodeVerifier is missing
createChallengeHandler({});
// @ts-expect-error: an unknown method
createChallengeHandler({ keepCodeVerifier: () => {}, codeChallengeMethod: "s256" });

expectTypeOf<RestartMark>().toEqualTypeOf<{ isRestart: boolean }>();
expectTypeOf<KeptInstall>().toEqualTypeOf<KeptCodeVerifier & RestartMark>();
expectTypeOf<InstallContext>().toEqualTypeOf<{ request: Request; headers: Headers }>();
expectTypeOf<DefaultAnswer>().toEqualTypeOf<{ status: number }>();
expectTypeOf<FailureContext>().toEqualTypeOf<InstallContext & DefaultAnswer>();
expectTypeOf<Destination>().toEqualTypeOf<string | URL | Response>();
expectTypeOf<InstallOptions>().toEqualTypeOf<{ clientId: Credential; timeoutMs?: number | undefined }>();
expectTypeOf<StartOptions>().toEqualTypeOf<{
  redirectUri: string;
  keepCodeVerifier: (kept: KeptInstall, context: InstallContext) => unknown;
  tokenUrl?: string | undefined;
  authorizeUrl?: string | undefined;
  lifetimeMs?: number | undefined;
}>();
type Page = Destination | undefined;
expectTypeOf<PersonOptions>().toEqualTypeOf<{
  onFailure?: ((error: ZoomTokenError, context: FailureContext) => Page | Promise<Page>) | undefined;
  onError?: ((error: unknown) => void) | undefined;
}>();
type Found = KeptInstall | null | undefined;
expectTypeOf<CallbackOptions>().toEqualTypeOf<{
  getCodeVerifier: (request: Request, context: InstallContext) => Found | Promise<Found>;
  onTokens: (tokens: Tokens, context: InstallContext) => Destination | Promise<Destination>;
}>();
expectTypeOf<InstallHandlerOptions>().toEqualTypeOf<InstallOptions & StartOptions & PersonOptions>();
expectTypeOf<CallbackHandlerOptions>().toEqualTypeOf<
  AnyClientOptions & StartOptions & PersonOptions & CallbackOptions
>();
expectTypeOf(createInstallHandler).toEqualTypeOf<
  (options: InstallHandlerOptions) => (request: Request) => Promise<Response>
>();
expectTypeOf(createCallbackHandler).toEqualTypeOf<
  (options: CallbackHandlerOptions) => (request: Request) => Promise<Response>
>();
expectTypeOf<LinkOptions>().toEqualTypeOf<{
  accessToken: string;
  apiUrl?: string | undefined;
  action?: string | undefined;
}>();
expectTypeOf<DeepLinkOptions>().toEqualTypeOf<
  Pick<TokenRequestOptions, "fetch" | "timeoutMs" | "signal"> & LinkOptions
>();
expectTypeOf(requestDeepLink).toEqualTypeOf<(options: DeepLinkOptions) => Promise<string>>();

const installs = new Map<string, KeptInstall>();
const web: InstallHandlerOptions = {
  clientId: "id",
  redirectUri: "https://app.example.com/zoom/callback",
  keepCodeVerifier: (kept) => installs.set("session", kept),
  onFailure: (error, { status }) => new Response(error.hint, { status }),
};
createInstallHandler(web);
createCallbackHandler({
  ...web,
  clientSecret: "secret",
  getCodeVerifier: () => installs.get("session"),
  onTokens: ({ accessToken }) => requestDeepLink({ accessToken }),
});
// A public client.
createCallbackHandler({ ...web, getCodeVerifier: () => null, onTokens: () => "/" });
// @ts-expect-error: the code verifier alone is not enough
createCallbackHandler({ ...web, clientSecret: "secret", getCodeVerifier: () => "v", onTokens: () => "/" });
// @ts-expect-error: an object is no destination
createCallbackHandler({ ...web, clientSecret: "secret", getCodeVerifier: () => null, onTokens: () => ({}) });
// @ts-expect-error: no redirect URI
createInstallHandler({ clientId: "id", keepCodeVerifier: () => {} });
type Always = { typ: string; aud: string; iss: "marketplace.zoom.us"; ts: number; exp: number };
expectTypeOf<AppContextFields>().toExtend<Always>();
expectTypeOf<Always>().toExtend<AppContextFields>();
expectTypeOf<AppContext>().toEqualTypeOf<AppContextFields & { [field: string]: unknown }>();
expectTypeOf<AppContextOptions>().toEqualTypeOf<{ now?: number | undefined }>();
expectTypeOf<DecryptAppContextOptions>().toEqualTypeOf<AppCredentials & AppContextOptions>();
expectTypeOf(decryptAppContext).toEqualTypeOf<
  (header: string | null | undefined, options: DecryptAppContextOptions) => Promise<AppContext>
>();
const opened = await decryptAppContext(new Headers().get("x-zoom-app-context"), app);
expectTypeOf(opened.uid).toEqualTypeOf<string | undefined>();
expectTypeOf(opened.exp).toEqualTypeOf<number>();
expectTypeOf(opened["of-a-later-version"]).toEqualTypeOf<unknown>();
// @ts-expect-error: no client ID
decryptAppContext("context", { clientSecret: "secret", now: 0 });
// @ts-expect-error: a time is a number
decryptAppContext("context", { ...app, now: new Date() });

expectTypeOf<ZoomTokenErrorDetails>().toEqualTypeOf<{
  reason?: string | undefined;
  status?: number | undefined;
  zoomCode?: number | undefined;
  hint?: string | undefined;
  retryAfterMs?: number | undefined;
  cause?: unknown;
}>();
expectTypeOf(ZoomTokenError).toBeConstructibleWith("timeout", { hint: "hint" });
expectTypeOf<ZoomTokenError>().toExtend<Error>();
expectTypeOf<Pick<ZoomTokenError, Exclude<keyof ZoomTokenError, keyof Error>>>().toEqualTypeOf<{
  error: string;
  reason: string | undefined;
  status: number | undefined;
  zoomCode: number | undefined;
  hint: string | undefined;
  retryable: boolean;
  retryAfterMs: number | undefined;
}>();
