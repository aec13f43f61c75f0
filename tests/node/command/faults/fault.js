// One fault of a site, and what the doctor must say of it.

/**
 * @typedef {object} Fault
 * @property {string} id Of the finding.
 * @property {RegExp} cause
 * @property {RegExp} remedy
 * @property {(site: import("../site.js").Site) => unknown} [site] Breaks the site before it starts.
 * @property {(args: string[], origin: string) => string[]} [args] Breaks the arguments.
 * @property {string} [secret] The client secret in the environment.
 * @property {"good" | "expired" | "otherHost" | "selfSigned" | "unknown" | undefined} [certificate]
 * @property {boolean} [isWarning]
 * @property {boolean} [isTrusted] Whether the authority of the certificates is trusted. True by default.
 */

/**
 * Replaces the value after a flag.
 *
 * @param {string} flag
 * @param {string} value
 * @returns {NonNullable<Fault["args"]>}
 */
export const withFlag = (flag, value) => (args) => args.map((arg, i) => (args[i - 1] === flag ? value : arg));

/**
 * Changes a header of the page.
 *
 * @param {string} name
 * @param {string | undefined} value
 * @returns {NonNullable<Fault["site"]>}
 */
export const withHeader = (name, value) => (site) => {
  site.headers[name] = value;
};
