/**
 * Imports an optional peer dependency of this package.
 *
 * @template T
 * @param {{ name: string, version: number | string, load: () => Promise<T> }} peer The package, and
 *   the version to install.
 * @returns {Promise<T>}
 * @throws {Error} If it is not installed; the message has the command that installs it.
 */
export async function importPeer({ name, version, load }) {
  try {
    return await load();
  } catch (cause) {
    // If a dependency of the package is missing, its own error says more.
    const isNotFound = cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND";
    if (!isNotFound || !cause.message.includes(name)) throw cause;
    throw new Error(
      `The simulated Zoom needs the package ${name}, which is not installed. Run: npm install --save-dev ${name}@${version}`,
      { cause },
    );
  }
}
