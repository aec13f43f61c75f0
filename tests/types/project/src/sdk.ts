// The real SDK, as an app passes it. types.test.js compiles a copy of this file for each version of
// the SDK.

import zoomSdk from "@zoom/appssdk";
import { authorize, authorizeWithBackend, type Authorization } from "zoom-pkce";
import { useZoomAuthorization } from "zoom-pkce/react";

const configure = () =>
  zoomSdk.config({
    capabilities: ["authorize", "onAuthorized", "getUserContext", "promptAuthorize", "onMyUserContextChange"],
    version: "0.16.0",
  });
const config = await configure();

const authorization: Authorization = await authorize(zoomSdk, { config, reconfigure: configure });
await authorizeWithBackend(zoomSdk, { backend: "/token", config, reconfigure: configure });
useZoomAuthorization(zoomSdk, { backend: "/token", config, reconfigure: configure });
console.log(authorization.code);

// @ts-expect-error: a promise instead of its value
await authorize(zoomSdk, { config: configure() });
