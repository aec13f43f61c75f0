// What the doctor finds.

/**
 * @typedef {"ok" | "fault" | "warning" | "unseen"} Status
 * Of a finding: all is well; the sign-in fails, or is not safe; it may be meant so; it could not be
 * seen from here.
 *
 * @typedef {object} Finding
 * @property {string} id A stable name, for programs.
 * @property {Status} status
 * @property {string} title What was seen, in a few words.
 * @property {string} [cause] Why that is a fault, or why it could not be seen.
 * @property {string} [remedy] What to do about it.
 * @property {string} [page] The document in the package, with the heading.
 *
 * @typedef {object} Advice
 * @property {string} title
 * @property {string} cause
 * @property {string} remedy
 * @property {string} page
 */

/** @param {string} id @param {string} title @returns {Finding} */
export const ok = (id, title) => ({ id, status: "ok", title });

/** @param {string} id @param {Advice} advice @returns {Finding} */
export const fault = (id, advice) => ({ id, status: "fault", ...advice });

/** @param {string} id @param {Advice} advice @returns {Finding} */
export const warning = (id, advice) => ({ id, status: "warning", ...advice });

/** @param {string} id @param {string} title @param {string} cause @returns {Finding} */
export const unseen = (id, title, cause) => ({ id, status: "unseen", title, cause });
