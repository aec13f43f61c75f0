// The page in which pairs are measured.

import { measure, start } from "./rounds.js";

Object.assign(window, { bench: { start, measure } });
