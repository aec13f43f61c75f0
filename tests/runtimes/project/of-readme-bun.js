// Runs the backend of the README on Bun, until the standard input ends.

import { backendOfReadme } from "./of-readme.js";

const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: backendOfReadme(process.env.ZOOM) });
console.log(JSON.stringify({ port: server.port }));
for await (const _ of Bun.stdin.stream());
await server.stop(true);
