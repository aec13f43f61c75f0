import { createTokenHandler } from "zoom-pkce/server";

export const POST = createTokenHandler({
  clientId: process.env.ZOOM_CLIENT_ID,
  clientSecret: process.env.ZOOM_CLIENT_SECRET,
  allowedRedirectUris: ["https://app.example.com/"],
  onTokens: async (tokens) => {
    // Keep the tokens here. The page gets what you return.
    return { scope: tokens.scope };
  },
  onError: console.error,
});
