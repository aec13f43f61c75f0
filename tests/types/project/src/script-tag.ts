// The SDK of the script tag, which has no types, and SDKs that an app wraps or types by hand.

import { authorize, authorizeWithBackend, type ZoomSdk } from "zoom-pkce";
import { useZoomAuthorization } from "zoom-pkce/react";

declare const untyped: { zoomSdk: any };
await authorize(untyped.zoomSdk);
useZoomAuthorization(untyped.zoomSdk, { backend: "/token" });

declare const unknownSdk: { zoomSdk: unknown };
// @ts-expect-error: unknown needs a cast
await authorize(unknownSdk.zoomSdk);
await authorize(unknownSdk.zoomSdk as ZoomSdk);

declare global {
  interface Window {
    zoomSdk?: ZoomSdk;
  }
}
useZoomAuthorization(window.zoomSdk, { backend: "/token" });
// @ts-expect-error: it may be missing
await authorize(window.zoomSdk);
if (window.zoomSdk) await authorize(window.zoomSdk);

// An app's own type of the SDK, with only the methods that the app uses.
interface OwnSdk {
  config(options: { capabilities: string[] }): Promise<{ unsupportedApis: string[]; clientVersion: string }>;
  authorize(options: { codeChallenge: string; state?: string }): Promise<{ message: string }>;
  addEventListener(event: "onAuthorized", listener: (event: { code: string; state?: string }) => void): void;
  removeEventListener(
    event: "onAuthorized",
    listener: (event: { code: string; state?: string }) => void,
  ): void;
  getUserContext(): Promise<{ status: "authorized" | "authenticated" | "unauthenticated" }>;
}
declare const own: OwnSdk;
await authorizeWithBackend(own, { backend: "/token", config: await own.config({ capabilities: [] }) });

class Wrapper implements ZoomSdk {
  async authorize(options: { codeChallenge: string; state?: string }) {
    return own.authorize(options);
  }
  addEventListener(event: "onAuthorized", listener: (event: any) => void) {
    own.addEventListener(event, listener);
  }
  removeEventListener(event: "onAuthorized", listener: (event: any) => void) {
    own.removeEventListener(event, listener);
  }
}
await authorize(new Wrapper());

// @ts-expect-error: a challenge that is an object
await authorize({ ...own, authorize: async (options: { codeChallenge: object }) => options });
// @ts-expect-error: the listener methods are missing
await authorize({ authorize: own.authorize });
