// npm run build: the package, ready for `npm pack`.

import { buildAll } from "./lib/build.js";
import { run, say } from "./lib/report.js";

await run(async () => {
  await buildAll();
  say("Built: dist/ is up to date.");
});
