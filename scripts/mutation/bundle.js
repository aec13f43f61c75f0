// Bundles dist/ anew where Stryker has put its copy: most tests of js/*.js import the package as it is published.

import { bundleEntries } from "../build/bundle.js";

await bundleEntries();
