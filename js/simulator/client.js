// The simulated client: answers the requests of the SDK and sends events.

import { behaviors } from "./behaviors.js";
import { requestCode } from "./request-code.js";

/** @import { Behavior } from "./behaviors.js" */
/** @import { Message } from "./bridges/index.js" */
/** @import { UserStatus } from "./names.js" */
/** @import { Settings } from "./settings.js" */

/** @typedef {{ result: unknown } | { errorCode: string, errorMessage: string }} Answer */

const SUCCESS = { result: { message: "Success" } };

/** Zoom's error for an API that the app may not use. */
const NO_PERMISSION = {
  errorCode: "80004",
  errorMessage: "No Permission for this API. [code:80004, reason:app_not_support]",
};

/** @param {string} apiName @returns {Answer} An error that is not one of Zoom's. */
const refusal = (apiName) => ({
  errorCode: "80000",
  errorMessage: `The simulated client refuses ${apiName}. [code:80000, reason:simulated]`,
});

/** The APIs that still work after the user's status has changed, until the app calls `config`. */
const ALLOWED_BEFORE_CONFIG = ["config", "getUserContext", "promptAuthorize"];

/** `authorize` exists since client 5.10.0. */
const CLIENT_VERSION = "6.6.0";
const OLD_CLIENT_VERSION = "5.9.6";

const USER = { screenName: "Simulated User", role: "host" };
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

const nowInSeconds = () => Math.floor(Date.now() / 1000);

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
    if (name !== "status") return;
    mustConfigure = true;
    const { status, client } = settings.choices;
    const statusField = behaviors[client].omitsStatus ? {} : { status };
    emitIfConfigured("onMyUserContextChange", { ...statusField, ...USER, timestamp: nowInSeconds() });
  });

  /**
   * The handler of each simulated API. `data` is the argument of the SDK's call.
   *
   * @type {Record<
   *   string,
   *   (data: any, behavior: Behavior, answer: (answer: Answer) => void) => unknown
   * >}
   */
  const apis = {
    config(data, { unsupportedApis = [] }, answer) {
      capabilities = Array.isArray(data?.js_api_lists) ? data.js_api_lists : [];
      mustConfigure = false;
      const isAuthorized = settings.choices.status === "authorized";
      answer({
        result: {
          clientVersion: unsupportedApis.length ? OLD_CLIENT_VERSION : CLIENT_VERSION,
          unsupportedApis,
          runningContext: "inMeeting",
          auth: { status: isAuthorized ? "authorized" : "unauthorized", upgradable: false },
          product,
          userAgent: navigator.userAgent,
        },
      });
    },

    getUserContext(_data, _behavior, answer) {
      const { status } = settings.choices;
      answer({ result: { status, ...USER, ...USER_IDS } });
    },

    async authorize(data, behavior, answer) {
      const { person, challengeMethod, delayMs } = settings.choices;
      const request = { codeChallenge: data?.codeChallenge, state: data?.state, redirectUri: redirectUri() };
      if (behavior.answersAuthorize === undefined) answer(SUCCESS);
      await wait(delayMs);
      const event = await authorizedEvent(request, person, challengeMethod);
      for (let count = behavior.eventCount ?? 1; event && count > 0; count--) {
        emitIfConfigured(
          "onAuthorized",
          behavior.changeEvent ? behavior.changeEvent(event) : event,
          behavior,
        );
      }
      if (behavior.answersAuthorize === "last") answer(SUCCESS);
    },

    async promptAuthorize(_data, behavior, answer) {
      const { person, delayMs } = settings.choices;
      const event = { redirectUri: redirectUri() };
      answer(SUCCESS);
      await wait(delayMs);
      const nextStatus = NEXT_STATUS[settings.choices.status];
      if (!nextStatus || person === "ignore") return;
      if (person === "approve") settings.set("status", nextStatus);
      else {
        emitIfConfigured("onAuthorized", { result: false, timestamp: nowInSeconds(), ...event }, behavior);
      }
    },
  };

  /**
   * Builds the data of `onAuthorized` for what the person decides.
   *
   * @param {{ codeChallenge: string, state?: string, redirectUri: string }} request
   * @param {string} person
   * @param {string} challengeMethod
   * @returns {Promise<Record<string, unknown> | undefined>} `undefined` if no event is sent.
   */
  async function authorizedEvent(request, person, challengeMethod) {
    if (person === "ignore") return undefined;
    const { redirectUri, state } = request;
    const event = { redirectUri, timestamp: nowInSeconds(), ...(state !== undefined && { state }) };
    if (person === "decline") return { ...event, result: false };
    const { signal } = stopped;
    const code = await requestCode({ server, clientId, challengeMethod, signal, ...request });
    return code === undefined ? undefined : { ...event, result: true, code };
  }

  /** @param {string} apiName @param {Behavior} behavior */
  function isAllowed(apiName, behavior) {
    if (apiName === "config") return true;
    if (!capabilities.includes(apiName) || behavior.unsupportedApis?.includes(apiName)) return false;
    return !mustConfigure || ALLOWED_BEFORE_CONFIG.includes(apiName);
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
      if (!isAllowed(apiName, behavior)) answer(NO_PERMISSION);
      else if (apiName === "authorize" && isGuest) {
        if (behavior.answersAuthorize !== "never") answer(NO_PERMISSION);
      } else if (behavior.refusedApi === apiName) answer(refusal(apiName));
      else if (Object.hasOwn(apis, apiName)) void apis[apiName](data, behavior, answer);
      else answer({ errorCode: "not_simulated", errorMessage: `${apiName} is not simulated by zoom-pkce` });
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
