module.exports = {
  // jsdom with Node's `fetch`, `Response`, `TextDecoder` and `structuredClone`, which Jest leaves out.
  testEnvironment: "jest-fixed-jsdom",
  setupFiles: ["./setup.js"],
  // The package has ES modules only.
  transformIgnorePatterns: ["/node_modules/(?!zoom-pkce/)"],
};
