// How the page is built, and what `npm run dev` serves: see server/dev.js.

import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv } from "vite";

import { simulatedBackend } from "./server/dev.js";

export default defineConfig(({ mode }) => {
  // Of the environment or of `.env`, as for the server.
  const { PORT } = loadEnv(mode, import.meta.dirname, "PORT");
  return {
    plugins: [react(), simulatedBackend()],
    // Another port than the one that was asked for would not be found.
    server: { host: "127.0.0.1", port: Number(PORT || 3000), strictPort: Boolean(PORT) },
  };
});
