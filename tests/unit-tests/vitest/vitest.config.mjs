import { defineConfig } from "vitest/config";

export default defineConfig({
  esbuild: { jsx: "automatic" },
  test: {
    environment: "jsdom",
    // For `--environment happy-dom`, whose `fetch` checks CORS: the server is on another origin.
    environmentOptions: {
      happyDOM: { settings: { fetch: { disableSameOriginPolicy: true } } },
    },
    globals: true,
    setupFiles: ["./setup.js"],
    // The SDK's default export answers to `then`: an `import()` of the package as it is never ends.
    server: { deps: { inline: ["@zoom/appssdk"] } },
  },
});
