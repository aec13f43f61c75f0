// What is shown where zoomSdk.config failed: the page is not in Zoom, or Zoom refuses the app.

import { Screen, Warning } from "./Screen.tsx";

/** The SDK has no code for it. */
const OUTSIDE_ZOOM = /not supported by this browser/;

export function NotConnected({ error }: { error: unknown }) {
  const message = error instanceof Error ? error.message : String(error);

  if (OUTSIDE_ZOOM.test(message)) {
    return (
      <Screen icon={<Warning />} title="Open this page in Zoom">
        <div role="alert">
          <p className="message">This is a Zoom App, and there is no Zoom client around this page.</p>
          <h3>What to do</h3>
          <p>Open Zoom’s desktop or mobile client, sign in, and choose this app under Apps.</p>
          <p>
            Are you developing it? <code>npm run dev</code> simulates the client.
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
          Are you developing it? Look in the Marketplace whether this page’s domain is on the app’s domain
          allow list, and whether the app has all features that <code>src/zoom.ts</code> lists.
        </p>
      </div>
      <button className="primary" onClick={() => location.reload()}>
        Load again
      </button>
    </Screen>
  );
}
