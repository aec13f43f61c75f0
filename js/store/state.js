// The states of a sign-in.

/** @import { ZoomPkceError } from "../error.js" */

/**
 * @typedef {"checking" | "idle" | "authorizing" | "forwarding" | "authorized" | "error"} ZoomAuthorizationStatus
 * The status of the sign-in:
 *
 * - `checking`: with the option `session`, the backend is asked whether somebody is signed in; with `completed`,
 *   the sign-in that has come back from Zoom's page is completed
 * - `idle`: nobody is signed in, or the sign-in was cancelled or reset
 * - `authorizing`: the person decides in the Zoom client, or in a popup
 * - `forwarding`: the backend exchanges the code
 * - `authorized`: the backend has answered
 * - `error`: the sign-in, or the check, failed
 */

/**
 * @template [Data=any]
 * @typedef {{ status: "checking" | "idle" | "authorizing" | "forwarding", data: undefined, error: undefined }
 *   | { status: "authorized", data: Data, error: undefined }
 *   | { status: "error", data: undefined, error: ZoomPkceError }} ZoomAuthorizationState
 * The state of the sign-in. `data` is the backend's answer, parsed from JSON, and defined only in
 * the status `"authorized"`. `error` is defined only in the status `"error"`.
 */

/**
 * @template {"checking" | "idle" | "authorizing" | "forwarding"} Status
 * @param {Status} status
 */
const withoutResult = (status) => Object.freeze({ status, data: undefined, error: undefined });

export const CHECKING = withoutResult("checking");
export const IDLE = withoutResult("idle");
export const AUTHORIZING = withoutResult("authorizing");
export const FORWARDING = withoutResult("forwarding");

/** @param {any} data @returns {ZoomAuthorizationState} */
export const authorized = (data) => Object.freeze({ status: "authorized", data, error: undefined });

/** @param {ZoomPkceError} error @returns {ZoomAuthorizationState} */
export const failed = (error) => Object.freeze({ status: "error", data: undefined, error });
