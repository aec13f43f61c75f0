// The flags of a command: parsing by Node's parseArgs, and messages for wrong ones.

import { parseArgs } from "node:util";

/** An unknown or invalid flag. The message is one line that names the flag and its rule. */
export class FlagError extends Error {}

/**
 * @typedef {Readonly<Record<string, { type: "string" | "boolean", short?: string, multiple?: boolean }>>} FlagTypes
 * The flags of a command, by their names without the dashes.
 */

/**
 * @param {string} flag
 * @param {string} problem
 * @returns {never}
 * @throws {FlagError}
 */
export function refuseFlag(flag, problem) {
  throw new FlagError(`${flag} ${problem}`);
}

/**
 * Parses the arguments of a command. Values are returned as they are; they are not checked.
 *
 * @param {string[]} args The arguments after the name of the command.
 * @param {FlagTypes} types
 * @param {number} [maxPositionals] How many arguments may be no flags.
 * @returns {{ values: Record<string, any>, positionals: string[] }}
 * @throws {FlagError} If a flag is unknown, repeated or without its value.
 */
export function parseFlags(args, types, maxPositionals = 0) {
  const { values, positionals, tokens } = parseArgs({ args, options: types, strict: false, tokens: true });
  const seen = new Set();
  let positionalCount = 0;
  for (const token of tokens) {
    if (token.kind === "positional") {
      positionalCount++;
      // It is not named: it may be a secret in the wrong place.
      if (positionalCount > maxPositionals) {
        refuseFlag(`argument ${token.index + 1}`, "is neither a flag nor the value of one");
      }
    }
    if (token.kind !== "option") continue;
    const flag = printableArgument(token.rawName);
    const type = Object.hasOwn(types, token.name) ? types[token.name] : undefined;
    if (type === undefined) refuseFlag(flag, "is not a flag of this command");
    if (type.type === "boolean") {
      if (token.value !== undefined) refuseFlag(flag, "takes no value");
      continue;
    }
    // Without a value after it, parseArgs takes the next flag as the value.
    if (token.value === undefined || (!token.inlineValue && token.value.startsWith("-"))) {
      refuseFlag(flag, `needs a value (one that begins with a dash is written ${flag}=-value)`);
    }
    if (seen.has(token.name) && !type.multiple) refuseFlag(flag, "can be given only once");
    seen.add(token.name);
  }
  return { values, positionals };
}

/** Escapes control characters, for a message of one line. @param {string} text */
const printableArgument = (text) => JSON.stringify(text).slice(1, -1);
