// The start of the page: ends a sign-in that has come back from Zoom's page, connects to the Zoom client if there
// is one, and shows the sign-in.

import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ZoomPkceError } from "zoom-pkce";
import { completeAuthorization, isInZoomClient } from "zoom-pkce/browser";

import { NotConnected } from "./NotConnected.tsx";
import { Screen, Spinner } from "./Screen.tsx";
import { SignIn } from "./SignIn.tsx";
import "./style.css";
import { backend, configure } from "./zoom.ts";

// First of all: in a browser, it takes Zoom's answer out of the page's URL. The sign-in shows its outcome.
const completed = completeAuthorization({ backend });
completed.catch(() => {});

const root = createRoot(document.getElementById("root")!);
const show = (screen: ReactNode) => root.render(<StrictMode>{screen}</StrictMode>);

async function start() {
  let onProgress;
  if (import.meta.env.DEV) {
    // Not part of a build: `import.meta.env.DEV` is false there.
    const { startSimulator } = await import("zoom-pkce/simulator");
    // The panel shows the steps of the sign-in.
    ({ onProgress } = startSimulator({ server: "/simulated-zoom", panel: true }));
  }
  show(<Screen icon={<Spinner />} title="Connecting" status="Waiting for Zoom’s client." />);
  const config = configure();
  try {
    // Outside the Zoom client, the page goes on as in a browser.
    await isInZoomClient(config);
    show(<SignIn config={config} completed={completed} onProgress={onProgress} />);
  } catch (error) {
    if (!(error instanceof ZoomPkceError)) throw error;
    show(<NotConnected error={error} />);
  }
}

void start();
