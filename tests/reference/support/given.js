// What programs in texts use without a word on where it comes from: the bundler puts it in.

export { default as zoomSdk } from "@zoom/appssdk";
export { authorize, authorizeWithBackend, forward } from "zoom-pkce";
export { startSimulator } from "zoom-pkce/simulator";
export const server = "http://127.0.0.1:4010";
