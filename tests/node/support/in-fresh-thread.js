import { once } from "node:events";
import { Worker } from "node:worker_threads";

/**
 * Runs a task of `fresh-thread.js` in a new thread, and returns its result.
 *
 * @param {string} task
 * @param {object} [data] The input of the task.
 * @returns {Promise<any>}
 */
export async function inFreshThread(task, data) {
  const worker = new Worker(new URL("fresh-thread.js", import.meta.url), { workerData: { task, ...data } });
  const [result] = await once(worker, "message");
  await worker.terminate();
  return result;
}
