/** @import OAuth2Server from "@node-oauth/oauth2-server" */
/** @import { OAuthLibrary } from "./oauth-library.js" */
/** @import { Settings } from "./options.js" */

/**
 * Creates Zoom's grant for server-to-server apps, as an extension grant of the library (RFC 6749
 * section 4.5). It issues an access token and no refresh token, for any account ID.
 *
 * @param {OAuthLibrary} library
 * @param {Settings} settings
 */
export function accountCredentialsGrant({ AbstractGrantType, InvalidRequestError }, { user, scope }) {
  return class extends AbstractGrantType {
    /** @param {any} options The library's options for grants, with the model. */
    constructor(options) {
      super(options);
      this.baseModel = /** @type {OAuth2Server.BaseModel} */ (options.model);
    }

    /**
     * @param {OAuth2Server.Request} request
     * @param {OAuth2Server.Client} client
     */
    async handle(request, client) {
      if (!request.body.account_id) throw new InvalidRequestError("Missing parameter: account_id");
      const token = {
        accessToken: await this.generateAccessToken(client, user, [...scope]),
        scope: [...scope],
        client,
        user,
      };
      return this.baseModel.saveToken(token, client, user);
    }
  };
}
