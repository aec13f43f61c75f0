// The process in which pairs are measured in Node: `<batch in ms> <rounds>`.

import { measure, start } from "./rounds.js";

const [batchMs, rounds] = process.argv.slice(2).map(Number);
const { clockStepMs } = await start(batchMs);
process.stdout.write(JSON.stringify({ clockStepMs, rounds: await measure(rounds) }));
