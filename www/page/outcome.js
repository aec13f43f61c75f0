import { byId, make } from "./dom.js";

/** @typedef {{ code: string, message: string, hint: string }} Failure */

const outcome = byId("outcome", HTMLElement);
const status = byId("status", HTMLElement);
const result = byId("result", HTMLElement);
const announcement = byId("announcement", HTMLElement);

/**
 * @param {"idle" | "running" | "success" | "error"} state
 * @param {(Node | string)[]} says
 * @param {(Node | string)[]} [details]
 */
function show(state, says, details = []) {
  outcome.dataset.state = state;
  status.replaceChildren(...says);
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
      make("p", "name", name),
      make("p", "granted", "Granted"),
      make("ul", "scopes", ...scopes.map((one) => make("li", "", make("code", "", one)))),
    ],
  );
}

/**
 * @param {Failure} failure
 * @param {() => string} [report] a plain-text report, worth pasting in an issue
 */
export function showError({ code, message, hint }, report) {
  show(
    "error",
    [make("strong", "", code), " ", make("span", "", hint)],
    [make("p", "", message), ...(report ? [copyButton("Copy report", report)] : [])],
  );
}

/**
 * A button that copies a text, or where the page may not write to the clipboard, lays it out to be copied by hand.
 * @param {string} label
 * @param {() => string} text
 */
export function copyButton(label, text) {
  const button = make("button", "copy", label);
  button.type = "button";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
      announcement.textContent = "Copied";
      setTimeout(() => {
        button.textContent = label;
        announcement.textContent = "";
      }, 2000);
    } catch {
      const area = make("textarea", "");
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
