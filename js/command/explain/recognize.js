// Finds the errors in a text.

import { recognizeBackendAnswer } from "./backend-answer.js";
import { recognizeBrowserMessage } from "./browser-message.js";
import { recognizeClientRefusal } from "./client-refusal.js";
import { isOfBrowser, recognizePrintedError } from "./printed-error.js";
import { recognizeQueryString } from "./query-string.js";
import { recognizeSimulatorLog } from "./simulator-log.js";
import { recognizeSymptom } from "./symptoms.js";
import { recognizeTokenRefusal } from "./token-refusal.js";

/** @import { Explanation, Recognizer } from "./explanation.js" */

/**
 * Where an error can come from. Of one place, the recognizer that knows most counts.
 *
 * @type {Recognizer[][]}
 */
const PLACES = [
  [recognizeSimulatorLog, recognizeQueryString, recognizeTokenRefusal],
  [recognizeClientRefusal],
  [recognizeBrowserMessage],
  [recognizeBackendAnswer],
];

/**
 * @param {string} text Without secrets.
 * @returns {Explanation[]} The likeliest first. Empty if nothing was recognized.
 */
export function recognize(text) {
  const printed = recognizePrintedError(text);
  if (printed && isOfBrowser(text)) return [printed];
  // The hint of a printed error names things that have not happened.
  const said = printed
    ? text
        .replaceAll(printed.remedy, "")
        .replace(new RegExp(`(\\(${printed.id}\\)\\.)[^\\n"\\\\]*`, "g"), "$1")
    : text;
  const found = PLACES.flatMap((recognizers) => {
    for (const look of recognizers) {
      const explanation = look(said);
      if (explanation) return [explanation];
    }
    return [];
  });
  // The error of this package that is around another one says less than that one.
  if (found.length > 0) return found;
  return [printed ?? recognizeSymptom(text)].filter((explanation) => explanation !== undefined);
}
