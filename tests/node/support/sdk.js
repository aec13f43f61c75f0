// A double of `@zoom/appssdk`: its calls and its listeners, nothing of the client behind it.

/** @typedef {{ name: string, listener: (event: any) => void }} Listening */

/**
 * @param {(request: { codeChallenge: string, state: string }, sdk: SdkDouble) => unknown} [onAuthorize] What the client
 *   does; what it returns is what `authorize` returns.
 */
export function newSdk(onAuthorize = () => {}) {
  return new SdkDouble(onAuthorize);
}

/** A person who says yes at once: the event comes before the promise of `authorize` settles. */
export function newConsentingSdk(event = {}) {
  return newSdk((request, sdk) => sdk.consent(event));
}

/** @type {Set<SdkDouble>} */
const doubles = new Set();

/** Ends the flows that a test left waiting, so that one that fails takes no others with it: for `afterEach`. */
export function endFlows() {
  for (const sdk of doubles) sdk.consent();
  doubles.clear();
}

export class SdkDouble {
  /** Who the person is to Zoom. */
  status = "authorized";
  /** What the person does when asked to sign in or to add the app. @type {() => void} */
  onPrompt = () => {};
  /** What `authorize` was called with. @type {{ codeChallenge: string, state: string }[]} */
  requests = [];
  /** @type {Listening[]} */
  listening = [];
  /** Names that were read which the SDK answers to only because it is a `Proxy`. @type {PropertyKey[]} */
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
    /** The SDK itself: like the real one, a `Proxy` that answers to every name, `then` too. */
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
   * @param {unknown} event
   * @param {string} [of] Its name.
   */
  emit(event, of = "onAuthorized") {
    for (const { name, listener } of [...this.listening]) if (name === of) listener(event);
  }

  /** The event of a person who agreed to the last request. */
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
