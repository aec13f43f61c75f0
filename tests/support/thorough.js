// For files whose tests are not all run by npm test, because of their time. scripts/test/table.js has
// the files that are left out as a whole.

/** Whether thorough tests run too: with `--all`, of suites and files that are named, and by `node --test`. */
export const runsThoroughTests = !process.env.WITHOUT_THOROUGH_TESTS;
