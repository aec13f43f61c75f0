import { invalidRequest, json } from "./answers.js";
import { checkClientId } from "./authorization-request.js";
import { inClientEndpoint } from "./in-client-endpoint.js";

/** @import { Settings } from "./options.js" */
/** @import { OwnContext } from "./own-context.js" */

/** Where an app is opened, by Zoom's page "App context". */
const TYPES = ["panel", "meeting", "webinar", "chat"];

/**
 * Creates the handler for `GET /simulator/app-context`, which Zoom does not have: the simulated
 * client asks it for `zoomSdk.getAppContext`, because the client secret is here. The query has
 * `client_id` and, optionally, `typ`, `mid` and `attendrole`, as fields of the context. With
 * `guest=true`, the context has no `uid`. All else is as in the header of a page. The answer is
 * `{ context }`.
 *
 * @param {Settings} settings
 * @param {OwnContext} encryptContext
 */
export const appContextEndpoint = (settings, encryptContext) =>
  inClientEndpoint(async (request) => {
    const query = new URL(request.url).searchParams;
    const field = (/** @type {string} */ name) => query.get(name) ?? undefined;
    checkClientId(field("client_id"), settings);
    const typ = field("typ");
    if (typ !== undefined && !TYPES.includes(typ)) {
      throw invalidRequest(`typ must be one of ${TYPES.join(", ")}.`);
    }
    const fields = Object.entries({ typ, mid: field("mid"), attendrole: field("attendrole") });
    const context = await encryptContext({
      ...Object.fromEntries(fields.filter(([, value]) => value !== undefined)),
      ...(field("guest") === "true" && { uid: undefined }),
    });
    return json(200, { context });
  });
