// Which tests run. npm test and npm test -- --quick leave the thorough ones to --all, for their time.

/** Whether thorough tests run too: with `--all`, of suites that are named, and by `node --test`. */
export const runsThoroughTests = !process.env.WITHOUT_THOROUGH_TESTS;
