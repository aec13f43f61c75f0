// The pages of the package's documentation that the command names.

export const PAGES = Object.freeze({
  method: "README.md#which-challenge-method",
  policy: "README.md#content-security-policy",
  guests: "README.md#guests-and-clients-that-lack-something",
  simulatorInPage: "docs/simulator.md#in-your-page",
  whyRefused: "docs/simulator.md#why-was-my-code-refused",
  frame: "SECURITY.md#a-hostile-page-around-the-frame",
  secret: "SECURITY.md#what-is-protected",
  invalidGrant: "docs/errors.md#invalid_grant",
  appContext: "docs/errors.md#errors-of-the-app-context",
  arrives: "docs/backends.md#what-arrives",
  sentToZoom: "docs/backends.md#what-is-sent-to-zoom",
  answer: "docs/backends.md#what-to-answer",
  pseudoCode: "docs/backends.md#in-pseudo-code",
  cookie: "docs/backends.md#the-sessions-cookie",
  queryString: "docs/backends.md#400-for-parameters-in-the-query-string",
  goesWrong: "docs/backends.md#what-goes-wrong-and-what-you-see",
  keptVerifier: "docs/backends.md#the-code-verifier-on-the-backend",
  addingFails: "docs/backends.md#when-it-fails",
  tokens: "docs/backends.md#a-persons-tokens",
  wait: "docs/backends.md#when-zoom-asks-to-wait",
  proxy: "docs/backends.md#behind-a-proxy",
  accountToken: "docs/backends.md#an-accounts-token",
  opensTheApp: "docs/backends.md#who-opens-the-app",
  event: "docs/flow.md#waiting-for-the-event",
  refusals: "docs/flow.md#refusals",
  forwarding: "docs/flow.md#forwarding",
  unitTests: "docs/testing.md#for-every-runner",
  vitest: "docs/testing.md#vitest",
  isolation: "docs/doctor.md#cross-origin-embedder-policy",
  browserErrors: "docs/doctor.md#what-browsers-say",
});

/** @param {string} code The code of a `ZoomPkceError`. @returns {string} */
export const errorPage = (code) => `docs/errors.md#${code}`;
