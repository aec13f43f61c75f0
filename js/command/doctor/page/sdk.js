// How Zoom's SDK is recognized.

const HOST = "appssdk.zoom.us";

/** A text of the SDK's that no minifier changes, in all its releases since 0.16.0. */
const TEXT = "must call zoomSdk.config before using other API methods";

/** @param {URL} url @returns {boolean} Whether it is that of the SDK's script tag. */
export const isSdkUrl = ({ hostname }) => hostname === HOST;

/** @param {string} source @returns {boolean} Whether a script has the SDK in it. */
export const hasSdk = (source) => source.includes(TEXT);
