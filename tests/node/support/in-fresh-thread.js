import { once } from "node:events";
import { Worker } from "node:worker_threads";

/**
 * What a task of `fresh-thread.js` gives, in a thread where nothing is loaded.
 *
 * @param {string} task
 * @param {object} [data] What it needs.
 * @returns {Promise<any>}
 */
export async function inFreshThread(task, data) {
  const worker = new Worker(new URL("fresh-thread.js", import.meta.url), { workerData: { task, ...data } });
  const [result] = await once(worker, "message");
  await worker.terminate();
  return result;
}
