// The SDK as its script tag brings it: a copy of its own, at `window.zoomSdk` as soon as it is loaded.

import zoomSdk from "@zoom/appssdk";

Object.assign(window, { zoomSdk });
