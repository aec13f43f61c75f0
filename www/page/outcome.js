// The box that says how the sign-in stands or ended.

import { byId, createElement } from "./dom.js";

/** @typedef {{ code: string, message: string, hint: string }} Failure */

/** How long the button says "Copied". */
const COPIED_MESSAGE_MS = 2000;

const outcome = byId("outcome", HTMLElement);
const status = byId("status", HTMLElement);
const result = byId("result", HTMLElement);
const announcement = byId("announcement", HTMLElement);

/**
 * @param {"idle" | "running" | "success" | "error"} state
 * @param {(Node | string)[]} message Read out by screen readers.
 * @param {(Node | string)[]} [details]
 */
function show(state, message, details = []) {
  outcome.dataset.state = state;
  status.replaceChildren(...message);
  result.replaceChildren(...details);
  result.hidden = details.length === 0;
}

/** @param {string} text */
export const showIdle = (text) => show("idle", [text]);

/** @param {string} text */
export const showRunning = (text) => show("running", [text]);

/** @param {{ name: string, scope?: string }} user */
export function showSuccess({ name, scope = "" }) {
  const scopes = scope.split(/[\s,]+/).filter(Boolean);
  show(
    "success",
    ["Authorized"],
    [
      createElement("p", "name", name),
      createElement("p", "granted", "Granted"),
      createElement(
        "ul",
        "scopes",
        ...scopes.map((name) => createElement("li", "", createElement("code", "", name))),
      ),
    ],
  );
}

/**
 * @param {Failure} failure
 * @param {() => string} [report] Returns a plain-text report. With it, a button copies the report.
 */
export function showError({ code, message, hint }, report) {
  show(
    "error",
    [createElement("strong", "", code), " ", createElement("span", "", hint)],
    [createElement("p", "", message), ...(report ? [copyButton("Copy report", report)] : [])],
  );
}

/**
 * Creates a button that copies a text. If the page may not write to the clipboard, the button is
 * replaced by a text area with the text selected.
 *
 * @param {string} label
 * @param {() => string} text
 */
export function copyButton(label, text) {
  const button = createElement("button", "copy", label);
  button.type = "button";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
      announcement.textContent = "Copied";
      setTimeout(() => {
        button.textContent = label;
        announcement.textContent = "";
      }, COPIED_MESSAGE_MS);
    } catch {
      const area = createElement("textarea", "");
      area.readOnly = true;
      area.rows = 12;
      area.setAttribute("aria-label", "Text to copy");
      area.value = text();
      button.replaceWith(area);
      area.select();
    }
  });
  return button;
}
