import { importPeer } from "./import-peer.js";

/** Loads `httpxy`, the proxy in front of the app's server. */
export const loadProxy = () => importPeer({ name: "httpxy", version: "0.5", load: () => import("httpxy") });
