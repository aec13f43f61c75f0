import { encryptAppContext } from "./app-context.js";

/** @import { AppContextInput } from "./app-context.js" */
/** @import { OpenedLink } from "./opened-link.js" */
/** @import { Settings } from "./options.js" */

/** @typedef {ReturnType<typeof createOwnContext>} OwnContext */

/**
 * Creates the function that encrypts the context of the simulated Zoom's own app and person. The
 * header of a page and `getAppContext` both use it, so they name the same person.
 *
 * @param {Settings} settings
 * @param {OpenedLink} openedLink The deep link that has opened the app.
 */
export const createOwnContext =
  ({ clientId, clientSecret, user, appContext }, openedLink) =>
  /** @param {AppContextInput} [fields] They replace those of the option `appContext`. */
  (fields) =>
    encryptAppContext(
      { uid: user.id, act: openedLink.action, ...appContext, ...fields },
      { clientId, clientSecret },
    );
