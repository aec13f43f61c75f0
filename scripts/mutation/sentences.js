// Leaves the texts for people alone: what they must say, tests look for in parts of their own choice.

import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

const WHY = "a sentence for people";

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "sentences", {
    shouldIgnore(path) {
      // Babel's, whose types Stryker does not bring along.
      const { node } = /** @type {any} */ (path);
      if (node.type === "StringLiteral") return / \S/.test(node.value) ? WHY : undefined;
      if (node.type !== "TemplateLiteral") return undefined;
      return node.quasis.some((/** @type {any} */ { value }) => /\S \S|\S $|^ \S/.test(value.raw))
        ? WHY
        : undefined;
    },
  }),
];
