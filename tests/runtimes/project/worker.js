// Runs the backend on Workers.

import { createApp } from "./app.js";

export default {
  fetch: (request, env) => createApp(env)(request),
};
