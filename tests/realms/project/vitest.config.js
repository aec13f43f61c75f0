import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "jsdom",
    environmentOptions: { jsdom: { url: process.env.REDIRECT_URI } },
    include: ["app.js"],
    // The SDK's export answers to `then`: an `import()` of the package as it is never ends.
    server: { deps: { inline: ["@zoom/appssdk"] } },
  },
});
