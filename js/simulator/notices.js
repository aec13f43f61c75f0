// What the simulated client says on the page's console, because Zoom's client would say nothing.

/** What follows if the app has not listed a capability that a sign-in needs. */
const EFFECTS = Object.entries({
  authorize: "the client refuses authorize, which ends in capability_missing",
  onAuthorized: "the client sends no event, and authorize ends in timeout",
});

/**
 * Warns of each capability that a sign-in needs and that `config` does not list.
 *
 * @param {readonly string[]} capabilities
 */
export function warnOfMissingCapabilities(capabilities) {
  for (const [name, effect] of EFFECTS) {
    if (capabilities.includes(name)) continue;
    console.warn(
      `zoom-pkce/simulator: "${name}" is not among the capabilities of zoomSdk.config: ${effect}.`,
    );
  }
}

/**
 * Warns of an API that was answered without being simulated.
 *
 * @param {string} apiName
 */
export function warnOfUnsimulatedApi(apiName) {
  console.warn(
    `zoom-pkce/simulator: ${apiName} is not simulated, and was answered with { message: "Success" }. ` +
      "The option answers of startSimulator sets another answer.",
  );
}
