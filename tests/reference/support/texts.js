// Finds the programs in the project's documents.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../../../scripts/process/command.js";

/** Renders a component that a document only defines. */
const SHOW_SIGN_IN = `
import { createRoot } from "react-dom/client";
await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
createRoot(document.querySelector("main")).render(<SignIn />);
// Click "Sign in with Zoom" => "Signed in: user:read:user zoomapp:inmeeting"`;

/** Calls an endpoint that a document only defines. */
const POST_REQUEST = `
(await POST(request)).status; // => 200`;

/**
 * Returns the programs in a document.
 *
 * @param {string} file
 * @returns {{ name: string, example: string }[]}
 */
export function programsIn(file) {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/^```jsx?\n([^]*?)\n```$/gm)].map(({ 1: code, index }) => {
    const line = text.slice(0, index).split("\n").length;
    const shown = /^export function SignIn\(/m.test(code) ? SHOW_SIGN_IN : "";
    const posted = /^export const POST = /m.test(code) ? POST_REQUEST : "";
    return { name: `${file}, line ${line}`, example: code + shown + posted };
  });
}
