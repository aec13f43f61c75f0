// Bundles dist/ again in the copy of the repository that Stryker has changed. Most tests of js/*.js
// import the published entries, which are bundled.

import { bundleEntries } from "../build/bundle.js";

await bundleEntries();
