// npm run typecheck: checks the types in the JavaScript of the package, its tests and the demo.

import { join } from "node:path";

import { buildAll } from "./build/index.js";
import { installPacked } from "./build/packed.js";
import { command, root } from "./process/command.js";
import { run } from "./process/report.js";

await run(async () => {
  // The tests import the built package, and one of them a project's packages.
  await buildAll();
  await installPacked(join(root, "tests/package/older-peers"));
  for (const project of ["tsconfig.json", "tests/tsconfig.json", "www/tsconfig.json"]) {
    await command(`Checking the types of ${project}`, "npx", ["tsc", "-p", project]);
  }
});
