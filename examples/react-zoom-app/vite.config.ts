// The build of the page, and the development server (see also server/dev.js).

import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv } from "vite";

import { simulatedBackend } from "./server/dev.js";

export default defineConfig(({ mode }) => {
  // From the environment or from `.env`, as in server/settings.js.
  const { PORT } = loadEnv(mode, import.meta.dirname, "PORT");
  return {
    plugins: [react(), simulatedBackend()],
    // If PORT is set, a tunnel or a proxy may lead to that port: no other port will do.
    server: { host: "127.0.0.1", port: Number(PORT || 3000), strictPort: Boolean(PORT) },
  };
});
