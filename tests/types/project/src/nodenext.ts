// The SDK under the resolution of Node. Its package.json gives it the types of a CommonJS module, so TypeScript takes its
// default import for the whole module, whereas bundlers give the default export itself.

import sdk from "@zoom/appssdk";
import { authorize } from "zoom-pkce";
import { useZoomAuthorization } from "zoom-pkce/react";

// @ts-expect-error: the whole module
await authorize(sdk);

// What is there when the program runs, said to TypeScript.
const zoomSdk = sdk as unknown as typeof sdk.default;
const config = await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
await authorize(zoomSdk, { config });
useZoomAuthorization(zoomSdk, { backend: "/token", config });
