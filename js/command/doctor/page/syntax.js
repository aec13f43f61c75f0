// Parses a script, and finds the calls that matter for a sign-in.

import { parse } from "acorn";
import { ancestor } from "acorn-walk";

/** @import { AnyNode, ArrayExpression, ObjectExpression, Program } from "acorn" */

/**
 * @typedef {object} ConfigCall A call of `zoomSdk.config`.
 * @property {readonly string[] | undefined} capabilities `undefined` if the source does not show them.
 * @property {boolean} isAwaited Whether something waits for it, or may.
 *
 * @typedef {object} ParsedScript
 * @property {string} text
 * @property {URL[]} imports The modules that it imports by a path or a URL.
 * @property {ConfigCall[]} configCalls
 * @property {boolean} choosesS256 Whether it passes `codeChallengeMethod: "S256"` as an option of a
 *   second argument, as `authorize` takes it.
 * @property {boolean} isParsed
 */

/**
 * @param {string} text
 * @param {URL} url
 * @returns {ParsedScript}
 */
export function parseScript(text, url) {
  const program = parseAs("module", text) ?? parseAs("script", text);
  /** @type {ParsedScript} */
  const script = { text, imports: [], configCalls: [], choosesS256: false, isParsed: program !== undefined };
  if (program === undefined) return script;
  try {
    readProgram(program, url, script);
  } catch (error) {
    // The walk recurses, and calls that are nested too deep overflow the stack.
    if (!(error instanceof RangeError)) throw error;
    script.isParsed = false;
  }
  return script;
}

/**
 * @param {Program} program
 * @param {URL} url
 * @param {ParsedScript} script Gets what is found.
 */
function readProgram(program, url, script) {
  const arrays = namedArrays(program);
  const addImport = (/** @type {unknown} */ specifier) => {
    const isPath = typeof specifier === "string" && /^(\.{0,2}\/|https?:)/.test(specifier);
    if (isPath && URL.canParse(specifier, url.href)) script.imports.push(new URL(specifier, url));
  };
  ancestor(program, {
    // With attributes, it is JSON or a style sheet.
    ImportDeclaration: ({ source, attributes }) => attributes.length === 0 && addImport(source.value),
    ExportAllDeclaration: ({ source }) => addImport(source.value),
    ExportNamedDeclaration: ({ source }) => addImport(source?.value),
    CallExpression(node, _, ancestors) {
      if (hasS256(node.arguments[1])) script.choosesS256 = true;
      const argument = node.arguments[0];
      if (!isMember(node.callee, "config") || argument?.type !== "ObjectExpression") return;
      const capabilities = valueOf(argument, "capabilities");
      if (capabilities === undefined) return;
      script.configCalls.push({
        capabilities: stringsOf(capabilities, arrays),
        isAwaited: ancestors.at(-2)?.type !== "ExpressionStatement",
      });
    },
  });
}

/**
 * @param {"module" | "script"} sourceType
 * @param {string} text
 * @returns {Program | undefined} `undefined` if it is not such a script.
 */
function parseAs(sourceType, text) {
  try {
    return parse(text, { sourceType, ecmaVersion: "latest", allowHashBang: true });
  } catch {
    return undefined;
  }
}

/**
 * @param {AnyNode} node
 * @param {string} name
 */
const isMember = (node, name) =>
  node.type === "MemberExpression" &&
  !node.computed &&
  node.property.type === "Identifier" &&
  node.property.name === name;

/**
 * @param {ObjectExpression} object
 * @param {string} name
 * @returns {AnyNode | undefined}
 */
function valueOf({ properties }, name) {
  for (const property of properties) {
    if (property.type !== "Property" || property.computed) continue;
    const { key } = property;
    if ((key.type === "Identifier" ? key.name : key.type === "Literal" && key.value) === name) {
      return property.value;
    }
  }
  return undefined;
}

/** @param {AnyNode | undefined} argument */
function hasS256(argument) {
  const method = argument?.type === "ObjectExpression" ? valueOf(argument, "codeChallengeMethod") : undefined;
  return method !== undefined && textOf(method) === "S256";
}

/** @param {AnyNode | null} node @returns {string | undefined} */
function textOf(node) {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  if (node?.type === "TemplateLiteral" && node.expressions.length === 0) {
    return node.quasis[0]?.value.cooked ?? undefined;
  }
  return undefined;
}

/**
 * @param {AnyNode} node
 * @param {Map<string, ArrayExpression | undefined>} arrays
 * @returns {string[] | undefined}
 */
function stringsOf(node, arrays) {
  const array = node.type === "Identifier" ? arrays.get(node.name) : node;
  if (array?.type !== "ArrayExpression") return undefined;
  const texts = array.elements.map(textOf);
  return texts.every((text) => text !== undefined) ? /** @type {string[]} */ (texts) : undefined;
}

/**
 * @param {Program} program
 * @returns {Map<string, ArrayExpression | undefined>} The arrays by the names of their variables.
 *   `undefined` for a name that several variables have.
 */
function namedArrays(program) {
  const arrays = new Map();
  ancestor(program, {
    VariableDeclarator({ id, init }) {
      if (id.type !== "Identifier" || init?.type !== "ArrayExpression") return;
      arrays.set(id.name, arrays.has(id.name) ? undefined : init);
    },
  });
  return arrays;
}
