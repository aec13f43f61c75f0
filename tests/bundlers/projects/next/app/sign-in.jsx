"use client";

import zoomSdk from "@zoom/appssdk";
import { useEffect } from "react";
import { useZoomAuthorization } from "zoom-pkce/react";

export function SignIn() {
  const { status, data, error, authorize } = useZoomAuthorization(zoomSdk, { backend: "/api/zoom/token" });

  useEffect(() => {
    zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
  }, []);

  return (
    <>
      <button onClick={authorize}>Sign in with Zoom</button>
      <p role="status">{status === "authorized" && `Signed in as ${data.name}`}</p>
      <p role="alert">{error?.message}</p>
    </>
  );
}
