// What the scripts say while they work, and how they stop when they can't go on.

const started = Date.now();

/** @param {string} text */
export function say(text) {
  const seconds = ((Date.now() - started) / 1000).toFixed(0).padStart(3);
  process.stderr.write(`[${seconds} s] ${text}\n`);
}

/** A reason to stop that a person can act on: it is shown without a stack. */
export class UserError extends Error {}

/**
 * Runs a script; a `UserError` ends it with its message and exit code 1.
 *
 * @param {() => Promise<unknown>} main
 */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(
      `\n${error instanceof UserError ? error.message : error instanceof Error ? error.stack : error}\n`,
    );
    process.exit(1);
  }
}
