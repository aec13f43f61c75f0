// A double of `@zoom/appssdk`: its calls and its listeners, without a client.

/** @typedef {{ name: string, listener: (event: any) => void }} Listening */

/** @typedef {{ codeChallenge: string, state: string }} AuthorizeRequest */

/**
 * Handles a request as the client does. If it returns a promise, `authorize` returns that promise.
 *
 * @typedef {(request: AuthorizeRequest, sdk: SdkDouble) => unknown} OnAuthorize
 */

/** @param {OnAuthorize} [onAuthorize] */
export function newSdk(onAuthorize = () => {}) {
  return new SdkDouble(onAuthorize);
}

/**
 * Makes an SDK whose person consents at once: the event comes before the promise of `authorize`
 * settles.
 */
export function newConsentingSdk(event = {}) {
  return newSdk((request, sdk) => sdk.consent(event));
}

/** @type {Set<SdkDouble>} */
const doubles = new Set();

/** Ends the flows that still wait, for `afterEach`: a failed test must not fail later ones. */
export function endFlows() {
  for (const sdk of doubles) sdk.consent();
  doubles.clear();
}

export class SdkDouble {
  /** The person's status, as `getUserContext` returns it. */
  status = "authorized";
  /** Runs when the person is prompted to sign in or to add the app. @type {() => void} */
  onPrompt = () => {};
  /** The requests that `authorize` got. @type {AuthorizeRequest[]} */
  requests = [];
  /** @type {Listening[]} */
  listening = [];
  /** The names that were read and are not members of the SDK. @type {PropertyKey[]} */
  strangeReads = [];

  /** @param {(request: any, sdk: SdkDouble) => unknown} onAuthorize */
  constructor(onAuthorize) {
    doubles.add(this);
    /** @type {Record<string, (...values: any[]) => any>} */
    const members = {
      authorize: (request) => {
        this.requests.push(request);
        const result = onAuthorize(request, this);
        return result instanceof Promise ? result : Promise.resolve({ message: "Success" });
      },
      promptAuthorize: () => (queueMicrotask(() => this.onPrompt()), Promise.resolve({ message: "Success" })),
      getUserContext: () => Promise.resolve({ status: this.status }),
      addEventListener: (name, listener) => void this.listening.push({ name, listener }),
      removeEventListener: (_name, listener) => {
        this.listening = this.listening.filter((entry) => entry.listener !== listener);
      },
    };
    /** The SDK. Like the real one, it is a `Proxy` that has a member of every name, also `then`. */
    this.zoomSdk = /** @type {import("zoom-pkce").ZoomSdk} */ (
      /** @type {unknown} */ (
        new Proxy(members, {
          get: (target, name) => {
            if (typeof name === "string" && Object.hasOwn(target, name)) return target[name];
            this.strangeReads.push(name);
            return () => new Promise(() => {});
          },
        })
      )
    );
  }

  /**
   * Calls the listeners of an event.
   *
   * @param {unknown} event
   * @param {string} [of] The name of the event.
   */
  emit(event, of = "onAuthorized") {
    for (const { name, listener } of [...this.listening]) if (name === of) listener(event);
  }

  /** Emits the event of a person's consent to the last request. */
  consent(event = {}) {
    this.emit({
      code: "code-of-the-event",
      redirectUri: "https://app.example.com/page",
      result: true,
      state: this.requests.at(-1)?.state,
      timestamp: 1,
      ...event,
    });
  }
}
