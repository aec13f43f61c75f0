// The programs in the project's documents.

/** Renders a component that a document only defines. */
const SHOW_SIGN_IN = `
import { createRoot } from "react-dom/client";
await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
createRoot(document.querySelector("main")).render(<SignIn />);
// Click "Sign in with Zoom" => "Signed in: user:read:user zoomapp:inmeeting"`;

/** The elements that a document's script uses, and the configured SDK. */
const ELEMENTS = `
document.querySelector("main").innerHTML = "<output></output><button>Sign in with Zoom</button>";
await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
// Click "Sign in with Zoom" => "Signed in as Simulated User"
`;

/** Calls an endpoint that a document only defines. */
const POST_REQUEST = `
(await POST(request)).status; // => 200`;

/**
 * Makes a program of a block: one that only defines something gets a use of it, and
 * one that uses elements gets them.
 *
 * @param {import("../../support/blocks.js").Block} block
 */
export function programOf({ name, code }) {
  const elements = code.includes('document.querySelector("output")') ? ELEMENTS : "";
  const shown = /^export function SignIn\(/m.test(code) ? SHOW_SIGN_IN : "";
  const posted = /^export const POST = /m.test(code) ? POST_REQUEST : "";
  return { name, example: elements + code + shown + posted };
}
