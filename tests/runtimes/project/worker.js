// Runs the backend on Workers. `/forward` answers with the error of `forward`.

import { forward } from "zoom-pkce";
import { createApp } from "./app.js";

const authorization = () => ({
  code: "a-code",
  redirectUri: "https://app.example.com/",
  state: "a-state",
  receivedAt: Date.now(),
});

export default {
  async fetch(request, env) {
    if (new URL(request.url).pathname !== "/forward") return createApp(env)(request);
    const { code, reason, cause } = await forward(authorization(), env.TOKEN_URL).catch((error) => error);
    return Response.json({ code, reason, cause: String(cause) });
  },
};
