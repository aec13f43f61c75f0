// The screen after `zoomSdk.config` failed in the Zoom client: Zoom refuses the app, or does not answer.

import type { ZoomPkceError } from "zoom-pkce";

import { Screen, Warning } from "./Screen.tsx";

export function NotConnected({ error }: { error: ZoomPkceError }) {
  const { cause, reason } = error;

  return (
    <Screen icon={<Warning />} title="Zoom does not answer this app">
      <div role="alert">
        <p className="message">{cause instanceof Error ? cause.message : reason}</p>
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
