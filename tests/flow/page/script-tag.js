// The SDK as a script tag loads it: a second copy, at `window.zoomSdk` once the script has loaded.

import zoomSdk from "@zoom/appssdk";

Object.assign(window, { zoomSdk });
