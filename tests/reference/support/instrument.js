// Makes the claims of an example checkable.
//
// - `expression; // => value` says what the expression is: the value, or, where that is a regular expression, a text that
//   matches it.
// - `// Click "Sign in" => "Hello"` says what the page shows after a click.

import { createRequire } from "node:module";
import { join } from "node:path";

import { PROJECT } from "../../../scripts/docs/reference.js";

/**
 * @typedef {object} Instrumented
 * @property {string} code Calls `check(number, actual, expected)` for each claim.
 * @property {string[]} claims Of expressions: their lines.
 * @property {{ button: string, shown: string }[]} clicks
 */

/** @param {string} example @returns {Instrumented} */
export function instrument(example) {
  // TypeDoc's: the package's own TypeScript has no parser for programs.
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
    throw new Error(`a "=>" in a comment of this example stands behind no expression:\n${example}`);
  }
  let code = example;
  for (const { start, end, text } of edits.sort((a, b) => b.start - a.start)) {
    code = code.slice(0, start) + text + code.slice(end);
  }
  return { code, claims, clicks };
}
