// A plugin for Stryker: does not mutate sentences for people. Tests check only the parts of a
// message that matter.

const REASON = "a sentence for people";

/**
 * @param {any} path of Babel
 * @returns {string | undefined} the reason to leave the node alone, if there is one
 */
function shouldIgnore({ node }) {
  if (node.type === "StringLiteral") return / \S/.test(node.value) ? REASON : undefined;
  if (node.type !== "TemplateLiteral") return undefined;
  return node.quasis.some((/** @type {any} */ { value }) => /\S \S|\S $|^ \S/.test(value.raw))
    ? REASON
    : undefined;
}

// The same object that Stryker's declareValuePlugin returns. The type checker would need Stryker to
// be installed if that were imported.
export const strykerPlugins = [{ kind: "Ignore", name: "sentences", value: { shouldIgnore } }];
