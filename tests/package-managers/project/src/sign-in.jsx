import { useZoomAuthorization } from "zoom-pkce/react";

/** @param {{ zoomSdk: typeof import("@zoom/appssdk").default | undefined }} props */
export function SignIn({ zoomSdk }) {
  const { status, authorize } = useZoomAuthorization(zoomSdk, { backend: "/api/zoom/token" });
  return <button onClick={authorize}>{status}</button>;
}
