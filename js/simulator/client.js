// The simulated client: answers the requests of the SDK and sends events.

import { SUCCESS, createApis } from "./apis.js";
import { APP_NOT_SUPPORT, behaviors, simulatedRefusal } from "./behaviors.js";
import { runningContextEvent, userContextEvent } from "./events.js";
import { warnOfMissingCapabilities, warnOfUnsimulatedApi } from "./notices.js";

/** @import { Answer, AnswerApi } from "./apis.js" */
/** @import { Behavior } from "./behaviors.js" */
/** @import { Message } from "./bridges/index.js" */
/** @import { Settings } from "./settings.js" */

/** The APIs that still work after the user's status has changed, until the app calls `config`. */
const ALLOWED_BEFORE_CONFIG = ["config", "getUserContext", "promptAuthorize"];

/**
 * Creates a simulated client.
 *
 * @param {object} parts
 * @param {Settings} parts.settings
 * @param {string} parts.server The URL of the simulated Zoom server, without a slash at its end.
 * @param {string} parts.clientId
 * @param {string} parts.product The product that `config` answers with, such as `"desktop"`.
 * @param {() => string} parts.redirectUri Called for each request of `authorize` or
 *   `promptAuthorize`.
 * @param {(message: Message) => void} parts.deliver Sends a message to the SDK.
 */
export function createClient({ settings, server, clientId, product, redirectUri, deliver }) {
  /** The APIs and events that the app listed in its last `config`. @type {string[]} */
  let capabilities = [];
  let mustConfigure = false;
  /** @type {{ apiName: string, data?: any }[]} */
  const requests = [];
  /** The APIs that the console has named. @type {Set<string>} */
  const unsimulatedApis = new Set();
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  const timers = new Set();
  const stopped = new AbortController();

  /**
   * @param {string} name
   * @param {unknown} data
   */
  function emit(name, data) {
    if (!stopped.signal.aborted) deliver({ type: "event", name, data });
  }

  /**
   * Sends an event if the app listed it in `config` and the client supports it.
   *
   * @param {string} name
   * @param {unknown} data
   * @param {Behavior} [behavior]
   */
  function emitIfConfigured(name, data, behavior) {
    if (capabilities.includes(name) && !behavior?.unsupportedApis?.includes(name)) emit(name, data);
  }

  /**
   * @param {number} milliseconds
   * @returns {Promise<void>} Stays pending once the client is stopped.
   */
  function wait(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, milliseconds);
      timers.add(timer);
    });
  }

  settings.onChange((name) => {
    const { status, client, runningContext } = settings.choices;
    if (name === "runningContext") {
      emitIfConfigured("onRunningContextChange", runningContextEvent(runningContext));
    }
    if (name !== "status") return;
    mustConfigure = true;
    emitIfConfigured("onMyUserContextChange", userContextEvent(status, behaviors[client]));
  });

  /** @type {Record<string, AnswerApi>} */
  const apis = createApis({
    settings,
    product,
    app: { server, clientId, signal: stopped.signal },
    redirectUri,
    onConfig(names) {
      capabilities = names;
      mustConfigure = false;
      warnOfMissingCapabilities(names);
    },
    supportedApis: () => capabilities,
    wait,
    sendEvent: emitIfConfigured,
  });

  /** @param {string} apiName @param {Behavior} behavior */
  function isAllowed(apiName, behavior) {
    if (apiName === "config") return true;
    if (!capabilities.includes(apiName) || behavior.unsupportedApis?.includes(apiName)) return false;
    return !mustConfigure || ALLOWED_BEFORE_CONFIG.includes(apiName);
  }

  /** @param {string} apiName @returns {Answer} */
  function answerUnsimulated(apiName) {
    const { answers } = settings.choices;
    if (Object.hasOwn(answers, apiName)) return { result: answers[apiName] };
    if (!unsimulatedApis.has(apiName)) warnOfUnsimulatedApi(apiName);
    unsimulatedApis.add(apiName);
    return SUCCESS;
  }

  return {
    /**
     * Handles a request of the SDK.
     *
     * @param {{ jsCallId: string, apiName: string, data?: any }} request
     */
    receive({ jsCallId, apiName, data }) {
      if (stopped.signal.aborted) return;
      requests.push({ apiName, ...(data !== undefined && { data }) });
      /** @param {Answer} answer */
      const answer = (answer) => {
        if (!stopped.signal.aborted) deliver({ type: "apiResponse", data: { jsCallId, ...answer } });
      };
      const behavior = behaviors[settings.choices.client];
      const isGuest = settings.choices.status !== "authorized";
      if (!isAllowed(apiName, behavior)) answer(APP_NOT_SUPPORT);
      else if (apiName === "authorize" && isGuest) {
        if (behavior.answersAuthorize !== "never") answer(behavior.refusal ?? APP_NOT_SUPPORT);
      } else if (behavior.refusedApi === apiName) {
        answer(behavior.refusal ?? simulatedRefusal(`The simulated client refuses ${apiName}`));
      } else if (Object.hasOwn(apis, apiName)) void apis[apiName]?.(data, behavior, answer);
      else answer(answerUnsimulated(apiName));
    },
    emit,
    /** A copy of the requests received so far, oldest first. */
    get requests() {
      return structuredClone(requests);
    },
    stop() {
      stopped.abort();
      timers.forEach(clearTimeout);
    },
  };
}
