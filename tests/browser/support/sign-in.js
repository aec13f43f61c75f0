// A component that uses the hook. Tests render it in a page and on a server.

import { createElement, useEffect } from "react";
import { useZoomAuthorization } from "zoom-pkce/react";

/** @typedef {import("zoom-pkce/react").ZoomAuthorization} ZoomAuthorization */

/**
 * @typedef {object} SignInProps
 * @property {string} name
 * @property {import("zoom-pkce").ZoomSdk} [zoomSdk]
 * @property {any} options
 * @property {boolean} [atOnce] Whether an effect starts a sign-in on mount.
 * @property {(name: string, authorization: ZoomAuthorization) => void} [onShown] Called after each
 *   render.
 */

/** @param {SignInProps} props */
export function SignIn({ name, zoomSdk, options, atOnce, onShown }) {
  const authorization = useZoomAuthorization(zoomSdk, options);
  const { status, data, error, authorize, cancel, reset } = authorization;
  useEffect(() => onShown?.(name, authorization));
  useEffect(() => {
    if (atOnce) void authorize();
  }, [atOnce, authorize]);
  return createElement(
    "section",
    { id: name, "data-status": status },
    createElement("output", null, data ? JSON.stringify(data) : error?.code),
    createElement("button", { onClick: authorize }, "Authorize"),
    createElement("button", { onClick: cancel }, "Cancel"),
    createElement("button", { onClick: reset }, "Reset"),
  );
}
