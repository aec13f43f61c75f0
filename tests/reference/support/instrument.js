// Turns the claims of an example into checks.
//
// - `expression; // => value` claims that the expression equals the value. If a regular expression
//   stands for the value, it must match the expression's value as text.
// - `// Click "Sign in" => "Hello"` claims that the page shows "Hello" after a click on "Sign in".

import { createRequire } from "node:module";
import { join } from "node:path";

import { PROJECT } from "../../../scripts/docs/reference.js";

/**
 * @typedef {object} Instrumented
 * @property {string} code Calls `check(number, actual, expected)` for each claim.
 * @property {string[]} claims The lines of the claims about expressions.
 * @property {{ button: string, shown: string }[]} clicks
 */

/**
 * Replaces the claims of an example by calls of `check`.
 *
 * @param {string} example
 * @returns {Instrumented}
 */
export function instrument(example) {
  // TypeDoc's TypeScript has a parser API, which the package's own TypeScript lacks.
  const ts = createRequire(join(PROJECT, "package.json"))("typescript");
  const file = ts.createSourceFile("example.tsx", example, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TSX);
  /** @type {string[]} */
  const claims = [];
  /** @type {{ start: number, end: number, text: string }[]} */
  const edits = [];
  /** @param {any} node */
  const visit = (node) => {
    if (ts.isExpressionStatement(node)) {
      const [comment] = ts.getTrailingCommentRanges(example, node.end) ?? [];
      const expected = comment && /^\/\/ => (.+)$/.exec(example.slice(comment.pos, comment.end))?.[1];
      if (expected) {
        const actual = node.expression.getText(file);
        edits.push({
          start: node.getStart(file),
          end: node.end,
          text: `check(${claims.length}, (${actual}), (${expected}));`,
        });
        claims.push(`${actual}; // => ${expected}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const clicks = [...example.matchAll(/^\/\/ Click "(.+)" => "(.+)"$/gm)].map(([, button, shown]) => ({
    button,
    shown,
  }));
  const written = example.match(/\/\/.* => /g)?.length ?? 0;
  if (written !== claims.length + clicks.length) {
    throw new Error(`a "=>" in a comment of this example does not follow an expression:\n${example}`);
  }
  let code = example;
  for (const { start, end, text } of edits.sort((a, b) => b.start - a.start)) {
    code = code.slice(0, start) + text + code.slice(end);
  }
  return { code, claims, clicks };
}
