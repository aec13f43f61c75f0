// A TypeDoc plugin. The documents link to folders of the repository. The reference cannot show a
// folder, so this plugin keeps the name and removes the link. tests/node/docs/documentation.test.js
// checks that the folders exist.

import { statSync } from "node:fs";

/** @param {any} app TypeDoc's application. */
export function load(app) {
  app.renderer.on(
    "parseMarkdown",
    (/** @type {any} */ event) => {
      /**
       * The files that the documents link to, by their names in the reference.
       *
       * @type {Map<string, string>}
       */
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
    // The priority: this listener runs before TypeDoc's own.
    100,
  );
}
