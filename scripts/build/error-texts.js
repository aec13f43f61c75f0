// The error codes of the crate and their texts, for JavaScript: src/error.rs is their home.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { captureOutput, command } from "../process/command.js";

/** What `zoom-pkce explain` reads, and the declaration that the published types refer to. */
export const ERRORS = "zoom_pkce_errors";

/**
 * Writes a module with the texts of every error code, and its declaration with the type of the codes.
 *
 * @param {string} folder
 * @param {string} work a folder for the program that prints them
 */
export async function writeErrorTexts(folder, work) {
  // Windows runs no file without this ending.
  const program = join(work, "error-texts.exe");
  const args = ["--edition", "2024", "-o", program, "scripts/build/error-texts.rs"];
  await command("Compiling the table of error codes", "rustc", args);
  const texts = JSON.parse(captureOutput(program, []).stdout);
  const codes = Object.keys(texts).map((code) => JSON.stringify(code));
  writeFileSync(join(folder, `${ERRORS}.js`), `export default ${JSON.stringify(texts)};\n`);
  writeFileSync(
    join(folder, `${ERRORS}.d.ts`),
    `/** The error codes of the crate. */
export type CrateErrorCode = ${codes.join(" | ")};
declare const texts: Readonly<Record<CrateErrorCode, { message: string; hint: string; retryable: boolean }>>;
export default texts;
`,
  );
}
