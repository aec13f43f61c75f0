// The panel in a corner of the page, which shows and sets the choices of a running simulation. It
// uses a shadow root, which keeps the page's styles out, and a constructed style sheet, which a
// strict Content-Security-Policy allows.

import { clientBehaviors } from "./behaviors.js";
import { challengeMethods, people, runningContexts, userStatuses } from "./names.js";
import { rememberChoice } from "./panel-choices.js";

/** @import { Choices } from "./options.js" */
/** @import { Settings } from "./settings.js" */
/** @import { Steps } from "./steps.js" */

const TITLE = "Simulated Zoom client";

/** On narrow pages the panel starts collapsed, because it would cover the page. */
const NARROW_PAGE = "(max-width: 480px)";

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
ol {
  margin: 8px 12px 0;
  padding: 8px 0 0;
  border-block-start: 1px solid var(--line);
  list-style: none;
  font-size: 12px;
  line-height: 18px;
}
li {
  display: flex;
  justify-content: space-between;
  gap: 12px;
}
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

/**
 * The fields in their order. A field without values takes a number.
 *
 * @type {readonly (readonly [name: keyof Choices, label: string, values?: readonly string[]])[]}
 */
const FIELDS = [
  ["person", "Person", people],
  ["client", "Client", clientBehaviors],
  ["status", "User status", userStatuses],
  ["runningContext", "Running context", runningContexts],
  ["challengeMethod", "Challenge method", challengeMethods],
  ["delayMs", "Delay in ms"],
];

/**
 * Shows the panel. A change in the panel sets the choice, and a choice set elsewhere updates the
 * panel.
 *
 * @param {Settings} settings
 * @param {Steps} steps
 * @param {string} bridge The name of the bridge, for display.
 * @returns {() => void} Removes the panel.
 */
export function showPanel(settings, steps, bridge) {
  const styles = new CSSStyleSheet();
  styles.replaceSync(STYLES);
  const host = document.createElement("zoom-pkce-simulator");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [styles];

  const section = document.createElement("section");
  section.setAttribute("aria-label", TITLE);
  const details = document.createElement("details");
  details.open = !matchMedia(NARROW_PAGE).matches;
  const summary = document.createElement("summary");
  summary.textContent = TITLE;
  const rows = document.createElement("div");
  for (const [name, label, values] of FIELDS) rows.append(...createField(settings, name, label, values));
  const note = document.createElement("p");
  note.textContent = `Bridge: ${bridge}. Changes apply to the next request, and last until the tab is closed.`;
  details.append(summary, rows, createList(steps), note);
  section.append(details);
  root.append(section);
  (document.body ?? document.documentElement).append(host);
  return () => host.remove();
}

/**
 * Creates the list of the steps of the last sign-in, with the milliseconds since its start.
 *
 * @param {Steps} steps
 */
function createList(steps) {
  const list = document.createElement("ol");
  list.setAttribute("aria-label", "Steps of the last sign-in");
  const show = () => {
    list.hidden = steps.list.length === 0;
    list.replaceChildren(
      ...steps.list.map(({ step, phase, at, errorCode }) => {
        const item = document.createElement("li");
        const time = document.createElement("span");
        time.textContent = `+${at - (steps.list[0]?.at ?? at)} ms`;
        item.append([step, phase, errorCode].filter(Boolean).join(" "), time);
        return item;
      }),
    );
  };
  show();
  steps.onChange(show);
  return list;
}

/**
 * Creates the label and the control of one choice.
 *
 * @param {Settings} settings
 * @param {keyof Choices} name
 * @param {string} labelText
 * @param {readonly string[]} [values] Left out for a number.
 */
function createField(settings, name, labelText, values) {
  const label = document.createElement("label");
  label.htmlFor = name;
  label.textContent = labelText;
  const control = values ? document.createElement("select") : document.createElement("input");
  control.id = control.name = name;
  if (control instanceof HTMLInputElement) Object.assign(control, { type: "number", min: "0", step: "any" });
  for (const value of values ?? []) control.append(new Option(value));

  const showValue = () => {
    control.value = String(settings.choices[name]);
  };
  showValue();
  settings.onChange(showValue);
  control.addEventListener("change", () => {
    try {
      const value = control instanceof HTMLInputElement ? control.valueAsNumber : control.value;
      settings.set(name, /** @type {any} */ (value));
      rememberChoice(name, settings.choices[name]);
    } catch {
      // The value is invalid: show the current one again.
      showValue();
    }
  });
  return [label, control];
}
