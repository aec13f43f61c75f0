// Draws the chart of the time per pair, as SVG. It has its own background in light and dark,
// because the page around it may be either.

import { digits } from "./goals.js";
import { OURS } from "./pairs.js";

/** @import { Results } from "./bench.js" */
/** @import { Summary } from "./statistics.js" */

const WIDTH = 760;
const LABEL = 226;
/** The rest of the width is for the number after the longest bar. */
const BARS = WIDTH - LABEL - 150;
const LINE = 24;
const BAR = 14;
const HEAD = 64;
const PANEL_HEAD = 30;
const PANEL_GAP = 18;

const STYLE = `
  .ground { fill: #ffffff; }
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .title { font-size: 16px; font-weight: 600; }
  .engine { font-weight: 600; }
  .faint { fill: #59636e; }
  .axis { stroke: #818b98; }
  .bar { fill: #b7c0ca; }
  .ours { fill: #0b57d0; }
  .spread { stroke: #1f2328; stroke-width: 1.5; }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117; }
    text { fill: #f0f6fc; }
    .faint { fill: #9198a1; }
    .axis { stroke: #656c76; }
    .bar { fill: #4a535e; }
    .ours { fill: #6ea8ff; }
    .spread { stroke: #f0f6fc; }
  }`;

/** The order in the chart: this package first, and the contenders that make no pair last. */
const ORDER = [
  OURS,
  "pkce-challenge",
  "oauth4webapi",
  "@badgateway/oauth2-client",
  "WebCrypto by hand",
  "random octets and two texts",
  "random octets",
];

/**
 * The contenders that were measured, with their values.
 *
 * @param {Record<string, Summary>} byContender
 */
export const inOrder = (byContender) =>
  ORDER.flatMap((name) => {
    const summary = byContender[name];
    return summary === undefined ? [] : [{ name, summary }];
  });

/** @param {string} text */
const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** The chart in words, for readers who cannot see it. @param {NonNullable<Results["pair"]>} pair */
export const inWords = (pair) =>
  Object.entries(pair)
    .map(([engine, { microseconds }]) => {
      const medians = inOrder(microseconds).map(({ name, summary }) => `${name} ${digits(summary.median)}`);
      return `${engine}: ${medians.join(", ")}.`;
    })
    .join(" ");

/** @param {NonNullable<Results["pair"]>} pair */
export function drawPairs(pair) {
  const engines = Object.entries(pair);
  const longest = Math.max(
    ...engines.flatMap(([, { microseconds }]) => Object.values(microseconds).map(({ q3 }) => q3)),
  );
  const scale = (/** @type {number} */ microseconds) => LABEL + (microseconds / longest) * BARS;
  const coordinate = (/** @type {number} */ x) => x.toFixed(1);

  /** @type {string[]} */
  const parts = [];
  let y = HEAD;
  for (const [engine, { microseconds }] of engines) {
    parts.push(`<text class="engine" x="20" y="${y + 16}">${escape(engine)}</text>`);
    y += PANEL_HEAD;
    const top = y;
    for (const { name, summary } of inOrder(microseconds)) {
      const { median, q1, q3 } = summary;
      const middle = y + LINE / 2;
      parts.push(
        `<text x="${LABEL - 10}" y="${middle + 4.5}" text-anchor="end"${name === OURS ? ' class="engine"' : ""}>${escape(name)}</text>`,
        `<rect class="bar${name === OURS ? " ours" : ""}" x="${LABEL}" y="${middle - BAR / 2}" width="${coordinate(scale(median) - LABEL)}" height="${BAR}"/>`,
        `<path class="spread" d="M${coordinate(scale(q1))} ${middle}H${coordinate(scale(q3))}"/>`,
        `<text class="faint" x="${coordinate(Math.max(scale(median), scale(q3)) + 8)}" y="${middle + 4.5}">${digits(median)}</text>`,
      );
      y += LINE;
    }
    parts.push(`<path class="axis" d="M${LABEL - 0.5} ${top}V${y}"/>`);
    y += PANEL_GAP;
  }
  const height = y + 4;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title words">
<title id="title">A code verifier and its S256 challenge: microseconds per pair</title>
<desc id="words">${escape(inWords(pair))}</desc>
<style>${STYLE}
</style>
<rect class="ground" width="${WIDTH}" height="${height}"/>
<text class="title" x="20" y="30">A code verifier and its S256 challenge</text>
<text class="faint" x="20" y="50">Microseconds per pair, less is better. Bars are medians, lines the middle half of the rounds</text>
${parts.join("\n")}
</svg>
`;
}
