// Measures pairs in a page.

import { measure, start } from "./rounds.js";

Object.assign(window, { bench: { start, measure } });
