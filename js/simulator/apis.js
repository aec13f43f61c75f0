// The APIs that the simulated client simulates: how it answers each of them.

import { USER, authorizedEvent, declinedPromptEvent } from "./events.js";
import { requestAppContext } from "./request-app-context.js";

/** @import { Behavior } from "./behaviors.js" */
/** @import { SimulatedApi, UserStatus } from "./names.js" */
/** @import { Settings } from "./settings.js" */

/** @typedef {{ result: unknown } | { errorCode: string, errorMessage: string }} Answer */

/**
 * @callback AnswerApi
 * @param {any} data The argument of the SDK's call.
 * @param {Behavior} behavior
 * @param {(answer: Answer) => void} answer
 * @returns {unknown}
 */

export const SUCCESS = Object.freeze({ result: Object.freeze({ message: "Success" }) });

/** Zoom's error of `getAppContext`, by the SDK's documentation. */
const NO_APP_CONTEXT = { errorCode: "10118", errorMessage: "Failed to get app context" };

/** `authorize` exists since client 5.10.0, `getAppContext` since 5.11.3. */
const CLIENT_VERSION = "6.6.0";
const OLD_CLIENT_VERSION = "5.9.6";

const USER_IDS = {
  participantUUID: "simulated-participant-uuid",
  participantId: "simulated-participant-id",
};

/**
 * The status after an approved prompt, by the status before it.
 *
 * @type {Partial<Record<UserStatus, UserStatus>>}
 */
const NEXT_STATUS = { unauthenticated: "authenticated", authenticated: "authorized" };

/**
 * @param {object} parts
 * @param {Settings} parts.settings
 * @param {string} parts.product The product that `config` answers with, such as `"desktop"`.
 * @param {{ server: string, clientId: string, signal: AbortSignal }} parts.app
 * @param {() => string} parts.redirectUri
 * @param {(capabilities: string[]) => void} parts.onConfig
 * @param {() => string[]} parts.supportedApis
 * @param {(milliseconds: number) => Promise<void>} parts.wait
 * @param {(name: string, data: unknown, behavior: Behavior) => void} parts.sendEvent
 * @returns {Record<SimulatedApi, AnswerApi>}
 */
export function createApis(parts) {
  const { settings, product, app, redirectUri, onConfig, supportedApis, wait, sendEvent } = parts;
  return {
    config(data, { unsupportedApis = [] }, answer) {
      onConfig(Array.isArray(data?.js_api_lists) ? data.js_api_lists : []);
      const { status, runningContext } = settings.choices;
      answer({
        result: {
          clientVersion: unsupportedApis.length ? OLD_CLIENT_VERSION : CLIENT_VERSION,
          unsupportedApis,
          runningContext,
          auth: { status: status === "authorized" ? "authorized" : "unauthorized", upgradable: false },
          product,
          userAgent: navigator.userAgent,
        },
      });
    },

    getUserContext(_data, _behavior, answer) {
      const { status } = settings.choices;
      answer({ result: { status, ...USER, ...USER_IDS } });
    },

    /** The SDK makes `{ context }` of the text. */
    getRunningContext(_data, _behavior, answer) {
      answer({ result: settings.choices.runningContext });
    },

    getSupportedJsApis(_data, { unsupportedApis = [] }, answer) {
      const names = supportedApis().filter((name) => !unsupportedApis.includes(name));
      answer({ result: { supportedApis: names } });
    },

    async getAppContext(_data, _behavior, answer) {
      const { status, runningContext } = settings.choices;
      const { role } = USER;
      const isGuest = status !== "authorized";
      const context = await requestAppContext({ ...app, runningContext, role, isGuest });
      answer(context === undefined ? NO_APP_CONTEXT : { result: { context } });
    },

    async authorize(data, behavior, answer) {
      const { person, challengeMethod, delayMs } = settings.choices;
      const request = { codeChallenge: data?.codeChallenge, state: data?.state, redirectUri: redirectUri() };
      if (behavior.answersAuthorize === undefined) answer(SUCCESS);
      await wait(delayMs);
      const event = await authorizedEvent(request, { person, challengeMethod }, app);
      for (let count = behavior.eventCount ?? 1; event && count > 0; count--) {
        sendEvent("onAuthorized", behavior.changeEvent ? behavior.changeEvent(event) : event, behavior);
      }
      if (behavior.answersAuthorize === "last") answer(SUCCESS);
    },

    async promptAuthorize(_data, behavior, answer) {
      const { person, delayMs } = settings.choices;
      const uri = redirectUri();
      answer(SUCCESS);
      await wait(delayMs);
      const nextStatus = NEXT_STATUS[settings.choices.status];
      if (!nextStatus || person === "ignore") return;
      if (person === "approve") settings.set("status", nextStatus);
      else sendEvent("onAuthorized", declinedPromptEvent(uri), behavior);
    },
  };
}
