// The screen after `zoomSdk.config` failed: the page is not in Zoom, or Zoom refuses the app.

import { Screen, Warning } from "./Screen.tsx";

/** The message of the SDK outside Zoom. The error has no code. */
const OUTSIDE_ZOOM = /not supported by this browser/;

export function NotConnected({ error }: { error: unknown }) {
  const message = error instanceof Error ? error.message : String(error);

  if (OUTSIDE_ZOOM.test(message)) {
    return (
      <Screen icon={<Warning />} title="Open this page in Zoom">
        <div role="alert">
          <p className="message">This is a Zoom App, and this page has no Zoom client around it.</p>
          <h3>What to do</h3>
          <p>Open Zoom’s desktop or mobile client, sign in, and choose this app under Apps.</p>
          <p>
            Are you the developer? <code>npm run dev</code> simulates the client.
          </p>
        </div>
      </Screen>
    );
  }

  return (
    <Screen icon={<Warning />} title="Zoom does not answer this app">
      <div role="alert">
        <p className="message">{message}</p>
        <h3>What to do</h3>
        <p>Load the page again, and update the Zoom client if that does not help.</p>
        <p>
          Are you the developer? Check in the Marketplace that the domain of this page is on the app’s domain
          allow list, and that the app has all features listed in <code>src/zoom.ts</code>.
        </p>
      </div>
      <button className="primary" onClick={() => location.reload()}>
        Load again
      </button>
    </Screen>
  );
}
