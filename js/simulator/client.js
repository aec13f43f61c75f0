// What the Zoom client does with a request, and the events that follow what the person decides.

import { behaviors } from "./behaviors.js";

/** @import { Behavior } from "./behaviors.js" */
/** @import { Message } from "./bridges/index.js" */
/** @import { UserStatus } from "./names.js" */
/** @import { Settings } from "./settings.js" */

/** @typedef {{ result: unknown } | { errorCode: string, errorMessage: string }} Answer */

const SUCCESS = { result: { message: "Success" } };

/** Zoom's own error for all that the app may not use. */
const NO_PERMISSION = {
  errorCode: "80004",
  errorMessage: "No Permission for this API. [code:80004, reason:app_not_support]",
};

/** @param {string} apiName */
const refusal = (apiName) => ({
  errorCode: "80000",
  errorMessage: `The simulated client refuses ${apiName}. [code:80000, reason:simulated]`,
});

/** What works after a change of status, before the app has called `config` again. */
const BEFORE_CONFIG = ["config", "getUserContext", "promptAuthorize"];

const USER = { screenName: "Simulated User", role: "host" };

/** What an approved prompt makes of the status. @type {Partial<Record<UserStatus, UserStatus>>} */
const NEXT_STATUS = { unauthenticated: "authenticated", authenticated: "authorized" };

const now = () => Math.floor(Date.now() / 1000);

/**
 * @param {object} parts
 * @param {Settings} parts.settings
 * @param {string} parts.server
 * @param {string} parts.clientId
 * @param {string} parts.product Where Zoom runs, in `config`'s words.
 * @param {() => string} parts.redirectUri
 * @param {(message: Message) => void} parts.deliver
 */
export function createClient({ settings, server, clientId, product, redirectUri, deliver }) {
  /** @type {string[]} */
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
   * @param {string} name
   * @param {unknown} data
   * @param {Behavior} [behavior]
   */
  function emitIfAskedFor(name, data, behavior) {
    if (capabilities.includes(name) && !behavior?.unsupported?.includes(name)) emit(name, data);
  }

  /** @param {number} milliseconds @returns {Promise<void>} settled never, where the simulation was stopped meanwhile */
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
    const told = behaviors[client].omitsStatus ? {} : { status };
    emitIfAskedFor("onMyUserContextChange", { ...told, ...USER, timestamp: now() });
  });

  /** @type {Record<string, (data: any, behavior: Behavior, answer: (answer: Answer) => void) => unknown>} */
  const apis = {
    config(data, { unsupported = [] }, answer) {
      capabilities = Array.isArray(data?.js_api_lists) ? data.js_api_lists : [];
      mustConfigure = false;
      const isAuthorized = settings.choices.status === "authorized";
      answer({
        result: {
          // Since 5.10.0 there is `authorize`.
          clientVersion: unsupported.length ? "5.9.6" : "6.6.0",
          unsupportedApis: unsupported,
          runningContext: "inMeeting",
          auth: { status: isAuthorized ? "authorized" : "unauthorized", upgradable: false },
          product,
          userAgent: navigator.userAgent,
        },
      });
    },

    getUserContext(_data, _behavior, answer) {
      const { status } = settings.choices;
      const ids = {
        participantUUID: "simulated-participant-uuid",
        participantId: "simulated-participant-id",
      };
      answer({ result: { status, ...USER, ...ids } });
    },

    async authorize(data, behavior, answer) {
      const { person, challengeMethod, delayMs } = settings.choices;
      const request = { codeChallenge: data?.codeChallenge, state: data?.state, redirectUri: redirectUri() };
      if (behavior.answers === undefined) answer(SUCCESS);
      await wait(delayMs);
      const event = await decide(request, person, challengeMethod);
      for (let times = behavior.times ?? 1; event && times > 0; times--) {
        emitIfAskedFor("onAuthorized", behavior.change ? behavior.change(event) : event, behavior);
      }
      if (behavior.answers === "last") answer(SUCCESS);
    },

    async promptAuthorize(_data, behavior, answer) {
      const { person, delayMs } = settings.choices;
      const event = { redirectUri: redirectUri() };
      answer(SUCCESS);
      await wait(delayMs);
      const next = NEXT_STATUS[settings.choices.status];
      if (!next || person === "ignore") return;
      if (person === "approve") settings.set("status", next);
      else emitIfAskedFor("onAuthorized", { result: false, timestamp: now(), ...event }, behavior);
    },
  };

  /**
   * The event that follows what the person does, if any.
   *
   * @param {{ codeChallenge: string, state?: string, redirectUri: string }} request
   * @param {string} person
   * @param {string} challengeMethod
   * @returns {Promise<Record<string, unknown> | undefined>}
   */
  async function decide({ codeChallenge, state, redirectUri }, person, challengeMethod) {
    if (person === "ignore") return undefined;
    const event = { redirectUri, timestamp: now(), ...(state !== undefined && { state }) };
    if (person === "decline") return { ...event, result: false };
    const code = await requestCode(
      new URLSearchParams({
        response_type: "code",
        client_id: clientId,
        redirect_uri: redirectUri,
        code_challenge: codeChallenge,
        ...(challengeMethod !== "plain" && { code_challenge_method: challengeMethod }),
        ...(state !== undefined && { state }),
      }),
    );
    return code === undefined ? undefined : { ...event, result: true, code };
  }

  /**
   * @param {URLSearchParams} body
   * @returns {Promise<string | undefined>} nothing where there is none: Zoom's client then shows that to the person, and
   *   tells the page nothing
   */
  async function requestCode(body) {
    const url = `${server}/oauth/authorize`;
    try {
      const response = await fetch(url, { method: "POST", body, signal: stopped.signal });
      const answer = await response.json();
      if (response.ok) return answer.code;
      console.error(`zoom-pkce/simulator: ${url} refused the request, so no event comes.`, answer);
    } catch (error) {
      if (stopped.signal.aborted) return undefined;
      console.error(
        `zoom-pkce/simulator: no answer of a simulated Zoom server from ${url}, so no event comes. ` +
          "Does it run there, and does the page's policy (connect-src) let the page ask it?",
        error,
      );
    }
    return undefined;
  }

  return {
    /** @param {{ jsCallId: string, apiName: string, data?: any }} request */
    receive({ jsCallId, apiName, data }) {
      if (stopped.signal.aborted) return;
      requests.push({ apiName, ...(data !== undefined && { data }) });
      /** @param {Answer} answer */
      const answer = (answer) => {
        if (!stopped.signal.aborted) deliver({ type: "apiResponse", data: { jsCallId, ...answer } });
      };
      const behavior = behaviors[settings.choices.client];
      const isAllowed =
        apiName === "config" ||
        (capabilities.includes(apiName) &&
          !behavior.unsupported?.includes(apiName) &&
          (!mustConfigure || BEFORE_CONFIG.includes(apiName)));
      const isGuest = apiName === "authorize" && settings.choices.status !== "authorized";
      if (!isAllowed) answer(NO_PERMISSION);
      else if (isGuest) {
        if (behavior.answers !== "never") answer(NO_PERMISSION);
      } else if (behavior.refuses === apiName) answer(refusal(apiName));
      else if (Object.hasOwn(apis, apiName)) void apis[apiName](data, behavior, answer);
      else answer({ errorCode: "not_simulated", errorMessage: `${apiName} is not simulated by zoom-pkce` });
    },
    emit,
    /** A copy. */
    get requests() {
      return structuredClone(requests);
    },
    stop() {
      stopped.abort();
      timers.forEach(clearTimeout);
    },
  };
}
