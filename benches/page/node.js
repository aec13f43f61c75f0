// Measures pairs in Node. Arguments: the length of a batch in milliseconds, the number of rounds.

import { measure, start } from "./rounds.js";

const [batchMs, rounds] = process.argv.slice(2).map(Number);
const { clockStepMs } = await start(batchMs);
process.stdout.write(JSON.stringify({ clockStepMs, rounds: await measure(rounds) }));
