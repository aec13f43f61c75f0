// A server of its own process, on a port of this machine.

import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** For a slow machine: what goes well takes a second or two. */
const START_MS = 60_000;

/**
 * Below the ports that a system gives to whoever asks for any, which begin at 32768 with Linux and at 49152 elsewhere, by
 * default. One of those could be given to somebody else before the server listens there.
 */
const FIRST_PORT = 20_000;
const PORTS = 12_000;
const ATTEMPTS = 100;

/** What this process has tried or given away: a server may take a while to listen. @type {Set<number>} */
const given = new Set();

/** @returns {Promise<number>} a port that nobody listens on */
export async function freePort() {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = FIRST_PORT + randomInt(PORTS);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`${ATTEMPTS} ports were tried, and none is free`);
}

/** @param {number} port @returns {Promise<boolean>} */
async function isFree(port) {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}

/**
 * @typedef {object} Running
 * @property {number} port
 * @property {() => string} output what it has written so far
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a server and waits until it listens. It ends with this process at the latest.
 *
 * @param {string} name for people
 * @param {(port: number) => { program: string, args: string[], cwd?: string, env?: NodeJS.ProcessEnv }} how
 * @param {(text: string) => void} [onOutput] Gets what it writes, as it comes.
 * @returns {Promise<Running>}
 * @throws {Error} where it ends before; the message has what it wrote
 */
export async function startProcess(name, how, onOutput) {
  const port = await freePort();
  const { program, args, cwd, env } = how(port);
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
      onOutput?.(String(chunk));
    });
  }
  child.on("error", (error) => void (output += error.message));
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  const until = Date.now() + START_MS;
  for (let isReady = false; !isReady;) {
    isReady = await isListening(port);
    // Where it has ended, it is somebody else who listens there.
    if (hasEnded() || (!isReady && Date.now() > until)) {
      kill();
      throw new Error(`${name} does not start: ${output}`);
    }
    if (!isReady) await sleep(50);
  }
  return {
    port,
    output: () => output,
    async stop() {
      if (hasEnded()) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      // One that waits for its connections to end is given a while.
      const impatient = setTimeout(kill, 2_000);
      await ended;
      clearTimeout(impatient);
    },
  };
}

/** @param {number} port @returns {Promise<boolean>} */
function isListening(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
