// The start of the page: connects to the Zoom client and shows the sign-in, or why there is no
// connection.

import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { NotConnected } from "./NotConnected.tsx";
import { Screen, Spinner } from "./Screen.tsx";
import { SignIn } from "./SignIn.tsx";
import "./style.css";
import { configure } from "./zoom.ts";

const root = createRoot(document.getElementById("root")!);
const show = (screen: ReactNode) => root.render(<StrictMode>{screen}</StrictMode>);

async function start() {
  if (import.meta.env.DEV) {
    // Not part of a build: `import.meta.env.DEV` is false there.
    const { startSimulator } = await import("zoom-pkce/simulator");
    startSimulator({ server: "/simulated-zoom", panel: true });
  }
  show(<Screen icon={<Spinner />} title="Connecting" status="Waiting for Zoom’s client." />);
  try {
    show(<SignIn config={await configure()} />);
  } catch (error) {
    show(<NotConnected error={error} />);
  }
}

void start();
