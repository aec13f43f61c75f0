// Starts a server as a child process, on a port of this machine.

import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * How long a server may take to listen. It usually takes a second or two; a slow machine needs
 * more.
 */
const START_TIMEOUT_MS = 60_000;

/** How long a server may take to end its connections, before it is killed. */
const STOP_TIMEOUT_MS = 2_000;

/**
 * The first port to choose from. The ports that an operating system gives out by itself begin at
 * 32768 on Linux and at 49152 on other systems. Lower ports are chosen here, so the system does not
 * give one to another program before the server listens.
 */
const FIRST_PORT = 20_000;
const PORT_COUNT = 12_000;
const MAX_ATTEMPTS = 100;

/**
 * The ports that this process has tried or returned. A returned port is not free for long: its
 * server is about to listen.
 *
 * @type {Set<number>}
 */
const usedPorts = new Set();

/**
 * Finds a port that no server listens on. Never returns the same port twice.
 *
 * @returns {Promise<number>} from 20000 to 31999
 */
export async function freePort() {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const port = FIRST_PORT + randomInt(PORT_COUNT);
    if (usedPorts.has(port)) continue;
    usedPorts.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port was found in ${MAX_ATTEMPTS} attempts`);
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
 * A running server.
 *
 * @property {number} port
 * @property {() => string} output returns what it has printed so far
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a server and waits until it listens. The server is killed when this process ends.
 *
 * @param {string} name for error messages
 * @param {(port: number) => { program: string, args: string[], cwd?: string, env?:
 *   NodeJS.ProcessEnv }} describe returns the command for a port
 * @param {(text: string) => void} [onOutput] called with each piece of output
 * @returns {Promise<Running>}
 * @throws {Error} if the server ends or does not listen in time; the message has the server's
 *   output
 */
export async function startProcess(name, describe, onOutput) {
  const port = await freePort();
  const { program, args, cwd, env } = describe(port);
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
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (let isReady = false; !isReady;) {
    isReady = await isListening(port);
    // If the child has ended, another program listens on the port.
    if (hasEnded() || (!isReady && Date.now() > deadline)) {
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
      const timer = setTimeout(kill, STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
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
