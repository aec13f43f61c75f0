// The data of the events that the simulated client sends.

import { requestCode } from "./request-code.js";

/** @import { Behavior } from "./behaviors.js" */
/** @import { RunningContext, UserStatus } from "./names.js" */
/** @import { Choices } from "./options.js" */

/** The person, as `getUserContext` and `onMyUserContextChange` describe them. */
export const USER = Object.freeze({ screenName: "Simulated User", role: "host" });

const nowInSeconds = () => Math.floor(Date.now() / 1000);

/**
 * Builds the data of `onMyUserContextChange`.
 *
 * @param {UserStatus} status
 * @param {Behavior} behavior
 */
export function userContextEvent(status, { omitsStatus }) {
  return { ...(!omitsStatus && { status }), ...USER, timestamp: nowInSeconds() };
}

/**
 * Builds the data of `onRunningContextChange`.
 *
 * @param {RunningContext} runningContext
 */
export function runningContextEvent(runningContext) {
  return { runningContext, timestamp: nowInSeconds() };
}

/**
 * Builds the data of `onAuthorized` after a prompt that the person has declined.
 *
 * @param {string} redirectUri
 */
export function declinedPromptEvent(redirectUri) {
  return { result: false, timestamp: nowInSeconds(), redirectUri };
}

/**
 * Builds the data of `onAuthorized` for what the person decides. An approval requests a code from
 * the simulated server.
 *
 * @param {{ codeChallenge: string, state?: string, redirectUri: string }} request
 * @param {Pick<Choices, "person" | "challengeMethod">} choices
 * @param {{ server: string, clientId: string, signal: AbortSignal }} app
 * @returns {Promise<Record<string, unknown> | undefined>} `undefined` if no event is sent.
 */
export async function authorizedEvent(request, { person, challengeMethod }, app) {
  if (person === "ignore") return undefined;
  const { redirectUri, state } = request;
  const event = { redirectUri, timestamp: nowInSeconds(), ...(state !== undefined && { state }) };
  if (person === "decline") return { ...event, result: false };
  const code = await requestCode({ ...app, challengeMethod, ...request });
  return code === undefined ? undefined : { ...event, result: true, code };
}
