// Two threads of a developers' forum, retold: what people paste when they paste everything.

/** Someone has hashed the challenge in the Zoom client. */
export const HASHED_CHALLENGE = `In-client sign-in: the code is refused

We call zoomSdk.authorize in a React page and get the event with a code. Our backend sends it on:

  params = { grant_type: "authorization_code", redirect_uri: redirect_uri, "code": code,
    "code_verifier": code_verifier }
  headers = {"Content-Type": "application/x-www-form-urlencoded"}

and Zoom answers

{'reason': 'Invalid authorization code qW3eR5tY7uI9oP_asDfGhJkL1z-XcVbN2m', 'error': 'invalid_grant’}

although that is the code of the event. The challenge is BASE64URL(SHA256(verifier)), as the page said.

Reply: with the verifier itself as the challenge (plain) it works. Is that all right?

Reply: SHA256 should work. Note that a code expires after ten minutes.
`;

/** Someone sends the parameters in the URL. */
export const QUERY_STRING = `/oauth/token has begun to answer 400 Bad Request

Our server-to-server app gets its token with a POST to /oauth/token, and since this week:

400 Client Error: Bad Request for url: https://zoom.us/oauth/token?grant_type=account_credentials&account_id=aB3dE5fG7hI9jK1lM3nO5p

Was the query string never allowed?

Reply: put the parameters into the body. Here is what works:

  const token = Buffer.from(\`\${clientId}:\${clientSecret}\`).toString("base64");
  await axios({
    method: "post",
    url: "https://zoom.us/oauth/token",
    params: { grant_type: "account_credentials", account_id: accountID },
    headers: { Authorization: \`Basic \${token}\` },
  });
`;
