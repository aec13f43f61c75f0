// Names that the programs in documents use without an import. The bundler injects them.

export { default as zoomSdk } from "@zoom/appssdk";
export { authorize, authorizeWithBackend, forward } from "zoom-pkce";
export { startSimulator } from "zoom-pkce/simulator";
export const server = "http://127.0.0.1:4010";
