// Starts the simulated Zoom client. `npm run backend` adds this script to the page if Zoom is
// simulated.

import { startSimulator } from "zoom-pkce/simulator";

startSimulator({ server: "/zoom", panel: true });
