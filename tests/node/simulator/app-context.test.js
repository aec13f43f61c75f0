// The app context as the simulator makes it, for a header and for its client, read with Node's own
// cryptography by the layout that Zoom documents.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { encryptAppContext } from "../../../js/simulator/server/index.js";
import { CLIENT_ID, decryptContext as decrypt, startZoom } from "./server-helpers.js";

test("a context without fields opens the app in the main window, as the simulated person, for two minutes", async () => {
  const before = Date.now();
  const { aad, context } = decrypt(await encryptAppContext());
  const { ts, exp, ...others } = context;
  assert.deepEqual(others, {
    typ: "panel",
    uid: "simulated-user-id",
    aud: CLIENT_ID,
    iss: "marketplace.zoom.us",
  });
  assert.ok(ts >= before && ts <= Date.now());
  assert.equal(exp - ts, 120_000);
  assert.equal(aad, "zoom-pkce-simulator");
});

test("fields replace the defaults, and a field that is undefined is left out", async () => {
  const fields = { typ: "meeting", uid: undefined, mid: "ü/+=", act: '{"a":1}', ts: 1, later: [true] };
  const options = { clientId: "my-app", clientSecret: "a sécret" };
  const { context } = decrypt(await encryptAppContext(fields, options), options.clientSecret);
  assert.deepEqual(context, {
    typ: "meeting",
    mid: "ü/+=",
    act: '{"a":1}',
    ts: 1,
    exp: 120_001,
    aud: "my-app",
    iss: "marketplace.zoom.us",
    later: [true],
  });
});

test("each header has a nonce of its own, and another secret does not open it", async () => {
  const headers = await Promise.all(Array.from({ length: 50 }, () => encryptAppContext({ ts: 1 })));
  assert.equal(new Set(headers.map((header) => decrypt(header).iv.toString("hex"))).size, 50);
  assert.throws(() => decrypt(headers[0] ?? "", "another-secret"));
});

test("an invalid argument of encryptAppContext: TypeError with its name", async () => {
  /** @type {[string, any[]][]} */
  const cases = [
    ["the context must", [null]],
    ["the context must", [[]]],
    ["the context must", ["typ=panel"]],
    ["the options of encryptAppContext must", [{}, "secret"]],
    ["clientSecret must", [{}, { clientSecret: "" }]],
    ["clientId must", [{}, { clientId: 1 }]],
    ["secret must be left out", [{}, { secret: "a" }]],
  ];
  for (const [start, args] of cases) {
    await assert.rejects(encryptAppContext(...args), {
      name: "TypeError",
      message: new RegExp(`^${start}`),
    });
  }
});

/** @param {string} url @param {Record<string, string>} [query] */
const ask = (url, query) =>
  fetch(`${url}/simulator/app-context?${new URLSearchParams({ client_id: CLIENT_ID, ...query })}`);

/** @param {Response} response */
async function contextOf(response) {
  assert.equal(response.status, 200);
  const { context, ...others } = await response.json();
  assert.deepEqual(others, {});
  return context;
}

test("GET /simulator/app-context: a context of the server's app and person, for a page of any origin", async (t) => {
  const app = { clientId: "my-app", clientSecret: "my-secret", publicClientId: "public-id" };
  const { url } = await startZoom(t, { ...app, user: { id: "ada" }, basePath: "/zoom" });
  const meeting = { typ: "meeting", mid: "a+b/==", attendrole: "co-host" };
  for (const [query, fields] of /** @type {[Record<string, string>, object][]} */ ([
    [{}, { typ: "panel", uid: "ada" }],
    [meeting, { ...meeting, uid: "ada" }],
    [
      { client_id: "public-id", guest: "false" },
      { typ: "panel", uid: "ada" },
    ],
    [{ typ: "webinar", guest: "true" }, { typ: "webinar" }],
    [
      { uid: "eve", aud: "b", iss: "c", exp: "9", act: "d" },
      { typ: "panel", uid: "ada" },
    ],
  ])) {
    const response = await ask(url, { client_id: "my-app", ...query });
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
    assert.equal(response.headers.get("cache-control"), "no-store");
    const { ts, exp, aud, iss, ...others } = decrypt(await contextOf(response), "my-secret").context;
    assert.deepEqual(others, fields);
    assert.deepEqual([exp - ts, aud, iss], [120_000, "my-app", "marketplace.zoom.us"]);
  }
});

test("GET /simulator/app-context: a wrong client ID or typ is refused, with an explanation", async (t) => {
  const { url } = await startZoom(t);
  const refused = await ask(url, { client_id: "another-id" });
  assert.equal(refused.status, 400);
  assert.equal(refused.headers.get("access-control-allow-origin"), "*");
  assert.deepEqual(await refused.json(), {
    error: "invalid_client",
    reason: "Invalid client.",
    errorCode: 4702,
    explanation: "the client ID of the page is not the app's",
  });
  for (const typ of ["", "Meeting", "inMeeting", "toString"]) {
    const { error, reason } = await (await ask(url, { typ })).json();
    const message = "typ must be one of panel, meeting, webinar, chat.";
    assert.deepEqual([error, reason], ["invalid_request", message]);
  }
});

test("the action of the deep link that was opened last is in the context, for five minutes", async (t) => {
  const { url } = await startZoom(t);
  const action = async () => decrypt(await contextOf(await ask(url))).context.act;
  const open = (/** @type {string} */ query) => fetch(`${url}/simulator/open${query}`);
  assert.equal(await action(), undefined);
  await open("?action=first");
  await open(`?${new URLSearchParams({ action: '{"a":"ü&"}' })}`);
  assert.equal(await action(), '{"a":"ü&"}');
  assert.equal(await action(), '{"a":"ü&"}');
  const now = Date.now();
  const clock = mock.method(Date, "now", () => now + 299_000);
  t.after(() => clock.mock.restore());
  assert.equal(await action(), '{"a":"ü&"}');
  clock.mock.mockImplementation(() => now + 301_000);
  assert.equal(await action(), undefined);
  clock.mock.restore();
  await open("?action=");
  assert.equal(await action(), "");
  await open("");
  assert.equal(await action(), undefined);
});
