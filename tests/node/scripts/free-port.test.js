// Ports for servers in child processes (scripts/process/server-process.js).

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { describe, it } from "node:test";

import { freePort } from "../../../scripts/process/server-process.js";

describe("freePort", () => {
  it("returns each port once, below the range of the operating system, and a server can listen on it", async () => {
    const ports = await Promise.all(Array.from({ length: 300 }, freePort));
    assert.equal(new Set(ports).size, 300);
    assert.ok(ports.every((port) => port >= 20_000 && port < 32_000));
    const server = createServer().listen(ports[0], "127.0.0.1");
    await once(server, "listening");
    server.close();
  });
});
