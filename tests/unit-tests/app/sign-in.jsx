import zoomSdk from "@zoom/appssdk";
import { useZoomAuthorization } from "zoom-pkce/react";

export function SignIn({ backend }) {
  const { status, data, error, authorize } = useZoomAuthorization(zoomSdk, { backend });
  if (status === "authorized") return <p>Hello {data.name}</p>;
  return (
    <>
      {error && <p role="alert">{error.code}</p>}
      <button onClick={authorize}>Sign in with Zoom</button>
    </>
  );
}
