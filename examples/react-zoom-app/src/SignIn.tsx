// The screens of the sign-in, from the button to the name of the person.

import zoomSdk from "@zoom/appssdk";
import type { Progress } from "zoom-pkce";
import { signIn } from "zoom-pkce/browser";
import { useZoomAuthorization } from "zoom-pkce/react";

import { Screen, Spinner, Warning } from "./Screen.tsx";
import { session, signOut, type User } from "./user.ts";
import { backend, browser, configure, type ZoomConfig } from "./zoom.ts";

interface SignInProps {
  config: Promise<ZoomConfig>;
  /** The outcome of a sign-in that has come back from Zoom's page. */
  completed: Promise<User | undefined>;
  onProgress: ((progress: Progress) => void) | undefined;
}

export function SignIn({ config, completed, onProgress }: SignInProps) {
  const { status, data, error, authorize, cancel, reset } = useZoomAuthorization<User>(zoomSdk, {
    // In the Zoom client and in a browser.
    signIn,
    browser,
    backend,
    session,
    config,
    completed,
    onProgress,
    // Lets guests sign in to Zoom and add the app.
    reconfigure: configure,
  });

  switch (status) {
    case "checking":
      // With a key, the next screen is another one, which does not take the focus: nobody has clicked yet.
      return (
        <Screen
          key={status}
          icon={<Spinner />}
          title="Connecting"
          status="Looking whether you are signed in."
        />
      );

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
      return (
        <Screen
          icon={<span className="avatar">{initials(data.name)}</span>}
          title="Hello!"
          status={
            <>
              Signed in as <strong>{data.name}</strong>
            </>
          }
        >
          {/* Your app goes here. */}
          <button onClick={async () => (await signOut()) && reset()}>Sign out</button>
        </Screen>
      );

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
