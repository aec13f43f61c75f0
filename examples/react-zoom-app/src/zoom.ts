// The configuration of the Zoom SDK.

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
