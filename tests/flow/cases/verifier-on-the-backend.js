// 7. The code verifier stays on the backend.

import { authorize, forward, init } from "zoom-pkce";
import { equal, fails, match, ok } from "../page/check.js";
import { watchMemory } from "../page/memory.js";
import { newCase } from "./case.js";

/** Records the number of bytes of each call of crypto.getRandomValues. */
function watchRandom() {
  /** @type {number[]} */
  const made = [];
  const { getRandomValues } = crypto;
  Object.defineProperty(crypto, "getRandomValues", {
    configurable: true,
    value(/** @type {any} */ array) {
      made.push(array.byteLength);
      return getRandomValues.call(crypto, array);
    },
  });
  return made;
}

/**
 * @param {string} method
 * @returns {Promise<{ codeChallenge: string, state: string }>}
 */
const start = async (method) => (await fetch(`/kept/start?method=${method}`, { method: "POST" })).json();

/** @param {string} state */
const reveal = async (state) => (await fetch(`/kept/reveal?state=${state}`)).text();

export const verifierOnTheBackend = [
  .../** @type {const} */ (["plain", "S256"]).map((challengeMethod) =>
    newCase(
      `7. a challenge (${challengeMethod}) and state of the backend: signs in without a verifier`,
      async (context) => {
        const memory = watchMemory();
        await context.start({ person: "ignore", challengeMethod });
        await init();
        const { codeChallenge, state } = await start(challengeMethod);
        const random = watchRandom();
        const flow = authorize(context.zoomSdk, { codeChallenge, state });
        const request = await context.requested();
        equal(request, { codeChallenge, state }, "the request");
        ok(memory.holds(codeChallenge), "while it waits, the challenge is in the wasm's memory");
        await context.emit(await context.consent(request, challengeMethod));
        const authorization = await flow;
        equal(random, [16], "the random bytes: 16 of the SDK for the id of its call, none for a verifier");
        equal(
          Object.keys(authorization),
          ["code", "redirectUri", "state", "receivedAt"],
          "the members of the authorization",
        );
        equal(authorization.state, state, "the state");
        ok(!memory.holds(codeChallenge), "after the flow, the challenge is not in the wasm's memory");
        const codeVerifier = await reveal(state);
        ok(/^[\w~.-]{43,128}$/.test(codeVerifier), "the backend has a verifier");
        equal(codeVerifier === codeChallenge, challengeMethod === "plain", "whether it is the challenge");
        ok(!memory.holds(codeVerifier), "the verifier is not in the wasm's memory");
        ok(
          !JSON.stringify(authorization).includes(codeVerifier),
          "the authorization does not contain the verifier",
        );

        equal(await forward(authorization, "/kept/token"), { kept: true }, "the answer of the backend");
      },
    ),
  ),

  newCase("7. the backend's challenge and state as options: signs in once", async (context) => {
    await context.start();
    const authorization = await authorize(context.zoomSdk, await start("plain"));
    equal(await forward(authorization, "/kept/token"), { kept: true }, "the answer of the backend");
    const error = await fails(forward(authorization, "/kept/token"), "backend_rejected");
    equal([error.status, error.body.error], [400, "invalid_request"], "the answer to the second forward");
    match(error.body.error_description, /keeps none for this session/, "the reason");
  }),

  newCase(
    "7. the backend's challenge of S256, in a client that applies plain: invalid_grant",
    async (context) => {
      await context.start();
      const authorization = await authorize(context.zoomSdk, await start("S256"));
      const error = await fails(forward(authorization, "/kept/token"), "invalid_grant", { hint: /"plain"/ });
      match(
        error.body.error_description,
        /\(1\) the code challenge was made with S256/,
        "the description of the error",
      );
    },
  ),

  newCase("7. a challenge that was replaced by a later one: backend_rejected", async (context) => {
    await context.start();
    const first = await start("plain");
    await start("plain");
    const authorization = await authorize(context.zoomSdk, first);
    const error = await fails(forward(authorization, "/kept/token"), "backend_rejected");
    match(error.body.error_description, /a later challenge has taken its place/, "the reason");
  }),

  newCase("7. the backend's challenge with the state of another: invalid_grant", async (context) => {
    await context.start();
    const authorization = await authorize(context.zoomSdk, await start("plain"));
    const other = await start("plain");
    const mixed = { ...authorization, state: other.state };
    await fails(forward(mixed, "/kept/token"), "invalid_grant", { hint: /"plain"/ });
  }),

  newCase("7. a challenge together with a method, or malformed: invalid_argument", async (context) => {
    await context.start();
    const { codeChallenge } = await start("plain");
    for (const options of [
      { codeChallenge, codeChallengeMethod: "plain" },
      { codeChallenge: codeChallenge.slice(0, 42) },
      { codeChallenge: `${codeChallenge}+` },
      { codeChallenge: 7 },
    ]) {
      const flow = authorize(context.zoomSdk, /** @type {any} */ (options));
      await fails(flow, "invalid_argument", { message: /^codeChallenge(Method)?: must / });
    }
    equal(context.asked(), ["config"], "the called APIs");
  }),
];
