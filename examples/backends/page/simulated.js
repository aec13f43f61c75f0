// The simulated Zoom client, in place of the real one. `npm run backend` puts it into the page.

import { startSimulator } from "zoom-pkce/simulator";

startSimulator({ server: "/zoom", panel: true });
