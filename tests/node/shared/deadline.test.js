// js/shared/deadline.js: what ends an operation, and what is left behind.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate, setTimeout as pause } from "node:timers/promises";

import { sleep, withDeadline } from "../../../js/shared/deadline.js";
import { countedController } from "../support/signal.js";
import { countTimers } from "../support/timers.js";

const timeoutError = () => new Error("too late");
const never = () => new Promise(() => {});
const LONG_MS = 60_000;

test("resolves to what the operation resolves to", async () => {
  const deadline = { timeoutMs: LONG_MS, timeoutError };
  assert.equal(await withDeadline(deadline, async () => "value"), "value");
});

test("rejects with what the operation rejects with or throws", async () => {
  const error = new Error("of the operation");
  const deadline = { timeoutMs: LONG_MS, timeoutError };
  await assert.rejects(
    withDeadline(deadline, async () => {
      throw error;
    }),
    error,
  );
  await assert.rejects(
    withDeadline(deadline, () => {
      throw error;
    }),
    error,
  );
});

test("rejects with the error for the time-out, and aborts the operation's signal with it", async () => {
  /** @type {AbortSignal | undefined} */
  let given;
  const running = withDeadline({ timeoutMs: 10, timeoutError }, (signal) => {
    given = signal;
    return never();
  });
  assert.equal(given?.aborted, false);
  await assert.rejects(running, /too late/);
  assert.match(String(given?.reason), /too late/);
});

test("rejects with the error that is made from the reason of the signal that was aborted", async () => {
  for (const at of [0, 1]) {
    const controllers = [new AbortController(), new AbortController()];
    const running = withDeadline(
      {
        timeoutMs: LONG_MS,
        timeoutError,
        signals: [undefined, ...controllers.map(({ signal }) => signal), null],
        abortError: (reason) => new Error(`aborted: ${reason}`),
      },
      never,
    );
    controllers[at]?.abort(`signal ${at}`);
    controllers[1 - at]?.abort("late");
    await assert.rejects(running, { message: `aborted: signal ${at}` });
  }
});

test("rejects with the signal's reason by default", async () => {
  for (const reason of ["enough", null, 0]) {
    const controller = new AbortController();
    const running = withDeadline({ timeoutMs: LONG_MS, timeoutError, signals: [controller.signal] }, never);
    controller.abort(reason);
    assert.deepEqual(await running.catch((thrown) => ({ thrown })), { thrown: reason });
  }
});

test("does not start the operation if a signal is aborted already", async (t) => {
  const pending = countTimers(t);
  const signals = [new AbortController().signal, AbortSignal.abort("before")];
  const operation = async () => assert.fail("started");
  await assert.rejects(
    withDeadline({ timeoutMs: LONG_MS, timeoutError, signals }, operation),
    (reason) => reason === "before",
  );
  assert.equal(pending(), 0);
});

test("the end decides, even if the operation rejects because of it or at the same moment", async () => {
  const obedient = (/** @type {AbortSignal} */ signal) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("of the operation"))));
  await assert.rejects(withDeadline({ timeoutMs: 5, timeoutError }, obedient), /too late/);

  const controller = new AbortController();
  const running = withDeadline(
    { timeoutMs: LONG_MS, timeoutError, signals: [controller.signal] },
    async () => {
      throw new Error("of the operation");
    },
  );
  controller.abort("at the same moment");
  await assert.rejects(running, (reason) => reason === "at the same moment");
});

test("leaves no timer, no listener and no unhandled rejection, however it ends", async (t) => {
  /** @type {unknown[]} */
  const unhandled = [];
  const onUnhandled = (/** @type {unknown} */ error) => unhandled.push(error);
  process.on("unhandledRejection", onUnhandled);
  t.after(() => process.off("unhandledRejection", onUnhandled));
  const pending = countTimers(t);
  /** @type {[(signal: AbortSignal) => Promise<unknown>, number, boolean][]} */
  const cases = [
    [async () => "value", LONG_MS, false],
    [() => Promise.reject(new Error("down")), LONG_MS, false],
    [never, 5, false],
    [never, LONG_MS, true],
    // The operation fails after its end.
    [() => pause(10).then(() => Promise.reject(new Error("late"))), 1, false],
  ];
  for (const [operation, timeoutMs, isAborted] of cases) {
    const controller = countedController();
    const deadline = { timeoutMs, timeoutError, signals: [controller.signal, controller.signal] };
    const running = withDeadline(deadline, operation).catch(() => {});
    assert.equal(pending(), 1);
    if (isAborted) controller.abort("enough");
    await running;
    assert.equal(pending(), 0);
    assert.deepEqual([controller.added, controller.listening], [2, 0]);
  }
  await pause(20);
  await setImmediate();
  assert.deepEqual(unhandled, []);
});

test("sleep waits for the given time", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let isOver = false;
  const waiting = sleep(100).then(() => (isOver = true));
  t.mock.timers.tick(99);
  await setImmediate();
  assert.equal(isOver, false);
  t.mock.timers.tick(1);
  await waiting;
});
