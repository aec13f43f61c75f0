// The simulated client over the Android bridge, in a fake page: options, refusals, answers.
// tests/browser/simulator.test.js tests it with the real SDK, over every bridge.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it, mock } from "node:test";
import { setImmediate as soon, setTimeout as sleep } from "node:timers/promises";

import {
  bridges,
  clientBehaviors,
  people,
  runningContexts,
  startSimulator,
  userStatuses,
} from "../../../js/simulator/index.js";
import { root } from "../../../scripts/process/command.js";

/** @import { ClientBehavior, Simulator, SimulatorOptions } from "../../../js/simulator/index.js" */

const SERVER = "https://zoom.example/simulated";
const PAGE = "https://app.example/page?a=1";
const CAPABILITIES = [
  "authorize",
  "onAuthorized",
  "getUserContext",
  "promptAuthorize",
  "onMyUserContextChange",
];
const NO_PERMISSION = {
  errorCode: "80004",
  errorMessage: "No Permission for this API. [code:80004, reason:app_not_support]",
};

/** Refusals by a behaviour of that name. @type {Partial<Record<ClientBehavior, object>>} */
const ZOOMS_REFUSALS = {
  "app-not-support": NO_PERMISSION,
  "require-meeting-role": {
    errorCode: "80012",
    errorMessage: "No Permission for this API. [code:80012, reason:require_meeting_role]",
  },
  "require-meeting-owner-role": {
    errorCode: "80003",
    errorMessage: "No Permission for this API. [code:80003, reason:require_meeting_owner_role]",
  },
  "not-in-guest-mode": { errorCode: "10284", errorMessage: "API is not support in guest mode." },
  "missing-scopes": {
    errorCode: "80000",
    errorMessage: "The simulated app does not contain scopes. [code:80000, reason:simulated]",
  },
};

const scope = /** @type {any} */ (globalThis);

describe("zoom-pkce/simulator without a page", () => {
  it("can be imported in Node, and startSimulator throws", () => {
    assert.throws(() => startSimulator({ server: SERVER }), {
      name: "Error",
      message: "zoom-pkce/simulator: there is no page here: start it in a browser",
    });
  });

  it("exports the names of the options' values, in frozen arrays", () => {
    assert.deepEqual(people, ["approve", "decline", "ignore"]);
    assert.deepEqual(userStatuses, ["authorized", "authenticated", "unauthenticated"]);
    assert.deepEqual(bridges, ["android", "webview2", "webkit"]);
    assert.deepEqual(
      [...clientBehaviors].sort(),
      [
        ...["normal", "event-first", "no-answer", "event-twice", "no-code", "no-state", "other-state"],
        ...[
          "null-event",
          "text-event",
          "number-fields",
          "huge-field",
          "refuse",
          "app-not-support",
          "require-meeting-role",
          "require-meeting-owner-role",
          "not-in-guest-mode",
          "absent",
          "missing-scopes",
          "refuse-prompt",
          "no-status",
          "old-client",
        ],
      ].sort(),
    );
    for (const names of [people, userStatuses, runningContexts, bridges, clientBehaviors]) {
      assert.ok(Object.isFrozen(names));
    }
  });
});

describe("runningContexts", () => {
  it("are the running contexts of the published SDK", () => {
    const types = readFileSync(join(root, "node_modules/@zoom/appssdk/dist/sdk.d.ts"), "utf8");
    const [, union = ""] = /declare type RunningContext = (.*);/.exec(types) ?? [];
    const names = new Set([...union.matchAll(/'(\w+)'/g)].map(([, name]) => name));
    assert.ok(names.has("inMeeting"));
    assert.deepEqual([...runningContexts].sort(), [...names].sort());
  });
});

describe("docs/simulator.md", () => {
  const text = readFileSync(join(root, "docs/simulator.md"), "utf8");
  const firstCells = (/** @type {string} */ heading) =>
    [
      ...text
        .split(`\n${heading}\n`)[1]
        .split("\n#")[0]
        .matchAll(/^\| `([\w-]+)` +\|/gm),
    ].map(([, name]) => name);

  it("has the options that the error for an unknown option lists", () => {
    const scoped = { window: {}, location: { href: PAGE }, document: {} };
    const descriptors = Object.fromEntries(
      Object.entries(scoped).map(([name, value]) => [name, { value, configurable: true }]),
    );
    Object.defineProperties(globalThis, descriptors);
    try {
      const options = /** @type {any} */ ({ server: SERVER, nothing: 1 });
      assert.throws(
        () => startSimulator(options),
        ({ message }) => {
          const names = message.split("the options are ")[1].split(", ");
          assert.deepEqual(firstCells("## Options").sort(), names.sort());
          return true;
        },
      );
    } finally {
      for (const name of Object.keys(scoped)) delete scope[name];
    }
  });

  it("has every value of client, then every value of person", () => {
    assert.deepEqual(firstCells("## Behaviours"), ["client", ...clientBehaviors, "person", ...people]);
  });

  it("shows an image that exists", () => {
    const [, picture] = /\]\((images\/[^)]+)\)/.exec(text) ?? [];
    assert.ok(existsSync(join(root, "docs", picture)));
  });
});

