// Tests examples/backends/account-token: several processes that share an account's token in Redis.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { missingRedis, startRedis } from "../../scripts/backends/redis.js";
import { root } from "../../scripts/process/command.js";
import { installPacked } from "../../scripts/build/packed.js";
import { startZoom } from "./support/zoom.js";

const folder = join(root, "examples/backends/account-token");
const run = promisify(execFile);
const PROCESSES = 4;
const EXPECTED_OUTPUT = "The account belongs to Simulated User.\n";

const skip = missingRedis() ?? false;

describe("an account token that processes share in Redis", { skip, timeout: 300_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startZoom>>} */
  let zoom;
  /** @type {Awaited<ReturnType<typeof startRedis>>} */
  let redis;
  /** The test's Redis client. @type {any} */
  let client;
  /** The owner of the lock at each request to Zoom. @type {string[]} */
  const owners = [];

  before(async () => {
    await installPacked(folder);
    redis = await startRedis();
    // The answer takes so long that all processes have started. Without a lock, each would send a
    // request.
    zoom = await startZoom(["http://127.0.0.1/"], async () => {
      owners.push(await lockOwner());
      await sleep(1_500);
    });
    // The import has a URL, because the package has only now been installed.
    const { createClient } = await import(
      pathToFileURL(join(folder, "node_modules/redis/dist/index.js")).href
    );
    client = await createClient({ url: redis.url }).connect();
  });
  after(async () => {
    await client?.close();
    await zoom?.close();
    await redis?.stop();
  });
  beforeEach(async () => {
    await client.flushAll();
    zoom.asked.length = 0;
    owners.length = 0;
  });

  const start = () =>
    run(process.execPath, ["index.js"], {
      cwd: folder,
      env: {
        ...process.env,
        ZOOM_CLIENT_ID: "simulated-client-id",
        ZOOM_CLIENT_SECRET: "simulated-client-secret",
        ZOOM_ACCOUNT_ID: "an-account",
        ZOOM_TOKEN_URL: zoom.tokenUrl,
        ZOOM_API_URL: zoom.apiUrl,
        REDIS_URL: redis.url,
      },
      timeout: 60_000,
    });
  const startSeveral = () => Promise.all(Array.from({ length: PROCESSES }, start));
  const lockOwner = async () => {
    const [key] = await client.keys("*:lock");
    return key && (await client.get(key));
  };
  const tokenKey = async () => {
    const keys = (await client.keys("*")).filter((/** @type {string} */ key) => !key.endsWith(":lock"));
    assert.equal(keys.length, 1);
    return keys[0];
  };

  it("is requested once by processes that start at the same time, and not again by a later one", async () => {
    for (const { stdout, stderr } of await startSeveral())
      assert.deepEqual([stdout, stderr], [EXPECTED_OUTPUT, ""]);
    assert.equal((await start()).stdout, EXPECTED_OUTPUT);
    assert.equal(zoom.asked.length, 1);
    const [{ url, form }] = zoom.asked;
    assert.equal(url, "/oauth/token", "the query string is empty");
    assert.deepEqual(
      [...form],
      [
        ["grant_type", "account_credentials"],
        ["account_id", "an-account"],
      ],
    );
    const ttl = await client.pTTL(await tokenKey());
    assert.ok(ttl > 3_000_000 && ttl <= 3_600_000, `the entry expires with the token: ${ttl} ms`);
  });

  it("is replaced once if Zoom's API rejects it in several processes", async () => {
    await start();
    const key = await tokenKey();
    const tokens = JSON.parse(await client.get(key));
    await client.set(key, JSON.stringify({ ...tokens, accessToken: "ended-before-its-time" }));
    zoom.asked.length = 0;
    for (const { stdout, stderr } of await startSeveral())
      assert.deepEqual([stdout, stderr], [EXPECTED_OUTPUT, ""]);
    assert.equal(zoom.asked.length, 1);
  });

  it("is requested by another process if one dies with the lock, after that lock expires", async () => {
    await start();
    const key = await tokenKey();
    await client.flushAll();
    zoom.asked.length = 0;
    owners.length = 0;
    // The lock of a process that has died, with a shorter lifetime than usual.
    const expiration = { type: "PX", value: 4_000 };
    await client.set(`${key}:lock`, "of a process that is gone", { expiration });
    for (const { stdout } of await startSeveral()) assert.equal(stdout, EXPECTED_OUTPUT);
    assert.equal(zoom.asked.length, 1);
    assert.match(owners[0], /^[\da-f-]{36}$/, "the process that sends the request owns the lock");
  });
});
