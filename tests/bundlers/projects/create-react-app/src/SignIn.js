// Signs in with the endpoints of Zoom's sample. Its backend makes the challenge.

import zoomSdk from "@zoom/appssdk";
import { useZoomAuthorization } from "zoom-pkce/react";

async function fetchChallenge({ signal }) {
  const response = await fetch("/api/zoomapp/authorize", { signal });
  return response.json();
}

const backend = {
  url: "/api/zoomapp/onauthorized",
  body: ({ code, state, redirect_uri }) => ({ code, state, href: redirect_uri }),
};

export function SignIn({ config }) {
  const { status, data, error, authorize } = useZoomAuthorization(zoomSdk, {
    backend,
    challenge: fetchChallenge,
  });

  if (status === "authorized") return <p role="status">Signed in as {data.name}</p>;
  return (
    <>
      {error && <p role="alert">{error.message}</p>}
      <button disabled={!config} onClick={authorize}>
        Sign in with Zoom
      </button>
    </>
  );
}
