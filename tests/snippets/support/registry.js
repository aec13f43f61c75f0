// An npm registry that has the packed package and leaves every other package to the usual registry,
// so `npm install zoom-pkce` can be run as it stands.

import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

import { buildTarball, TARBALL } from "../../../scripts/build/index.js";
import { captureOutput, root } from "../../../scripts/process/command.js";

/** @returns {Promise<{ url: string, close: () => void }>} */
export async function startRegistry() {
  await buildTarball();
  const tarball = readFileSync(TARBALL);
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { name, version } = manifest;
  const usual = captureOutput("npm", ["config", "get", "registry"]).output.trim().replace(/\/$/, "");
  const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;

  const server = createServer(({ url: path = "" }, response) => {
    if (path === `/${name}.tgz`) return void response.end(tarball);
    if (path !== `/${name}`) return void response.writeHead(302, { location: usual + path }).end();
    const dist = { tarball: `${url}/${name}.tgz`, integrity };
    const versions = { [version]: { ...manifest, dist } };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ name, "dist-tags": { latest: version }, versions }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
