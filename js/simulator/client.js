// What the Zoom client does with a request: config, authorize, and the event that follows the person's decision.

/**
 * @param {{ server: string, clientId: string, redirectUri: string, person: string, challengeMethod: string,
 *   delayMs: number }} settings Read anew for every request.
 * @param {(message: { type: "apiResponse" | "event", name?: string, data: object }) => void} deliver
 */
export function createClient(settings, deliver) {
  /** @type {string[]} */
  let capabilities = [];
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  const timers = new Set();
  const stopped = new AbortController();

  /**
   * @param {string} name
   * @param {object} data
   */
  const emit = (name, data) => {
    // The client only delivers the events that config has asked for.
    if (capabilities.includes(name) && !stopped.signal.aborted) deliver({ type: "event", name, data });
  };

  /** @type {Record<string, (data: any) => unknown>} */
  const apis = {
    config(data) {
      capabilities = data?.js_api_lists ?? [];
      return {
        clientVersion: "6.6.0",
        unsupportedApis: [],
        runningContext: "inMainClient",
        auth: { status: "authorized", upgradable: false },
        product: "desktop",
        userAgent: navigator.userAgent,
      };
    },
    authorize(data) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        void decide(data);
      }, settings.delayMs);
      timers.add(timer);
      return true;
    },
  };

  /** @param {{ codeChallenge: string, state?: string }} request */
  async function decide({ codeChallenge, state }) {
    const { clientId, redirectUri, person, challengeMethod } = settings;
    if (person === "ignore") return;
    const event = { redirectUri, timestamp: Math.floor(Date.now() / 1000), ...(state && { state }) };
    if (person === "decline") return emit("onAuthorized", { ...event, result: false });
    const response = await fetch(`${settings.server}/oauth/authorize`, {
      method: "POST",
      signal: stopped.signal,
      body: new URLSearchParams({
        response_type: "code",
        client_id: clientId,
        redirect_uri: redirectUri,
        code_challenge: codeChallenge,
        ...(challengeMethod === "plain" ? {} : { code_challenge_method: challengeMethod }),
        ...(state && { state }),
      }),
    });
    const answer = await response.json();
    if (response.ok) emit("onAuthorized", { ...event, result: true, code: answer.code });
    else console.error("zoom-pkce/simulator: the simulated Zoom server refused the request", answer);
  }

  return {
    /** @param {{ jsCallId: string, apiName: string, data?: any }} request */
    receive({ jsCallId, apiName, data }) {
      if (stopped.signal.aborted) return;
      const api = apis[apiName];
      const answer = !api
        ? { errorCode: "80002", errorMessage: `${apiName} is not simulated` }
        : apiName !== "config" && !capabilities.includes(apiName)
          ? {
              errorCode: "80004",
              errorMessage: "No Permission for this API. [code:80004, reason:app_not_support]",
            }
          : { result: api(data) };
      deliver({ type: "apiResponse", data: { jsCallId, ...answer } });
    },
    stop() {
      stopped.abort();
      timers.forEach(clearTimeout);
    },
  };
}
