// The header `x-zoom-app-context` as the simulator makes it, read with Node's own cryptography by
// the layout that Zoom documents.

import assert from "node:assert/strict";
import { test } from "node:test";

import { encryptAppContext } from "../../../js/simulator/server/index.js";
import { CLIENT_ID, decryptContext as decrypt } from "./server-helpers.js";

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
