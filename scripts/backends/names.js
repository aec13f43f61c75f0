// Which backends there are. Nothing is imported here: who names none is told before anything is built.

/** The folders of examples/backends that are backends for a page. */
export const backendNames = /** @type {const} */ (["express", "next", "fastapi", "axum"]);
