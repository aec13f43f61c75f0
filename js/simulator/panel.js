// The panel: the choices of a running simulation, in a corner of the page. Plain elements in a shadow root, styled by a
// constructed style sheet, so that the page's own styles stay outside and its policy may be strict.

import { clientBehaviors } from "./behaviors.js";
import { challengeMethods, people, userStatuses } from "./names.js";

/** @import { Choices } from "./options.js" */
/** @import { Settings } from "./settings.js" */

const TITLE = "Simulated Zoom client";

/** Narrower pages begin with the panel collapsed: open, it would cover them. */
const NARROW = "(max-width: 480px)";

const STYLES = `
section {
  all: initial;
  --text: #1f2328;
  --muted: #57606a;
  --ground: #ffffff;
  --field: #f6f8fa;
  --line: #8c959f;
  --focus: #0b5cff;
  --mark: #d4a72c;
  position: fixed;
  inset: auto 12px 12px auto;
  z-index: 2147483647;
  box-sizing: border-box;
  max-width: min(312px, calc(100vw - 24px));
  max-height: calc(100vh - 24px);
  overflow: auto;
  border: 1px solid var(--line);
  border-inline-start: 4px solid var(--mark);
  border-radius: 8px;
  box-shadow: 0 4px 16px rgb(0 0 0 / 25%);
  background: var(--ground);
  color: var(--text);
  color-scheme: light;
  font: 14px/20px system-ui, sans-serif;
}
@media (prefers-color-scheme: dark) {
  section {
    --text: #e6edf3;
    --muted: #a5afb9;
    --ground: #1c2128;
    --field: #2d333b;
    --line: #768390;
    --focus: #6cb0ff;
    color-scheme: dark;
  }
}
@media print {
  section { display: none; }
}
summary {
  padding: 8px 12px;
  font-weight: 600;
  cursor: pointer;
}
div {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr);
  gap: 8px 12px;
  align-items: center;
  padding: 4px 12px 0;
}
select, input {
  box-sizing: border-box;
  width: 100%;
  min-height: 28px;
  padding: 2px 6px;
  border: 1px solid var(--line);
  border-radius: 4px;
  background: var(--field);
  color: inherit;
  font: inherit;
}
input { padding-inline: 10px; }
p {
  margin: 0;
  padding: 8px 12px 10px;
  color: var(--muted);
  font-size: 12px;
  line-height: 16px;
}
:focus-visible {
  outline: 2px solid var(--focus);
  outline-offset: 1px;
}
summary:focus-visible { outline-offset: -2px; }
`;

/** @type {readonly (readonly [name: keyof Choices, label: string, values?: readonly string[]])[]} */
const FIELDS = [
  ["person", "Person", people],
  ["client", "Client", clientBehaviors],
  ["status", "User status", userStatuses],
  ["challengeMethod", "Challenge method", challengeMethods],
  ["delayMs", "Delay in ms"],
];

/**
 * Shows the panel. It follows the settings, and they follow it.
 *
 * @param {Settings} settings
 * @param {string} bridge What the app is reached by.
 * @returns {() => void} Takes it away.
 */
export function showPanel(settings, bridge) {
  const styles = new CSSStyleSheet();
  styles.replaceSync(STYLES);
  const host = document.createElement("zoom-pkce-simulator");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [styles];

  const section = document.createElement("section");
  section.setAttribute("aria-label", TITLE);
  const details = document.createElement("details");
  details.open = !matchMedia(NARROW).matches;
  const summary = document.createElement("summary");
  summary.textContent = TITLE;
  const rows = document.createElement("div");
  for (const [name, label, values] of FIELDS) rows.append(...field(settings, name, label, values));
  const note = document.createElement("p");
  note.textContent = `Bridge: ${bridge}. A change holds from the next request on.`;
  details.append(summary, rows, note);
  section.append(details);
  root.append(section);
  (document.body ?? document.documentElement).append(host);
  return () => host.remove();
}

/**
 * A label and its control.
 *
 * @param {Settings} settings
 * @param {keyof Choices} name
 * @param {string} text
 * @param {readonly string[]} [values] Where there are none, it takes a number.
 */
function field(settings, name, text, values) {
  const label = document.createElement("label");
  label.htmlFor = name;
  label.textContent = text;
  const control = values ? document.createElement("select") : document.createElement("input");
  control.id = control.name = name;
  if (control instanceof HTMLInputElement) Object.assign(control, { type: "number", min: "0", step: "any" });
  for (const value of values ?? []) control.append(new Option(value));

  const show = () => {
    control.value = String(settings.choices[name]);
  };
  show();
  settings.onChange(show);
  control.addEventListener("change", () => {
    try {
      const value = control instanceof HTMLInputElement ? control.valueAsNumber : control.value;
      settings.set(name, /** @type {any} */ (value));
    } catch {
      // Not a number of milliseconds: the field goes back to the one that holds.
      show();
    }
  });
  return [label, control];
}
