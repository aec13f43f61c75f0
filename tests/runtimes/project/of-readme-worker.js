// Runs the backend of the README on Workers.

import { backendOfReadme } from "./of-readme.js";

export default { fetch: backendOfReadme(process.env.ZOOM) };
