// How Zoom's SDK is recognized.

/** The host of its script tag. */
export const SDK_DOMAIN = "appssdk.zoom.us";

/** A text of the SDK's that no minifier changes, in all its releases since 0.16.0. */
const TEXT = "must call zoomSdk.config before using other API methods";

/** @param {URL} url @returns {boolean} Whether it is that of the SDK's script tag. */
export const isSdkUrl = ({ hostname }) => hostname === SDK_DOMAIN;

/** @param {string} source @returns {boolean} Whether a script has the SDK in it. */
export const hasSdk = (source) => source.includes(TEXT);
