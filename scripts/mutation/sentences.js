// Leaves the texts for people alone: what they must say, tests look for in parts of their own choice.

const WHY = "a sentence for people";

/**
 * @param {any} path Babel's
 * @returns {string | undefined} why it is left alone, if it is
 */
function shouldIgnore({ node }) {
  if (node.type === "StringLiteral") return / \S/.test(node.value) ? WHY : undefined;
  if (node.type !== "TemplateLiteral") return undefined;
  return node.quasis.some((/** @type {any} */ { value }) => /\S \S|\S $|^ \S/.test(value.raw))
    ? WHY
    : undefined;
}

// What declareValuePlugin of Stryker makes: imported, the types of this project would need Stryker's to be installed.
export const strykerPlugins = [{ kind: "Ignore", name: "sentences", value: { shouldIgnore } }];
