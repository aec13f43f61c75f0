/** How long an action stays in the context: 5 minutes, by the SDK's types. */
const ACTION_LIFETIME_MS = 300_000;

/** @typedef {ReturnType<typeof createOpenedLink>} OpenedLink */

/** Remembers the deep link that was opened last. There is one app, and one person. */
export function createOpenedLink() {
  /** @type {string | undefined} */
  let lastAction;
  let endsAt = 0;
  return {
    /** @param {string | undefined} action */
    open(action) {
      lastAction = action;
      endsAt = Date.now() + ACTION_LIFETIME_MS;
    },
    /** The action of the link. `undefined` if it has none, or was opened too long ago. */
    get action() {
      return Date.now() < endsAt ? lastAction : undefined;
    },
  };
}
