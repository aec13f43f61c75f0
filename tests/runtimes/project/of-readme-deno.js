// Runs the backend of the README on Deno, until the standard input ends.

import { backendOfReadme } from "./of-readme.js";

const server = Deno.serve(
  { hostname: "127.0.0.1", port: 0, onListen: ({ port }) => console.log(JSON.stringify({ port })) },
  backendOfReadme(Deno.env.get("ZOOM")),
);
for await (const _ of Deno.stdin.readable);
await server.shutdown();
