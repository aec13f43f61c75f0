// Text for a terminal: colour only where one is, and lines that keep their indentation.

import { styleText } from "node:util";

/** The width of lines if the output is no terminal, and the largest one. */
const MAX_COLUMNS = 100;

/** @typedef {"bold" | "dim" | "red" | "green" | "yellow" | "cyan"} Style */

/**
 * @typedef {(style: Style, text: string) => string} Paint
 * Returns the text in the style, or as it is.
 */

/**
 * @param {NodeJS.WriteStream} stream
 * @returns {Paint} Colours only if the stream is a terminal with colours. `NO_COLOR` turns them off.
 */
export function painterFor(stream) {
  const hasColors = stream.isTTY && stream.hasColors();
  return (style, text) => (hasColors ? styleText(style, text, { validateStream: false }) : text);
}

/**
 * Breaks a text into lines at spaces.
 *
 * @param {string} text
 * @param {string} [indent] In front of every line after the first.
 * @param {number} [used] How many columns the first line has used already.
 * @param {number} [columns]
 */
export function wrap(text, indent = "", used = indent.length, columns = MAX_COLUMNS) {
  let column = used;
  let wrapped = "";
  for (const word of text.split(" ")) {
    const isFirst = wrapped === "";
    if (!isFirst && column + 1 + word.length > columns) {
      wrapped += `\n${indent}${word}`;
      column = indent.length + word.length;
    } else {
      wrapped += isFirst ? word : ` ${word}`;
      column += word.length + (isFirst ? 0 : 1);
    }
  }
  return wrapped;
}

/** @param {NodeJS.WriteStream} stream @returns {number} The width for its lines. */
export const columnsOf = (stream) => Math.min(stream.columns || MAX_COLUMNS, MAX_COLUMNS);
