// What the page knows of Zoom: the configuration of its SDK, and the app's client ID for browsers.

import zoomSdk from "@zoom/appssdk";

/** Call it before any other function of the SDK, and again when the status of a guest changes. */
export async function configure() {
  return zoomSdk.config({
    capabilities: [
      "authorize",
      "onAuthorized",
      "getAppContext",
      "getUserContext",
      "promptAuthorize",
      "onMyUserContextChange",
    ],
    version: "0.16.0",
  });
}

export type ZoomConfig = Awaited<ReturnType<typeof configure>>;

/** Exchanges the code: see server/backend.js. */
export const backend = "/api/zoom/token";

// The server writes it into the page. It is public.
const clientId = document.querySelector<HTMLMetaElement>('meta[name="zoom-client-id"]');

/** For a person who opens the page in a browser. */
export const browser = {
  clientId: clientId!.content,
  // In development, Zoom's page for consent is simulated.
  authorizeUrl: import.meta.env.DEV ? `${location.origin}/simulated-zoom/oauth/authorize` : undefined,
};
