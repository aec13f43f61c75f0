import { ZoomPkceError } from "../error.js";
import { post } from "../forward/post.js";
import { withProgress } from "../progress.js";
import { browserError } from "./error-texts.js";

/**
 * Posts an authorization to the backend, as `forward` does. The hint of an `invalid_grant` is
 * replaced: that of `forward` is about the challenge methods of the Zoom client.
 *
 * @param {import("../authorize.js").Authorization} authorization
 * @param {import("../forward/target.js").CheckedTarget} target
 * @param {Pick<import("./options.js").BrowserOptions, "signal" | "onProgress">} options
 * @returns {Promise<any>}
 */
export async function send(authorization, target, { signal, onProgress }) {
  try {
    return await withProgress(onProgress, "forward", () => post(authorization, target, signal));
  } catch (error) {
    if (!(error instanceof ZoomPkceError && error.code === "invalid_grant")) throw error;
    const { status, body } = error;
    throw Object.assign(browserError("invalid_grant"), { status, body });
  }
}
