// npm run build: builds the package, ready for `npm pack`.

import { buildAll } from "./build/index.js";
import { run, say } from "./process/report.js";

await run(async () => {
  await buildAll();
  say("Built: dist/ is up to date.");
});
