import { invalidRequest, json } from "./answers.js";
import { encryptAppContext } from "./app-context.js";
import { checkClientId } from "./authorization-request.js";
import { inClientEndpoint } from "./in-client-endpoint.js";

/** @import { OpenedLink } from "./opened-link.js" */
/** @import { Settings } from "./options.js" */

/** Where an app is opened, by Zoom's page "App context". */
const TYPES = ["panel", "meeting", "webinar", "chat"];

/**
 * Creates the handler for `GET /simulator/app-context`, which Zoom does not have: the simulated
 * client asks it for `zoomSdk.getAppContext`, because the client secret is here. The query has
 * `client_id`, `typ` (`panel` by default) and, optionally, `mid` and `attendrole`, as fields of the
 * context. With `guest=true`, the context has no `uid`. The answer is `{ context }`.
 *
 * @param {Settings} settings
 * @param {OpenedLink} openedLink The deep link that has opened the app.
 */
export const appContextEndpoint = (settings, openedLink) =>
  inClientEndpoint(async (request) => {
    const query = new URL(request.url).searchParams;
    const field = (/** @type {string} */ name) => query.get(name) ?? undefined;
    checkClientId(field("client_id"), settings);
    const typ = field("typ") ?? "panel";
    if (!TYPES.includes(typ)) throw invalidRequest(`typ must be one of ${TYPES.join(", ")}.`);
    const { clientId, clientSecret, user } = settings;
    const context = {
      typ,
      uid: field("guest") === "true" ? undefined : user.id,
      mid: field("mid"),
      attendrole: field("attendrole"),
      act: openedLink.action,
    };
    return json(200, { context: await encryptAppContext(context, { clientId, clientSecret }) });
  });
