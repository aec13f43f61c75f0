// zoom-pkce manifest: prints the manifest that fits an app, or compares one with it.

import { report } from "../shared/report.js";
import { makeManifest } from "./build.js";
import { compareManifests } from "./compare.js";
import { readManifestFlags } from "./flags.js";

const HELP = `zoom-pkce manifest: prints the manifest of an app in the Zoom App Marketplace. Works offline.

Usage: npx zoom-pkce manifest --home-url URL [flags]

  --home-url URL       the app's Home URL
  --redirect-uri URL   on the OAuth allow list; can be repeated. Default: the Home URL
  --domain DOMAIN      on the domain allow list, beside the Home URL's; can be repeated
  --scope SCOPE        beside the scope that shows the app in each product; can be repeated
  --product PRODUCT    can be repeated. Default: ZOOM_MEETING
  --capability NAME    an API or event of the SDK, beside authorize and onAuthorized; can be repeated
  --source FILE        reads the capabilities of zoomSdk.config from HTML or JavaScript; can be repeated
  --guest-mode         people may open the app before they have added it
  --public-client      the app has a client ID without a secret, too
  --name TEXT          the name of the app
  --compare FILE       compares a manifest that was exported, and says what is missing or too much
  --json               prints what --compare finds as JSON
  -h, --help

Exit status: 0, 1 if something is missing, 2 if a flag is wrong.

Example: npx zoom-pkce manifest --home-url https://app.example.com/ --scope user:read:user
`;

/**
 * @param {string[]} args The arguments after `manifest`.
 * @returns {Promise<number>} The exit status.
 */
export async function manifest(args) {
  const command = readManifestFlags(args);
  if (command === undefined) {
    console.log(HELP);
    return 0;
  }
  const wanted = makeManifest(command.options);
  if (command.exported === undefined) {
    console.log(JSON.stringify(wanted, null, 2));
    return 0;
  }
  return report([{ area: "Manifest", findings: compareManifests(wanted, command.exported) }], command.json);
}
