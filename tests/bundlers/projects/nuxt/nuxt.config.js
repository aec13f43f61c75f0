export default defineNuxtConfig({
  compatibilityDate: "2026-01-01",
  telemetry: false,
  // Nuxt's plugin for this polyfill warns that it makes no source map.
  vite: { build: { modulePreload: { polyfill: false } } },
});
