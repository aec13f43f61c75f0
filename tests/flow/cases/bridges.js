// 9. The messages on each bridge, as the SDK and the client write them.

import { authorize } from "zoom-pkce";
import { equal, match, ok } from "../page/check.js";
import { recordWire } from "../page/wire.js";
import { newCase } from "./case.js";

export const bridges = [
  newCase("9. requests and answers on the bridge have the shape of Zoom's", async (context) => {
    context.simulate();
    const wire = recordWire(context.bridge);
    const configured = context.configure();
    wire.recordAnswers();
    const config = await configured;
    const authorization = await authorize(context.zoomSdk);

    ok(
      wire.posted.every((json) => typeof json === "string"),
      "every message of the SDK is a string",
    );
    const requests = wire.posted.map((json) => JSON.parse(String(json)));
    const [first, second] = requests;
    equal(
      requests.map(({ apiName }) => apiName),
      ["config", "authorize"],
      "the called APIs",
    );
    for (const request of requests) {
      equal(Object.keys(request), ["jsCallId", "apiName", "data"], "the members of a request");
      match(request.jsCallId, /^id\w{8,}$/, "the id of a call");
    }
    ok(first.jsCallId !== second.jsCallId, "every call has its own id");
    const js_api_lists = ["authorize", "onAuthorized"];
    equal(first.data, { js_api_lists, version: "0.16.0" }, "the data of config");
    equal(Object.keys(second.data), ["codeChallenge", "state"], "the members of the data of authorize");
    equal(
      second.data.codeChallenge,
      authorization.codeVerifier,
      "the challenge, which is the code verifier under plain",
    );
    equal(second.data.state, authorization.state, "the state");

    equal(
      wire.answered.map(({ data }) => data.type),
      ["apiResponse", "apiResponse", "event"],
      "the messages of the client",
    );
    const [answer, accepted, event] = wire.answered.map(({ data }) => data);
    equal(answer.data.jsCallId, first.jsCallId, "the id of the answered call");
    equal(answer.data.result, config, "the answer to config");
    match(config.clientVersion, /^\d+\.\d+\.\d+/, "clientVersion");
    equal(config.unsupportedApis, [], "unsupportedApis");
    ok(config.runningContext, "runningContext");
    equal(config.auth?.status, "authorized", "auth.status");
    equal(accepted.data.jsCallId, second.jsCallId, "the id of the answered call");
    ok(!("errorCode" in accepted.data) && "result" in accepted.data, "authorize is accepted");
    equal(event.name, "onAuthorized", "the event");
    const { code, redirectUri, state } = authorization;
    equal(
      { ...event.data, timestamp: typeof event.data.timestamp },
      Object.fromEntries(
        Object.keys(event.data).map((key) => [
          key,
          { code, redirectUri, state, result: true, timestamp: "number" }[key],
        ]),
      ),
      "the data of the event",
    );
    equal(
      Object.keys(event.data).sort(),
      ["code", "redirectUri", "result", "state", "timestamp"],
      "the members of the event, without others",
    );
    equal(redirectUri, location.href, "the redirect URI is the app's page");
  }),

  newCase("9. a refusal on the bridge has the shape of Zoom's", async (context) => {
    context.simulate({ client: "refuse" });
    const wire = recordWire(context.bridge);
    const configured = context.configure();
    wire.recordAnswers();
    await configured;
    const error = await authorize(context.zoomSdk).catch((error) => error);
    const { jsCallId } = JSON.parse(String(wire.posted[1]));
    const answer = wire.answered.map(({ data }) => data).find(({ data }) => data.jsCallId === jsCallId);
    equal(answer.type, "apiResponse", "the type of the answer");
    equal(
      Object.keys(answer.data).sort(),
      ["errorCode", "errorMessage", "jsCallId"],
      "the members of the answer",
    );
    equal(error.zoomCode, answer.data.errorCode, "the code in the app's error");
    ok(error.message.includes(answer.data.errorMessage), "the message in the app's error");
  }),

  newCase("9. with S256 the challenge on the bridge is not the verifier", async (context) => {
    context.simulate({ challengeMethod: "S256" });
    const wire = recordWire(context.bridge);
    await context.configure();
    const authorization = await authorize(context.zoomSdk, { codeChallengeMethod: "S256" });
    ok(authorization.codeVerifier, "the flow returns a code verifier");
    ok(!wire.posted.join().includes(authorization.codeVerifier), "the code verifier was not posted");
    await context.redeem(authorization);
  }),
];
