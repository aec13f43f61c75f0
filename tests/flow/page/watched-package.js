// Stands in for "zoom-pkce" in the cases: support/bundle.js puts it there. Each call of authorize and
// of authorizeWithBackend gets an onProgress, and after the case its reports are checked.

import * as zoomPkce from "zoom-pkce";
import { equal, ok } from "./check.js";

export * from "zoom-pkce";

/** @import { Progress } from "zoom-pkce" */

/**
 * @typedef {object} Call
 * @property {Progress[]} reports
 * @property {(() => number)[]} clocks `Date.now` at each report: some cases replace it.
 * @property {string[]} given The texts among the options.
 * @property {boolean} isForwarded
 * @property {{ value?: any, error?: any } | undefined} outcome `undefined` while the promise is pending.
 */

/** @type {Call[]} */
const calls = [];

const STEPS = [
  "challenge",
  "flow",
  "authorize",
  "getUserContext",
  "promptAuthorize",
  "reconfigure",
  "onAuthorized",
  "onMyUserContextChange",
  "forward",
];
const EVENTS = ["onAuthorized", "onMyUserContextChange"];
/** The parts of a sign-in, one after another. The sign-in ends if one of them fails. */
const PARTS = ["challenge", "flow", "forward"];
const FLOW = PARTS.indexOf("flow");

/** The codes of errors that a step ends in which has started. */
const CODES_OF_STEPS = [
  "guest_mode",
  "access_denied",
  "missing_code",
  "state_mismatch",
  "timeout",
  "network_error",
  "backend_timeout",
  "redirect_refused",
  "invalid_response",
  "backend_rejected",
  "invalid_grant",
];

/** Shorter texts can be in a report by chance. */
const SHORTEST_SECRET_CHARS = 8;

/**
 * Returns options with an onProgress that records. Options that are no object are returned as they are.
 *
 * @param {any} options
 * @param {Call} call
 */
function recording(options, call) {
  if (options != null && (typeof options !== "object" || "then" in options)) return options;
  const members = Object.getOwnPropertyDescriptors(options ?? {});
  for (const { value } of Object.values(members)) if (typeof value === "string") call.given.push(value);
  const own = members.onProgress?.value;
  /** @param {Progress} progress */
  const onProgress = (progress) => {
    call.reports.push(progress);
    call.clocks.push(Date.now);
    own?.(progress);
  };
  return Object.create(Object.getPrototypeOf(options ?? {}), {
    ...members,
    onProgress: { value: onProgress, enumerable: true },
  });
}

/**
 * @template {(zoomSdk: any, options: any) => Promise<any>} Function
 * @param {Function} start
 * @param {boolean} isForwarded
 * @returns {Function}
 */
function watched(start, isForwarded) {
  const call = (/** @type {any} */ zoomSdk, /** @type {any} */ options) => {
    /** @type {Call} */
    const call = { reports: [], clocks: [], given: [], isForwarded, outcome: undefined };
    calls.push(call);
    const promise = start(zoomSdk, recording(options, call));
    promise.then(
      (/** @type {any} */ value) => (call.outcome = { value }),
      (/** @type {unknown} */ error) => (call.outcome = { error }),
    );
    return promise;
  };
  return /** @type {Function} */ (call);
}

export const authorize = watched(zoomPkce.authorize, false);
export const authorizeWithBackend = watched(zoomPkce.authorizeWithBackend, true);

/** The reports of each call as texts, the oldest first: `flow failed timeout`. */
export const reported = () => calls.map(({ reports }) => reports.map(textOf));

/** @param {Progress} progress */
const textOf = ({ step, phase, errorCode }) => [step, phase, errorCode].filter(Boolean).join(" ");

/**
 * Asserts that the reports of the page's calls are well-formed, in order and complete, and that none has a
 * secret.
 *
 * @param {string[]} secretsOfClient What the client was asked and has sent.
 */
export function assertReports(secretsOfClient) {
  const values = calls.flatMap(({ outcome }) => outcome?.value ?? []);
  const secrets = [
    ...secretsOfClient,
    ...calls.flatMap(({ given }) => given),
    ...values.flatMap(({ code, codeVerifier, state }) => [code, codeVerifier, state]),
  ].filter((text) => typeof text === "string" && text.length >= SHORTEST_SECRET_CHARS);
  for (const call of calls) {
    for (const report of call.reports) {
      const shown = JSON.stringify(report);
      ok(!secrets.some((secret) => shown.includes(secret)), `a report has a secret: ${shown}`);
      assertMembers(report);
    }
    assertOrder(call);
    if (call.outcome) assertEnd(call, call.outcome);
  }
}

/** @param {Progress} report */
function assertMembers(report) {
  const shown = JSON.stringify(report);
  const { step, phase, at, ...rest } = report;
  ok(STEPS.includes(step), `the step of ${shown}`);
  const phases = EVENTS.includes(step) ? ["received", "ignored"] : ["started", "succeeded", "failed"];
  ok(phases.includes(phase), `the phase of ${shown}`);
  ok(Number.isInteger(at), `the time of ${shown}`);
  const hasCode = phase === "failed" && PARTS.includes(step) && "errorCode" in rest;
  equal(Object.keys(rest), hasCode ? ["errorCode"] : [], `the other members of ${shown}`);
}

/** @param {Call} call */
function assertOrder({ reports, clocks }) {
  const shown = reports.map(textOf).join(", ");
  const parts = reports.map(({ step }) => (PARTS.includes(step) ? PARTS.indexOf(step) : FLOW));
  reports.forEach(({ step, phase, at }, n) => {
    const before = reports.slice(0, n);
    const isEnd = (/** @type {Progress} */ { phase }) => phase === "succeeded" || phase === "failed";
    const count = (/** @type {string} */ name, /** @type {(report: Progress) => boolean} */ isCounted) =>
      before.filter((report) => report.step === name && isCounted(report)).length;
    const starts = count(step, ({ phase }) => phase === "started");

    if (PARTS.includes(step)) equal(starts, phase === "started" ? 0 : 1, `the starts of ${step} in ${shown}`);
    else
      equal(
        count("flow", ({ phase }) => phase === "started"),
        1,
        `the start of the flow in ${shown}`,
      );
    if (phase === "succeeded" || phase === "failed") ok(starts > count(step, isEnd), `no start: ${shown}`);
    if (parts[n] === FLOW) equal(count("flow", isEnd), 0, `reports after the end of the flow: ${shown}`);
    if (n === 0) return;
    ok(parts[n] >= parts[n - 1], `the order: ${shown}`);
    ok(clocks[n] !== clocks[n - 1] || at >= reports[n - 1].at, `the times: ${JSON.stringify(reports)}`);
  });
}

/**
 * @param {Call} call
 * @param {NonNullable<Call["outcome"]>} outcome
 */
function assertEnd({ reports, isForwarded }, { error }) {
  const texts = reports.map(textOf);
  const shown = texts.join(", ");
  if (!error) {
    const end = isForwarded ? ["flow succeeded", "forward started", "forward succeeded"] : ["flow succeeded"];
    equal(texts.slice(-end.length - 1), ["onAuthorized received", ...end], "the end of the reports");
    return;
  }
  const last = reports.at(-1);
  const code = error instanceof zoomPkce.ZoomPkceError ? error.code : undefined;
  const isReported = last?.phase === "failed" && PARTS.includes(last.step) && last.errorCode === code;
  const isBeforeFlow = !last || textOf(last) === "challenge succeeded";
  ok(
    isReported || (isBeforeFlow && !CODES_OF_STEPS.includes(code ?? "")),
    `the end of the reports should be ${code}: ${shown}`,
  );
}
