// The app and its Zoom client.

import zoomSdk from "@zoom/appssdk";

/** Before anything else is asked of the SDK, and again whenever Zoom says who a guest has become. */
export async function configure() {
  return zoomSdk.config({
    capabilities: ["authorize", "onAuthorized", "getUserContext", "promptAuthorize", "onMyUserContextChange"],
    version: "0.16.0",
  });
}

export type ZoomConfig = Awaited<ReturnType<typeof configure>>;
