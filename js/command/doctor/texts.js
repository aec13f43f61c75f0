// The help of `zoom-pkce doctor`.

import { DEFAULT_TIMEOUT_SECONDS, SECRET_VARIABLE } from "./flags.js";

export const HELP = `zoom-pkce doctor: finds from outside what keeps a Zoom App's sign-in from working.

Usage: npx zoom-pkce doctor [URL] [flags]

  URL                  the app's Home URL
  --backend URL        the endpoint that takes the code; a path is beside URL
  --redirect-uri URL   as it is on the app's OAuth allow list
  --client-id ID       the app's client ID. The client secret is in ${SECRET_VARIABLE}
  --secret-stdin       reads the client secret from standard input in its place
  --public-client      the client ID is that of a public client, without a secret
  --token-url URL      another token endpoint than https://zoom.us/oauth/token
  --timeout SECONDS    for all answers; default ${DEFAULT_TIMEOUT_SECONDS}
  --json               prints the findings as JSON
  -h, --help

It sends requests to the hosts of these URLs and, with --client-id, to the token endpoint; to no other.
Codes that it sends are random: none is a code of Zoom's.
Exit status: 0 without a fault, 1 with one, 2 if a flag is wrong.

Example: npx zoom-pkce doctor https://app.example.com/ --backend /api/zoom/token
`;
