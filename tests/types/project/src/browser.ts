// zoom-pkce/browser: the exact types of all parameters and results.

import { expectTypeOf } from "expect-type";
import type { AuthorizeOptions, ForwardTarget, Progress, ZoomSdk } from "zoom-pkce";
import {
  authorizeInBrowser,
  completeAuthorization,
  isInZoomClient,
  signIn,
  type BrowserOptions,
  type CompletionOptions,
  type PlaceOptions,
  type SignInOptions,
  type ZoomConfig,
} from "zoom-pkce/browser";

expectTypeOf<BrowserOptions>().toEqualTypeOf<{
  clientId: string;
  backend: string | URL | ForwardTarget;
  redirectUri?: string | undefined;
  authorizeUrl?: string | URL | undefined;
  scope?: string | undefined;
  popup?: boolean | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}>();
expectTypeOf<CompletionOptions["backend"]>().toEqualTypeOf<BrowserOptions["backend"]>();
expectTypeOf<CompletionOptions["signal"]>().toEqualTypeOf<AbortSignal | undefined>();
expectTypeOf(authorizeInBrowser).toEqualTypeOf<(options: BrowserOptions) => Promise<any>>();
expectTypeOf(completeAuthorization).toEqualTypeOf<(options: CompletionOptions) => Promise<any>>();

const zoom = { clientId: "the-client", backend: "/api/zoom/token" };
void authorizeInBrowser(zoom);
void authorizeInBrowser({ ...zoom, backend: { url: "/token", headers: {} }, popup: true });
// One object for both.
void completeAuthorization(zoom);
void completeAuthorization({ backend: new URL("https://app.example.com/token") });
// @ts-expect-error: clientId is required
void authorizeInBrowser({ backend: "/token" });
// @ts-expect-error: backend is required
void completeAuthorization({ clientId: "the-client" });
// @ts-expect-error: the redirect URI is compared as a text
void authorizeInBrowser({ ...zoom, redirectUri: new URL("https://app.example.com/") });
// @ts-expect-error: no such option
void authorizeInBrowser({ ...zoom, redirectURI: "https://app.example.com/" });

declare const zoomSdk: ZoomSdk;
declare const config: Promise<{ unsupportedApis: string[] }>;
expectTypeOf(isInZoomClient).toEqualTypeOf<(config: ZoomConfig) => Promise<boolean>>();
expectTypeOf(signIn).toEqualTypeOf<(zoomSdk: ZoomSdk, options: SignInOptions) => Promise<any>>();
expectTypeOf<PlaceOptions>().toEqualTypeOf<{
  config: ZoomConfig;
  browser: Omit<BrowserOptions, "backend" | "signal" | "onProgress">;
}>();
expectTypeOf<SignInOptions>().toEqualTypeOf<
  Omit<AuthorizeOptions & { backend: string | URL | ForwardTarget }, "config"> & PlaceOptions
>();
const anywhere = { config, backend: "/api/zoom/token", browser: { clientId: "the-client" } };
void signIn(zoomSdk, anywhere);
void signIn(zoomSdk, {
  ...anywhere,
  config: { unsupportedApis: [] },
  timeoutMs: 1000,
  redirectUri: "https://app/",
});
// @ts-expect-error: config is required
void signIn(zoomSdk, { backend: "/api/zoom/token", browser: { clientId: "the-client" } });
// @ts-expect-error: browser is required
void signIn(zoomSdk, { config, backend: "/api/zoom/token" });
// @ts-expect-error: backend is for both places
void signIn(zoomSdk, { config, browser: { clientId: "the-client", backend: "/api/zoom/token" } });
// @ts-expect-error: no answer of config
void isInZoomClient(undefined);
// @ts-expect-error: the SDK itself
void isInZoomClient(zoomSdk);
// @ts-expect-error: a function that was not called
void isInZoomClient(() => config);
const configOptions = { capabilities: ["authorize"], version: "0.16.0" };
// @ts-expect-error: what config is called with
void isInZoomClient(configOptions);
