// Runs the own tests of the FastAPI backend, for cases that the simulated Zoom of the contract does
// not lead to.

import assert from "node:assert/strict";
import { it } from "node:test";

import { missingPython } from "../../scripts/backends/python.js";
import { freePort } from "../../scripts/process/server-process.js";
import { runPythonTests } from "./support/python.js";

const options = { skip: missingPython() ?? false, timeout: 300_000 };

it("the backend on FastAPI passes its own tests", options, async () => {
  const printed = await runPythonTests("fastapi_test.py", {
    ZOOM_CLIENT_ID: "a-client-id",
    ZOOM_CLIENT_SECRET: "a-client-secret",
    ZOOM_REDIRECT_URI: "https://app.example.com/page?tab=1#/home",
    ZOOM_TOKEN_URL: "https://zoom.example.com/oauth/token",
    // Redis is not there.
    REDIS_URL: `redis://127.0.0.1:${await freePort()}`,
  });
  assert.match(printed, /\nRan 5 tests in [\d.]+s\n\nOK\n$/);
});
