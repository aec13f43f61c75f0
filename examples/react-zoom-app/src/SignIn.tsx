// The screens of the sign-in, from the button to the name of the person.

import zoomSdk from "@zoom/appssdk";
import { useState } from "react";
import { useZoomAuthorization } from "zoom-pkce/react";

import { Screen, Spinner, Warning } from "./Screen.tsx";
import { signOut, type User } from "./user.ts";
import { configure, type ZoomConfig } from "./zoom.ts";

interface SignInProps {
  config: ZoomConfig;
  /** The person who has opened the app, if the backend knows them. */
  opener: User | null;
}

export function SignIn({ config, opener }: SignInProps) {
  const [knownUser, setKnownUser] = useState(opener);
  const { status, data, error, authorize, cancel, reset } = useZoomAuthorization<User>(zoomSdk, {
    backend: "/api/zoom/token",
    config,
    // Lets guests sign in to Zoom and add the app.
    reconfigure: configure,
  });

  async function endSession() {
    if (!(await signOut())) return;
    setKnownUser(null);
    reset();
  }

  const signedInScreen = ({ name }: User) => (
    <Screen
      icon={<span className="avatar">{initials(name)}</span>}
      title="Hello!"
      status={
        <>
          Signed in as <strong>{name}</strong>
        </>
      }
    >
      {/* Your app goes here. */}
      <button onClick={endSession}>Sign out</button>
    </Screen>
  );

  if (knownUser) return signedInScreen(knownUser);

  switch (status) {
    case "idle":
      return (
        <Screen icon={<img src="/favicon.svg" alt="" />} title="Welcome" status="You are not signed in.">
          <p>Zoom may ask for your consent. Then this app knows your name.</p>
          <button className="primary" onClick={authorize}>
            Sign in with Zoom
          </button>
        </Screen>
      );

    case "authorizing":
    case "forwarding":
      return (
        <Screen
          icon={<Spinner />}
          title="Signing in"
          status={status === "authorizing" ? "If Zoom asks you, answer there." : "Asking Zoom for your name."}
        >
          <button onClick={cancel}>Cancel</button>
        </Screen>
      );

    case "authorized":
      return signedInScreen(data);

    case "error":
      return (
        <Screen icon={<Warning />} title="You are not signed in">
          <div role="alert">
            <p className="message">{error.reason}</p>
            <h3>What to do</h3>
            <p>{error.hint}</p>
            {!error.retryable && <p>Trying again helps only after that.</p>}
          </div>
          <p className="code">
            Error code: <code>{error.code}</code>
          </p>
          <button className="primary" onClick={authorize}>
            Try again
          </button>
        </Screen>
      );
  }
}

function initials(name: string) {
  const words = name.split(/\s+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0])
    .join("");
}