describe("zoom-pkce/simulator in a page", () => {
  /** @type {any} */
  let page;
  /** @type {Simulator[]} */
  let started;
  /** The forms that were posted to the simulated server. @type {URLSearchParams[]} */
  let posted;
  /** The queries for an app context that the simulated server got. @type {URLSearchParams[]} */
  let queried;
  /** @type {() => Promise<Response>} */
  let serverAnswers;
  /** @type {Record<string, PropertyDescriptor | undefined>} */
  const kept = {};

  before(() => {
    for (const name of ["window", "location", "document", "navigator", "fetch"]) {
      kept[name] = Object.getOwnPropertyDescriptor(globalThis, name);
    }
  });
  beforeEach(() => {
    page = {};
    page.self = page.top = page;
    started = [];
    posted = [];
    queried = [];
    serverAnswers = async () => Response.json({ code: "the-code" });
    const fakes = {
      window: page,
      location: { href: `${PAGE}#part` },
      document: {},
      navigator: { userAgent: "test" },
      fetch: async (/** @type {string} */ url, /** @type {any} */ { method = "GET", body, signal }) => {
        const [path, query] = url.split("?");
        if (method === "GET") {
          assert.equal(path, `${SERVER}/simulator/app-context`);
          queried.push(new URLSearchParams(query));
        } else {
          assert.equal(`${method} ${url}`, `POST ${SERVER}/oauth/authorize`);
          posted.push(new URLSearchParams(body));
        }
        const aborted = new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        });
        return Promise.race([serverAnswers(), aborted]);
      },
    };
    for (const [name, value] of Object.entries(fakes)) {
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
    mock.method(console, "info", () => {});
    mock.method(console, "error", () => {});
    mock.method(console, "warn", () => {});
  });
  afterEach(() => {
    for (const simulator of started) simulator.stop();
    mock.restoreAll();
  });
  after(() => {
    for (const [name, descriptor] of Object.entries(kept)) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else delete scope[name];
    }
  });

  /** @param {Partial<SimulatorOptions>} [options] */
  function start(options) {
    const simulator = startSimulator({ server: SERVER, ...options });
    started.push(simulator);
    return simulator;
  }

  describe("the options", () => {
    const server = SERVER;
    /** @type {[what: string, options: any, message: RegExp][]} */
    const refused = [
      ["no options", undefined, /^options: must be an object$/],
      ["null", null, /^options: must be an object$/],
      ["no server", {}, /^server: must be the URL of the simulated Zoom server/],
      ["a server that is not a string", { server: new URL(server) }, /^server: must be the URL/],
      ["a server that is not a URL", { server: "http://" }, /^server: must be the URL/],
      ["a server of another scheme", { server: "ftp://zoom.example" }, /^server: .*http or https/],
      ["a server with a query", { server: `${server}?a=1` }, /^server: .*without query and fragment$/],
      ["a server with a fragment", { server: `${server}#a` }, /^server: .*without query and fragment$/],
      ["an empty clientId", { server, clientId: "" }, /^clientId: must be a text that is not empty$/],
      ["a relative redirectUri", { server, redirectUri: "/page" }, /^redirectUri: must be an absolute URL/],
      [
        "an unknown method",
        { server, challengeMethod: "s256" },
        /^challengeMethod: must be one of "plain", "S256"$/,
      ],
      [
        "an unknown bridge",
        { server, bridge: "ios" },
        /^bridge: must be one of "android", "webview2", "webkit"$/,
      ],
      [
        "a frame that is not an element",
        { server, frame: {} },
        /^frame: must be an <iframe> element of this page$/,
      ],
      ["the id of a frame", { server, frame: "app" }, /^frame: must be an <iframe>/],
      [
        "an unknown person",
        { server, person: "Approve" },
        /^person: must be one of "approve", "decline", "ignore"$/,
      ],
      [
        "an inherited name",
        { server, client: "toString" },
        /^client: must be one of "normal", "event-first"/,
      ],
      ["an unknown status", { server, status: "guest" }, /^status: must be one of "authorized"/],
      [
        "an unknown running context",
        { server, runningContext: "inCar" },
        /^runningContext: must be one of "inMeeting", "inMainClient", /,
      ],
      ["a list as answers", { server, answers: [] }, /^answers: must be an object with values that can be/],
      ["a function as an answer", { server, answers: { getMeetingUUID: () => "1" } }, /^answers: must be/],
      [
        "an answer of a simulated API",
        { server, answers: { getUserContext: {} } },
        /^answers: must be an object .* by names of APIs other than config, .*getUserContext, /,
      ],
      [
        "a delay as text",
        { server, delayMs: "5" },
        /^delayMs: must be a number of milliseconds from 0 to 2147483647$/,
      ],
      ["a negative delay", { server, delayMs: -1 }, /^delayMs: must be/],
      ["NaN as a delay", { server, delayMs: NaN }, /^delayMs: must be/],
      ["a delay above the limit of timers", { server, delayMs: 2 ** 31 }, /^delayMs: must be/],
      ["a panel as text", { server, panel: "yes" }, /^panel: must be true or false$/],
      ["null for an option", { server, person: null }, /^person: must be one of/],
      [
        "an unknown option",
        { server, persons: "approve" },
        /^persons: must be left out: the options are server, /,
      ],
    ];
    for (const [what, options, message] of refused) {
      it(`refuse ${what}`, () => {
        const before = Reflect.ownKeys(page);
        assert.throws(() => startSimulator(options), { name: "TypeError", message });
        assert.deepEqual(Reflect.ownKeys(page), before);
      });
    }

    it("refuse a bridge together with a frame", () => {
      assert.throws(() => start({ frame: frameOfPage(), bridge: "android" }), {
        name: "TypeError",
        message: /^bridge: must be left out where frame is given/,
      });
    });

    it("may be undefined, except the server", () => {
      const simulator = start({
        clientId: undefined,
        redirectUri: undefined,
        bridge: undefined,
        frame: undefined,
        person: undefined,
        client: undefined,
        status: undefined,
        runningContext: undefined,
        answers: undefined,
        challengeMethod: undefined,
        delayMs: undefined,
        panel: undefined,
      });
      const { person, client, status, runningContext, answers, challengeMethod, delayMs } = simulator;
      assert.deepEqual(
        { person, client, status, runningContext, answers, challengeMethod, delayMs },
        {
          person: "approve",
          client: "normal",
          status: "authorized",
          runningContext: "inMeeting",
          answers: {},
          challengeMethod: "plain",
          delayMs: 0,
        },
      );
    });

    it("are checked when they are set later, and keep their value if the new one is refused", () => {
      const simulator = start({ person: "decline" });
      const set = (/** @type {any} */ choices) => () => Object.assign(simulator, choices);
      assert.throws(set({ person: "shrug" }), { name: "TypeError", message: /^person: must be one of/ });
      assert.throws(set({ client: undefined }), { name: "TypeError", message: /^client: must be one of/ });
      assert.throws(set({ status: "guest" }), { name: "TypeError", message: /^status: must be one of/ });
      assert.throws(set({ runningContext: "" }), { name: "TypeError", message: /^runningContext: must be/ });
      assert.throws(set({ answers: null }), { name: "TypeError", message: /^answers: must be an object/ });
      assert.throws(set({ challengeMethod: "" }), {
        name: "TypeError",
        message: /^challengeMethod: must be/,
      });
      assert.throws(set({ delayMs: Infinity }), { name: "TypeError", message: /^delayMs: must be/ });
      assert.equal(simulator.person, "decline");
      set({
        person: "ignore",
        client: "refuse",
        status: "authenticated",
        challengeMethod: "S256",
        delayMs: 5,
      })();
      assert.deepEqual(
        [simulator.person, simulator.client, simulator.status, simulator.challengeMethod, simulator.delayMs],
        ["ignore", "refuse", "authenticated", "S256", 5],
      );
    });
  });

  /** @returns {HTMLIFrameElement} */
  const frameOfPage = () => /** @type {any} */ ({ localName: "iframe", ownerDocument: document });

  describe("refuses to start, and does not change the page,", () => {
    /** @type {[where: string, put: () => void, message: RegExp][]} */
    const places = [
      [
        "in a page with Android's client",
        () => (page.android = {}),
        /a Zoom client is here already \(window\.android\)/,
      ],
      [
        "in a page with Windows' client",
        () => (page.chrome = { webview: {} }),
        /\(window\.chrome\.webview\)/,
      ],
      [
        "in a page with macOS' or iOS' client",
        () => (page.webkit = { messageHandlers: { jsOCHelper: {} } }),
        /\(window\.webkit\.messageHandlers\.jsOCHelper\)/,
      ],
      ["in a frame", () => (page.top = {}), /this page is in a frame.*start it there, with `frame`/],
    ];
    for (const [where, put, message] of places) {
      for (const bridge of bridges) {
        it(`${where}, with ${bridge}`, () => {
          put();
          const before = structuredClone({ ...page, self: 0, top: 0 });
          assert.throws(() => start({ bridge }), { name: "Error", message });
          assert.deepEqual({ ...page, self: 0, top: 0 }, before);
          assert.deepEqual(Object.getOwnPropertySymbols(page), []);
        });
      }
    }

    it("while another simulation runs", () => {
      const first = start();
      const android = page.android;
      assert.throws(() => start({ bridge: "webkit" }), {
        name: "Error",
        message: /a simulation runs in this page/,
      });
      assert.equal(page.android, android);
      assert.equal(page.webkit, undefined);
      first.stop();
      start({ bridge: "webkit" });
    });

    it("but starts in a framed page if the option frame is given", () => {
      page.top = {};
      page.addEventListener = page.removeEventListener = () => {};
      start({ frame: frameOfPage() });
    });
  });

  describe("the page", () => {
    /** @type {[what: string, found: any][]} */
    const pages = [
      ["an empty page", {}],
      ["a page with null for every bridge", { android: null, chrome: null, webkit: null }],
      [
        "a page with a browser's own globals",
        { chrome: { app: 1, webview: undefined }, webkit: { messageHandlers: { other: 1 }, more: 2 } },
      ],
      ["a page with a WebKit without handlers", { webkit: { more: 2 } }],
    ];
    const shape = (/** @type {any} */ value) =>
      Reflect.ownKeys(value).flatMap((name) =>
        name === "self" || name === "top"
          ? []
          : [
              [
                name,
                Object.getOwnPropertyDescriptor(value, name),
                value[name] instanceof Object && shapeOf(value[name]),
              ],
            ],
      );
    /** @type {(value: any) => any} */
    const shapeOf = (value) => shape(value);

    for (const [what, found] of pages) {
      for (const bridge of bridges) {
        it(`stop restores ${what}, after ${bridge}`, () => {
          Object.assign(page, structuredClone(found));
          const before = shape(page);
          const simulator = start({ bridge });
          assert.notDeepEqual(shape(page), before);
          simulator.stop();
          assert.deepEqual(shape(page), before);
          simulator.stop();
          assert.deepEqual(shape(page), before);
        });
      }
    }

    it("keeps a bridge that another program has added meanwhile", () => {
      const simulator = start();
      const other = {};
      page.android = other;
      simulator.stop();
      assert.equal(page.android, other);
    });

    it("gets a message on the console that this is a simulation", () => {
      start();
      const { calls } = /** @type {any} */ (console.info).mock;
      assert.deepEqual(
        calls.map((/** @type {any} */ call) => call.arguments),
        [["zoom-pkce: this page talks to a simulated Zoom client, not to Zoom."]],
      );
    });
  });

  /**
   * Starts the simulator, and an app that uses the bridge as the SDK does: it posts requests, and
   * records answers and events.
   *
   * @param {Partial<SimulatorOptions>} [options]
   */
  function startApp(options) {
    const simulator = start(options);
    /** The answers, by `jsCallId`, and the events, oldest first. @type {any[]} */
    const log = [];
    /** @type {Map<string, (answer: any) => void>} */
    const waiting = new Map();
    /** @type {(() => void)[]} */
    let onLog = [];
    page.zoomSdk = {
      native2js(/** @type {any} */ { data: { type, name, data } }) {
        if (type === "event") log.push([name, data]);
        else {
          const { jsCallId, ...answer } = data;
          log.push([jsCallId.split(" ")[0], answer]);
          waiting.get(jsCallId)?.(answer);
        }
        for (const listener of onLog) listener();
      },
    };
    let calls = 0;
    /** @param {string} apiName @param {any} [data] @returns {Promise<any>} */
    const ask = (apiName, data) =>
      new Promise((resolve) => {
        const jsCallId = `${apiName} ${calls++}`;
        waiting.set(jsCallId, resolve);
        page.android.postMessage(JSON.stringify({ jsCallId, apiName, data }));
      });
    return {
      simulator,
      log,
      ask,
      config: (capabilities = CAPABILITIES) => ask("config", { js_api_lists: capabilities, version: "0.16" }),
      /** Waits until the log has this length. @param {number} length */
      logged: (length) =>
        new Promise((/** @type {(value: void) => void} */ resolve) => {
          const look = () => log.length >= length && resolve();
          onLog.push(look);
          look();
        }),
      events: () => log.filter(([name]) => name.startsWith("on")),
    };
  }

  /** The warnings on the console so far. @returns {string[]} */
  const warned = () =>
    /** @type {any} */ (console.warn).mock.calls.map((/** @type {any} */ call) => call.arguments[0]);

  const request = { codeChallenge: "c".repeat(43), state: "the-state" };

  describe("the client", () => {
    it("answers config with its version, context and status", async () => {
      const { result } = await startApp().config();
      assert.match(result.clientVersion, /^\d+\.\d+\.\d+$/);
      assert.deepEqual(
        { ...result, clientVersion: "" },
        {
          clientVersion: "",
          unsupportedApis: [],
          runningContext: "inMeeting",
          auth: { status: "authorized", upgradable: false },
          product: "mobile",
          userAgent: "test",
        },
      );
    });

    it("answers authorize, then requests a code from the server and sends the event", async () => {
      const app = startApp({ clientId: "my-id" });
      await app.config();
      assert.deepEqual(await app.ask("authorize", request), { result: { message: "Success" } });
      await app.logged(3);
      const [[name, { timestamp, ...event }]] = app.events();
      assert.equal(name, "onAuthorized");
      assert.deepEqual(event, { result: true, code: "the-code", state: "the-state", redirectUri: PAGE });
      assert.ok(Math.abs(timestamp - Date.now() / 1000) < 60, "the timestamp is the current time in seconds");
      assert.deepEqual(Object.fromEntries(posted[0]), {
        response_type: "code",
        client_id: "my-id",
        redirect_uri: PAGE,
        code_challenge: request.codeChallenge,
        state: "the-state",
      });
    });

    it("sends the server the challenge method unless it is plain, and the chosen redirect URI", async () => {
      const app = startApp({ challengeMethod: "S256", redirectUri: "https://app.example/other" });
      await app.config();
      await app.ask("authorize", { codeChallenge: request.codeChallenge });
      await app.logged(3);
      assert.equal(posted[0].get("code_challenge_method"), "S256");
      assert.equal(posted[0].get("redirect_uri"), "https://app.example/other");
      assert.equal(posted[0].has("state"), false);
      assert.equal("state" in app.log[2][1], false);
    });

    it("sends a chosen redirect URI with its fragment, as the app's allow list has it", async () => {
      const redirectUri = "https://app.example/api/zoomapp/proxy#/userinfo";
      const app = startApp({ redirectUri });
      await app.config();
      await app.ask("authorize", request);
      await app.logged(3);
      assert.equal(posted[0].get("redirect_uri"), redirectUri);
      assert.equal(app.log[2][1].redirectUri, redirectUri);
    });

    it("uses the page's current URL as the redirect URI", async () => {
      const app = startApp();
      await app.config();
      scope.location.href = "https://app.example/next#part";
      await app.ask("authorize", request);
      await app.logged(3);
      assert.equal(app.log[2][1].redirectUri, "https://app.example/next");
    });

    it("sends result: false if the person declines, and does not call the server", async () => {
      const app = startApp({ person: "decline" });
      await app.config();
      await app.ask("authorize", request);
      await app.logged(3);
      const { timestamp, ...event } = app.log[2][1];
      assert.deepEqual(event, { result: false, state: "the-state", redirectUri: PAGE });
      assert.deepEqual(posted, []);
    });

    it("sends no event if the person ignores the request; a later choice applies to the next request", async () => {
      const app = startApp({ person: "ignore" });
      await app.config();
      await app.ask("authorize", { ...request, state: "ignored" });
      app.simulator.person = "approve";
      await app.ask("authorize", request);
      await app.logged(4);
      assert.deepEqual(
        app.events().map(([, { state }]) => state),
        ["the-state"],
      );
    });

    it("refuses APIs that config has not listed, with Zoom's error", async () => {
      const app = startApp();
      assert.deepEqual(await app.ask("authorize", request), NO_PERMISSION);
      await app.config(["onAuthorized"]);
      for (const apiName of [
        "authorize",
        "getUserContext",
        "promptAuthorize",
        "toString",
        "getMeetingContext",
      ]) {
        assert.deepEqual(await app.ask(apiName, request), NO_PERMISSION, apiName);
      }
    });

    it("answers APIs that it does not simulate with success, and names each once on the console", async () => {
      const app = startApp();
      await app.config([...CAPABILITIES, "getMeetingContext", "toString"]);
      for (const apiName of ["getMeetingContext", "toString", "getMeetingContext"]) {
        assert.deepEqual(await app.ask(apiName), { result: { message: "Success" } });
      }
      const warnings = warned();
      assert.equal(warnings.length, 2);
      assert.match(warnings[0], /: getMeetingContext is not simulated, .* option answers /);
      assert.match(warnings[1], /: toString is not simulated, /);
    });

    it("answers APIs that it does not simulate with the option answers, which can be changed", async () => {
      const participants = [{ screenName: "Ada" }];
      const app = startApp({ answers: { getMeetingParticipants: { participants }, getMeetingUUID: null } });
      await app.config([...CAPABILITIES, "getMeetingParticipants", "getMeetingUUID"]);
      assert.deepEqual(await app.ask("getMeetingParticipants"), { result: { participants } });
      assert.deepEqual(await app.ask("getMeetingUUID"), { result: null });
      app.simulator.answers = { getMeetingUUID: { meetingUUID: "1" } };
      assert.deepEqual(await app.ask("getMeetingUUID"), { result: { meetingUUID: "1" } });
      assert.deepEqual(warned(), []);
      await app.ask("getMeetingParticipants");
      assert.equal(warned().length, 1);
    });

    it("warns at config if authorize or onAuthorized is not among the capabilities", async () => {
      const app = startApp({ client: "old-client" });
      await app.config();
      assert.deepEqual(warned(), []);
      await app.config(["authorize"]);
      await app.config(["onAuthorized"]);
      await app.ask("config", { version: "0.16" });
      const warnings = warned();
      assert.equal(warnings.length, 4);
      const ofEvent = /: "onAuthorized" is not among the capabilities of zoomSdk\.config: .* timeout\.$/;
      const ofApi = /: "authorize" is not among the capabilities of .*: .* capability_missing\.$/;
      assert.match(warnings[0], ofEvent);
      assert.match(warnings[1], ofApi);
      assert.match(warnings[2], ofApi);
      assert.match(warnings[3], ofEvent);
    });

    it("answers with the chosen running context, and sends onRunningContextChange for another one", async () => {
      const app = startApp({ runningContext: "inMainClient" });
      const { result } = await app.config([...CAPABILITIES, "getRunningContext", "onRunningContextChange"]);
      assert.equal(result.runningContext, "inMainClient");
      assert.deepEqual(await app.ask("getRunningContext"), { result: "inMainClient" });
      app.simulator.runningContext = "inMainClient";
      app.simulator.runningContext = "inWebinar";
      const [[name, { timestamp, ...event }], ...others] = app.events();
      assert.deepEqual(
        [name, event, others],
        ["onRunningContextChange", { runningContext: "inWebinar" }, []],
      );
      assert.equal(typeof timestamp, "number");
      assert.deepEqual(await app.ask("getRunningContext"), { result: "inWebinar" });
      await app.config();
      app.simulator.runningContext = "inChat";
      assert.equal(app.events().length, 1, "an event that config has not listed is not sent");
    });

    it("getSupportedJsApis lists what config has listed and the client supports", async () => {
      const app = startApp({ client: "old-client" });
      await app.config(["authorize", "getUserContext", "getSupportedJsApis"]);
      assert.deepEqual(await app.ask("getSupportedJsApis"), {
        result: { supportedApis: ["getUserContext", "getSupportedJsApis"] },
      });
    });

    it("getAppContext asks the server for a context of where the app runs, and of who the person is", async () => {
      serverAnswers = async () => Response.json({ context: "the-context" });
      const app = startApp({ clientId: "my-id" });
      const capabilities = [...CAPABILITIES, "getAppContext"];
      await app.config(capabilities);
      const meeting = { typ: "meeting", mid: "simulated-meeting-uuid", attendrole: "host" };
      for (const [runningContext, query] of /** @type {const} */ ([
        ["inMeeting", meeting],
        ["inWebinar", { typ: "webinar", attendrole: "host" }],
        ["inChat", { typ: "chat" }],
        ["inMainClient", { typ: "panel" }],
        ["inContactCenter", { typ: "panel" }],
      ])) {
        app.simulator.runningContext = runningContext;
        assert.deepEqual(await app.ask("getAppContext"), { result: { context: "the-context" } });
        assert.deepEqual(Object.fromEntries(queried.pop() ?? []), { client_id: "my-id", ...query });
      }
      for (const status of /** @type {const} */ (["unauthenticated", "authenticated"])) {
        app.simulator.status = status;
        assert.deepEqual(await app.ask("getAppContext"), NO_PERMISSION, "before config");
        await app.config(capabilities);
        await app.ask("getAppContext");
        assert.equal(queried.pop()?.get("guest"), "true", status);
      }
      assert.deepEqual([posted, queried], [[], []]);
    });

    it("getAppContext is refused if config has not listed it, by an old client, and with answers for it", async () => {
      const app = startApp();
      await app.config();
      assert.deepEqual(await app.ask("getAppContext"), NO_PERMISSION);
      await app.config(["getAppContext"]);
      app.simulator.client = "old-client";
      assert.deepEqual(await app.ask("getAppContext"), NO_PERMISSION);
      assert.throws(() => (app.simulator.answers = { getAppContext: {} }), { message: /^answers: must be/ });
      assert.deepEqual(queried, []);
    });

    it("getAppContext fails as in Zoom's client if the server refuses or is not there, and says so on the console", async () => {
      const app = startApp();
      await app.config(["getAppContext"]);
      const failed = { errorCode: "10118", errorMessage: "Failed to get app context" };
      serverAnswers = async () => Response.json({ error: "invalid_client" }, { status: 400 });
      assert.deepEqual(await app.ask("getAppContext"), failed);
      serverAnswers = () => Promise.reject(new TypeError("Failed to fetch"));
      assert.deepEqual(await app.ask("getAppContext"), failed);
      const { calls } = /** @type {any} */ (console.error).mock;
      assert.match(calls[0].arguments[0], /refused the request, so getAppContext is refused\.$/);
      assert.match(
        calls[1].arguments[0],
        /no answer .*, so getAppContext is refused\. Is the server running/,
      );
    });

    it("sends only the events that config has listed, except those of emit", async () => {
      const app = startApp();
      await app.config(["authorize"]);
      await app.ask("authorize", { ...request, state: "unheard" });
      while (!posted.length) await soon();
      await app.config();
      await app.ask("authorize", request);
      app.simulator.emit("onRunningContextChange", { runningContext: "inMeeting" });
      await app.logged(6);
      assert.deepEqual(
        app.events().map(([name, { state }]) => [name, state]),
        [
          ["onRunningContextChange", undefined],
          ["onAuthorized", "the-state"],
        ],
      );
    });

    it("delivers copies of the data of emit", async () => {
      const app = startApp();
      const data = { list: [1] };
      app.simulator.emit("onMessage", data);
      app.simulator.emit("onMessage", null);
      assert.deepEqual(app.log, [
        ["onMessage", { list: [1] }],
        ["onMessage", null],
      ]);
      assert.notEqual(app.log[0][1], data);
      assert.throws(() => app.simulator.emit("", {}), { name: "TypeError", message: /^name: must be/ });
    });

    it("records the requests, and returns copies of them", async () => {
      const app = startApp();
      await app.config(["getUserContext"]);
      await app.ask("getUserContext");
      await app.ask("authorize", request);
      const expected = [
        { apiName: "config", data: { js_api_lists: ["getUserContext"], version: "0.16" } },
        { apiName: "getUserContext" },
        { apiName: "authorize", data: request },
      ];
      assert.deepEqual(app.simulator.requests, expected);
      Object.assign(app.simulator.requests[2], { apiName: "changed" });
      app.simulator.requests.pop();
      assert.deepEqual(app.simulator.requests, expected);
      assert.throws(() => Object.assign(app.simulator, { requests: [] }), TypeError);
    });

    it("ignores messages that are not requests", async () => {
      const app = startApp();
      for (const other of [
        "",
        "hello",
        "null",
        "[]",
        "{}",
        '{"apiName":"config"}',
        { apiName: "config" },
        null,
      ]) {
        page.android.postMessage(other);
      }
      await app.config();
      assert.deepEqual(
        app.simulator.requests.map(({ apiName }) => apiName),
        ["config"],
      );
    });

    it("reports an error of the server on the console, and sends no event", async () => {
      const app = startApp();
      await app.config();
      serverAnswers = async () => Response.json({ reason: "Redirect URI mismatch." }, { status: 400 });
      await app.ask("authorize", request);
      const errors = /** @type {any} */ (console.error).mock;
      while (errors.callCount() < 1) await soon();
      serverAnswers = async () =>
        Response.json({ errorCode: 4709, explanation: "it has no query" }, { status: 400 });
      await app.ask("authorize", request);
      while (errors.callCount() < 2) await soon();
      serverAnswers = () => Promise.reject(new TypeError("Failed to fetch"));
      await app.ask("authorize", request);
      while (errors.callCount() < 3) await soon();
      const { calls } = errors;
      assert.match(calls[0].arguments[0], /refused the request, so no event is sent\.$/);
      assert.deepEqual(calls[0].arguments[1], { reason: "Redirect URI mismatch." });
      assert.match(calls[1].arguments[0], /--redirect-uri.*option redirectUri of startSimulator\.$/);
      assert.equal(calls[1].arguments[1].explanation, "it has no query");
      assert.match(calls[2].arguments[0], /no answer of a simulated Zoom server from https:/);
      assert.deepEqual(app.events(), []);
    });

    it("answers asynchronously", async () => {
      const app = startApp();
      const answer = app.config();
      assert.deepEqual(app.log, []);
      await answer;
      assert.equal(app.log.length, 1);
    });

    it("does not call the server after stop", async () => {
      const app = startApp({ delayMs: 1 });
      await app.config();
      await app.ask("authorize", { ...request, state: "of the first" });
      app.simulator.stop();
      const next = startApp({ delayMs: 2 });
      await next.config();
      await next.ask("authorize", request);
      await next.logged(3);
      assert.deepEqual(
        posted.map((form) => form.get("state")),
        ["the-state"],
      );
    });

    it("sends no answer, event or console message after stop", async () => {
      const app = startApp({ delayMs: 1 });
      await app.config();
      /** @type {(response: Response) => void} */
      let answer = () => {};
      serverAnswers = () => new Promise((resolve) => (answer = resolve));
      await app.ask("authorize", request);
      while (!posted.length) await soon();
      const { android } = page;
      app.simulator.stop();
      answer(Response.json({ code: "late" }));
      const asked = app.simulator.requests.length;
      android.postMessage(JSON.stringify({ jsCallId: "late", apiName: "config" }));
      app.simulator.emit("onAuthorized", {});
      app.simulator.status = "authenticated";
      const next = startApp();
      await next.config();
      assert.equal(app.log.length, 2);
      assert.equal(app.simulator.requests.length, asked);
      assert.equal(/** @type {any} */ (console.error).mock.callCount(), 0);
      assert.deepEqual(next.log.length, 1);
    });
  });

  describe("the behaviour", () => {
    const SUCCESS = ["authorize", { result: { message: "Success" } }];
    /** The event of a normal client. */
    const EVENT = { result: true, code: "the-code", state: "the-state", redirectUri: PAGE };
    /** @param {unknown} data */
    const event = (data) => ["onAuthorized", data];
    /** @param {ClientBehavior} client */
    const refused = (client) => [["authorize", ZOOMS_REFUSALS[client]]];
    /** The messages after `authorize`, in order. @type {Record<Exclude<ClientBehavior, "absent">, unknown[]>} */
    const expected = {
      normal: [SUCCESS, event(EVENT)],
      "event-first": [event(EVENT), SUCCESS],
      "no-answer": [event(EVENT)],
      "event-twice": [SUCCESS, event(EVENT), event(EVENT)],
      "no-code": [SUCCESS, event({ result: true, state: "the-state", redirectUri: PAGE })],
      "no-state": [SUCCESS, event({ result: true, code: "the-code", redirectUri: PAGE })],
      "other-state": [SUCCESS, event({ ...EVENT, state: "a-state-of-another-request" })],
      "null-event": [SUCCESS, event(null)],
      "text-event": [SUCCESS, event("authorized")],
      "number-fields": [SUCCESS, event({ result: true, code: 42, state: 42, redirectUri: 42 })],
      "huge-field": [SUCCESS, event({ ...EVENT, code: "x".repeat(1_000_000) })],
      refuse: [
        [
          "authorize",
          {
            errorCode: "80000",
            errorMessage: "The simulated client refuses authorize. [code:80000, reason:simulated]",
          },
        ],
      ],
      "app-not-support": refused("app-not-support"),
      "require-meeting-role": refused("require-meeting-role"),
      "require-meeting-owner-role": refused("require-meeting-owner-role"),
      "not-in-guest-mode": refused("not-in-guest-mode"),
      "missing-scopes": refused("missing-scopes"),
      "refuse-prompt": [SUCCESS, event(EVENT)],
      "no-status": [SUCCESS, event(EVENT)],
      "old-client": [["authorize", NO_PERMISSION]],
    };
    const withoutTime = (/** @type {any[]} */ [name, data]) => [
      name,
      data?.timestamp ? (({ timestamp, ...rest }) => rest)(data) : data,
    ];

    for (const client of clientBehaviors) {
      if (client === "absent") continue;
      it(client, async () => {
        const app = startApp({ client });
        await app.config();
        void app.ask("authorize", request);
        await app.logged(1 + expected[client].length);
        assert.deepEqual(app.log.slice(1).map(withoutTime), expected[client]);
        // The next request gets the answers of a normal client.
        app.simulator.client = "normal";
        const { length } = app.log;
        await app.ask("authorize", request);
        await app.logged(length + 2);
        assert.deepEqual(app.log.slice(length).map(withoutTime), expected.normal);
      });
    }

    it("absent: no bridge, until another behaviour is chosen", async () => {
      for (const [bridge, find] of /** @type {const} */ ([
        ["android", () => page.android],
        ["webview2", () => page.chrome?.webview],
        ["webkit", () => page.webkit?.messageHandlers?.jsOCHelper],
      ])) {
        const simulator = start({ bridge, client: "absent" });
        assert.equal(find(), undefined, bridge);
        assert.match(/** @type {any} */ (console.info).mock.calls.at(-1).arguments[0], /client is absent/);
        simulator.client = "normal";
        const held = find();
        assert.equal(typeof held.postMessage, "function", bridge);
        simulator.client = "refuse";
        assert.equal(find(), held, "the bridge stays");
        simulator.client = "absent";
        assert.equal(find(), undefined, bridge);
        // An SDK that was configured before holds the bridge.
        held.postMessage(JSON.stringify({ jsCallId: "1", apiName: "config", data: {} }));
        // A request is handled after a time-out of 0, which is later than `soon`.
        await sleep(20);
        assert.deepEqual(simulator.requests, []);
        simulator.emit("onAuthorized", {});
        simulator.stop();
        simulator.client = "normal";
        assert.equal(find(), undefined, "nothing after stop");
      }
    });

    it("event-first answers if no event comes", async () => {
      const app = startApp({ client: "event-first", person: "ignore" });
      await app.config();
      assert.deepEqual(await app.ask("authorize", request), { result: { message: "Success" } });
      assert.deepEqual(app.events(), []);
    });

    it("applies from the next request on: a pending request is not changed", async () => {
      const app = startApp({ delayMs: 1 });
      await app.config();
      await app.ask("authorize", request);
      Object.assign(app.simulator, { client: "null-event", person: "decline", challengeMethod: "S256" });
      await app.logged(3);
      assert.equal(app.log[2][1].code, "the-code");
      assert.equal(posted[0].has("code_challenge_method"), false);
    });

    it("old-client lists its unsupported APIs in the answer to config", async () => {
      const app = startApp({ client: "old-client" });
      const { result } = await app.config();
      assert.deepEqual(result.unsupportedApis, ["authorize", "onAuthorized", "getAppContext"]);
      assert.equal(result.clientVersion, "5.9.6");
      app.simulator.person = "decline";
      app.simulator.status = "authenticated";
      await app.ask("promptAuthorize");
      app.simulator.client = "normal";
      await app.ask("promptAuthorize");
      await app.logged(5);
      assert.equal(
        app.events().filter(([name]) => name === "onAuthorized").length,
        1,
        "the number of events: only the second prompt sends one",
      );
    });
  });

  describe("guest mode", () => {
    it("getUserContext returns the person's status", async () => {
      for (const status of userStatuses) {
        const app = startApp({ status });
        const { result } = await app.config();
        assert.equal(result.auth.status, status === "authorized" ? "authorized" : "unauthorized");
        assert.deepEqual(await app.ask("getUserContext"), {
          result: {
            status,
            screenName: "Simulated User",
            role: "host",
            participantUUID: "simulated-participant-uuid",
            participantId: "simulated-participant-id",
          },
        });
        app.simulator.stop();
      }
    });

    it("each prompt advances the status by one step, which applies after the next config", async () => {
      const app = startApp({ status: "unauthenticated" });
      await app.config();
      for (const status of ["authenticated", "authorized"]) {
        assert.deepEqual(await app.ask("authorize", request), NO_PERMISSION);
        const { length } = app.log;
        assert.deepEqual(await app.ask("promptAuthorize"), { result: { message: "Success" } });
        await app.logged(length + 2);
        const [name, { timestamp, ...event }] = app.log[length + 1];
        assert.equal(name, "onMyUserContextChange");
        assert.deepEqual(event, { status, screenName: "Simulated User", role: "host" });
        assert.equal(typeof timestamp, "number");
        assert.equal(app.simulator.status, status);
        assert.deepEqual(await app.ask("authorize", request), NO_PERMISSION, "before config");
        assert.equal((await app.ask("getUserContext")).result.status, status);
        await app.config();
      }
      assert.deepEqual(await app.ask("authorize", request), { result: { message: "Success" } });
    });

    it("a second prompt needs no config before it", async () => {
      const app = startApp({ status: "unauthenticated" });
      await app.config();
      await app.ask("promptAuthorize");
      await app.logged(3);
      assert.deepEqual(await app.ask("promptAuthorize"), { result: { message: "Success" } });
      await app.logged(5);
      assert.equal(app.simulator.status, "authorized");
    });

    it("a declined prompt sends onAuthorized with result: false, and does not change the status", async () => {
      const app = startApp({ status: "authenticated", person: "decline" });
      await app.config();
      await app.ask("promptAuthorize");
      await app.logged(3);
      const [name, { timestamp, ...event }] = app.log[2];
      assert.equal(name, "onAuthorized");
      assert.deepEqual(event, { result: false, redirectUri: PAGE });
      assert.equal(typeof timestamp, "number");
      assert.equal(app.simulator.status, "authenticated");
    });

    it("an ignored prompt is answered, and sends no event", async () => {
      const app = startApp({ status: "authenticated", person: "ignore" });
      await app.config();
      await app.ask("promptAuthorize");
      app.simulator.person = "decline";
      await app.ask("promptAuthorize");
      await app.logged(4);
      assert.deepEqual(app.events().length, 1);
      assert.equal(app.simulator.status, "authenticated");
    });

    it("a prompt to an authorized person has no effect", async () => {
      const app = startApp({ person: "decline" });
      await app.config();
      assert.deepEqual(await app.ask("promptAuthorize"), { result: { message: "Success" } });
      await app.ask("authorize", request);
      await app.logged(4);
      assert.deepEqual(
        app.events().map(([, { state }]) => state),
        ["the-state"],
      );
    });

    it("refuse-prompt refuses promptAuthorize", async () => {
      const app = startApp({ status: "authenticated", client: "refuse-prompt" });
      await app.config();
      assert.deepEqual(await app.ask("promptAuthorize"), {
        errorCode: "80000",
        errorMessage: "The simulated client refuses promptAuthorize. [code:80000, reason:simulated]",
      });
      assert.deepEqual(await app.ask("authorize", request), NO_PERMISSION);
    });

    it("no-status omits the status in onMyUserContextChange, but not in getUserContext", async () => {
      const app = startApp({ status: "authenticated", client: "no-status" });
      await app.config();
      app.simulator.status = "authorized";
      const [, { timestamp, ...told }] = app.events()[0];
      assert.deepEqual(told, { screenName: "Simulated User", role: "host" });
      assert.equal((await app.ask("getUserContext")).result.status, "authorized");
    });

    it("no-answer sends neither an answer nor an event for a guest's authorize", async () => {
      const app = startApp({ status: "authenticated", client: "no-answer" });
      await app.config();
      void app.ask("authorize", request);
      await app.ask("getUserContext");
      app.simulator.client = "normal";
      assert.deepEqual(await app.ask("authorize", request), NO_PERMISSION);
      assert.deepEqual(
        app.log.map(([name]) => name),
        ["config", "getUserContext", "authorize"],
      );
      assert.deepEqual(posted, []);
    });

    it("refuses a guest's authorize with the error of guest mode, in all other behaviours", async () => {
      for (const client of clientBehaviors) {
        if (client === "no-answer" || client === "absent") continue;
        const app = startApp({ status: "unauthenticated", client });
        await app.config();
        const refusal = ZOOMS_REFUSALS[client] ?? NO_PERMISSION;
        assert.deepEqual(await app.ask("authorize", request), refusal, client);
        app.simulator.stop();
      }
    });

    it("setting a new status sends onMyUserContextChange, setting the same one does not", async () => {
      const app = startApp();
      await app.config();
      app.simulator.status = "authorized";
      assert.deepEqual(app.events(), []);
      app.simulator.status = "unauthenticated";
      app.simulator.status = "authorized";
      assert.deepEqual(
        app.events().map(([name, { status }]) => [name, status]),
        [
          ["onMyUserContextChange", "unauthenticated"],
          ["onMyUserContextChange", "authorized"],
        ],
      );
      assert.deepEqual(await app.ask("authorize", request), NO_PERMISSION);
      await app.config();
      assert.deepEqual(await app.ask("authorize", request), { result: { message: "Success" } });
    });

    it("does not send onMyUserContextChange if config has not listed it", async () => {
      const app = startApp();
      await app.config(["authorize", "onAuthorized"]);
      app.simulator.status = "unauthenticated";
      assert.deepEqual(await app.ask("authorize", request), NO_PERMISSION);
      assert.deepEqual(app.events(), []);
    });
  });
});
