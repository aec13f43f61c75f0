// Runs the backend on Deno, until the standard input ends.

import { createApp } from "./app.js";

const [TOKEN_URL, REDIRECT_URI] = Deno.args;
const server = Deno.serve(
  { hostname: "127.0.0.1", port: 0, onListen: ({ port }) => console.log(JSON.stringify({ port })) },
  createApp({ TOKEN_URL, REDIRECT_URI }),
);
for await (const _ of Deno.stdin.readable);
await server.shutdown();
