// The names of the example backends. This module imports nothing, so `npm run backend` can check a
// name before it builds.

/** The folders in examples/backends whose backends serve a page. */
export const backendNames = /** @type {const} */ (["express", "next", "fastapi", "axum"]);
