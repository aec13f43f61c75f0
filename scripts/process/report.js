// Messages of the scripts: progress, and errors.

const started = Date.now();

/**
 * Prints a line to stderr, with the seconds since the script started.
 *
 * @param {string} text
 */
export function say(text) {
  const seconds = ((Date.now() - started) / 1000).toFixed(0).padStart(3);
  process.stderr.write(`[${seconds} s] ${text}\n`);
}

/** An error that the user can act on. Its message is printed without a stack. */
export class UserError extends Error {}

/**
 * Runs the main function of a script. On an error, prints it and exits with code 1.
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
