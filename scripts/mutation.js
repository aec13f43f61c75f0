// npm run mutation -- js [--only FILE]…: breaks the JavaScript that ships on purpose, one place at a time, and sees whether
// a test fails.

import { run } from "./lib/report.js";
import { mutateJavaScript } from "./mutation/javascript.js";

await run(async () => {
  await mutateJavaScript(process.argv.slice(2));
});
