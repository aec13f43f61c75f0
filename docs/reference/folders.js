// A plugin for TypeDoc. The texts link to folders of the repository, which a page can't show: their names stay, without the
// link. That the folders are there is what tests/node/docs/documentation.test.js looks after.

import { statSync } from "node:fs";

/** @param {any} app TypeDoc's application. */
export function load(app) {
  app.renderer.on(
    "parseMarkdown",
    (/** @type {any} */ event) => {
      /** What the texts link to, by the names that it would have among the pages. @type {Map<string, string>} */
      const files = event.page.project.files.getNameToAbsoluteMap();
      const isFolder = (/** @type {string} */ url) => {
        const path = files.get(url.split("/").pop() ?? "");
        return path !== undefined && statSync(path).isDirectory();
      };
      event.parsedText = event.parsedText.replace(
        /\[([^\]]+)\]\(([^)\s]+)\)/g,
        (/** @type {string} */ link, /** @type {string} */ text, /** @type {string} */ url) =>
          isFolder(url) ? `\`${text}\`` : link,
      );
    },
    // Before TypeDoc's own.
    100,
  );
}
