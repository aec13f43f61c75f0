// The SDK under the resolution of Node. Its package.json declares a CommonJS module, so TypeScript
// gives the default import the type of the whole module. Bundlers import the default export itself.

import sdk from "@zoom/appssdk";
import { authorize } from "zoom-pkce";
import { useZoomAuthorization } from "zoom-pkce/react";

// @ts-expect-error: the whole module
await authorize(sdk);

// The cast declares the value that the import has at run time.
const zoomSdk = sdk as unknown as typeof sdk.default;
const config = await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
await authorize(zoomSdk, { config });
useZoomAuthorization(zoomSdk, { backend: "/token", config });
