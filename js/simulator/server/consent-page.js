import { html } from "./page.js";

/** @import { Parameters } from "./authorization-request.js" */
/** @import { Settings } from "./options.js" */

/** The parameters that the form of the page repeats. */
const REPEATED = [
  "response_type",
  "client_id",
  "redirect_uri",
  "state",
  "code_challenge",
  "code_challenge_method",
];

/**
 * Returns the page that asks the person for consent.
 *
 * @param {Parameters} parameters Of a request that was checked.
 * @param {Settings} settings
 */
export function consentPage(parameters, { clientId, user, scope }) {
  const { redirect_uri = "", state, code_challenge, code_challenge_method = "plain" } = parameters;
  const fields = REPEATED.flatMap((name) => {
    const value = parameters[name];
    return value === undefined ? [] : [html`<input type="hidden" name="${name}" value="${value}" />`];
  });
  const scopes = scope.map((one) => html`<li><code>${one}</code></li>`);
  // Relative, so that a proxy may put the simulated Zoom below a path.
  const content = html` <p>
      The app <code>${clientId}</code> asks for access to the simulated account of ${user.display_name}.
    </p>
    <dl>
      <div>
        <dt>Person</dt>
        <dd>${user.display_name}, ${user.email}</dd>
      </div>
      <div>
        <dt>Scopes</dt>
        <dd>
          <ul>
            ${scopes}
          </ul>
        </dd>
      </div>
      <div>
        <dt>Both answers go to</dt>
        <dd><code>${redirect_uri}</code></dd>
      </div>
      <div>
        <dt>State</dt>
        <dd>${state === undefined ? STATELESS : "Sent by the app"}</dd>
      </div>
      <div>
        <dt>Code challenge</dt>
        <dd>${code_challenge === undefined ? "None" : code_challenge_method}</dd>
      </div>
    </dl>
    <form method="post" action="../simulator/consent">
      ${fields}
      <button name="decision" value="approve">Approve</button>
      <button name="decision" value="decline">Decline</button>
    </form>`;
  return { title: "Add this app?", content };
}

const STATELESS = "None, as often after Add in the Marketplace";
