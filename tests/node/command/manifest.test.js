// zoom-pkce manifest, as a process.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { runCommand } from "./run.js";
import { APP_SCRIPT } from "./site.js";

/** @import { Finding } from "../../../js/command/shared/finding.js" */

const HOME = "https://app.example.com/";

describe("zoom-pkce manifest", { timeout: 600_000 }, () => {
  /** @type {string} */
  let folder;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "zoom-pkce-manifest-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** @param {string} name @param {string} text */
  function file(name, text) {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** @param {string[]} args */
  async function print(...args) {
    const { code, stdout, stderr } = await runCommand(["manifest", "--home-url", HOME, ...args]);
    assert.deepEqual([code, stderr], [0, ""]);
    return JSON.parse(stdout);
  }

  it("prints what a sign-in in the client needs", async () => {
    assert.deepEqual(await print(), {
      display_information: { display_name: "My Zoom App" },
      oauth_information: {
        usage: "USER_OPERATION",
        development_redirect_uri: HOME,
        production_redirect_uri: HOME,
        oauth_allow_list: [HOME],
        strict_mode: true,
        subdomain_strict_mode: true,
        scopes: [{ scope: "zoomapp:inmeeting", optional: false }],
      },
      features: {
        products: ["ZOOM_MEETING"],
        development_home_uri: HOME,
        production_home_uri: HOME,
        domain_allow_list: [{ domain: "app.example.com", explanation: "" }],
        in_client_feature: {
          zoom_app_api: { enable: true, zoom_app_apis: ["authorize", "onAuthorized"] },
          guest_mode: { enable: false, enable_test_guest_mode: false },
          in_client_oauth: { enable: true },
        },
      },
    });
  });

  it("takes all of it from flags", async () => {
    const { display_information, oauth_information, features } = await print(
      ...[
        "--name",
        "Ours",
        "--redirect-uri",
        `${HOME}#/a`,
        "--redirect-uri",
        `${HOME}b`,
        "--domain",
        "cdn.example.com",
      ],
      ...["--scope", "user:read:user", "--product", "ZOOM_MEETING", "--product", "ZOOM_WEBINAR"],
      ...["--capability", "openUrl", "--capability", "authorize", "--guest-mode", "--public-client"],
    );
    assert.equal(display_information.display_name, "Ours");
    assert.deepEqual(oauth_information.oauth_allow_list, [`${HOME}#/a`, `${HOME}b`]);
    assert.equal(oauth_information.development_redirect_uri, `${HOME}#/a`);
    assert.deepEqual(
      oauth_information.scopes.map((/** @type {any} */ { scope }) => scope),
      ["zoomapp:inmeeting", "zoomapp:inwebinar", "user:read:user"],
    );
    assert.equal(oauth_information.enable_public_pkce_client, true);
    assert.deepEqual(features.products, ["ZOOM_MEETING", "ZOOM_WEBINAR"]);
    assert.deepEqual(
      features.domain_allow_list.map((/** @type {any} */ { domain }) => domain),
      ["app.example.com", "cdn.example.com"],
    );
    const { zoom_app_api, guest_mode } = features.in_client_feature;
    assert.deepEqual(zoom_app_api.zoom_app_apis, [
      ...[
        "authorize",
        "onAuthorized",
        "getUserContext",
        "promptAuthorize",
        "onMyUserContextChange",
        "openUrl",
      ],
    ]);
    assert.deepEqual(guest_mode, { enable: true, enable_test_guest_mode: true });
  });

  it("takes the capabilities from a page's config, in a bundle or in HTML", async () => {
    const apisOf = (/** @type {any} */ manifest) =>
      manifest.features.in_client_feature.zoom_app_api.zoom_app_apis;
    assert.deepEqual(apisOf(await print("--source", file("app.js", APP_SCRIPT))), [
      "authorize",
      "onAuthorized",
    ]);
    const html = file(
      "index.html",
      `<!doctype html><script src="https://appssdk.zoom.us/sdk.js"></script>
       <script>zoomSdk.config({ capabilities: ["shareApp", "authorize"] }).then(run)</script>`,
    );
    const manifest = await print("--source", html);
    assert.deepEqual(apisOf(manifest), ["authorize", "onAuthorized", "shareApp"]);
    assert.deepEqual(manifest.features.domain_allow_list[1], {
      domain: "appssdk.zoom.us",
      explanation: "Zoom's SDK",
    });
  });

  /**
   * @param {(manifest: any) => void} change What the Marketplace has otherwise.
   * @param {string[]} args
   */
  async function compare(change, ...args) {
    const exported = await print();
    change(exported);
    const path = file("exported.json", JSON.stringify({ manifest: exported }));
    const all = ["manifest", "--home-url", HOME, "--compare", path, ...args];
    const { code, stdout } = await runCommand([...all, "--json"]);
    const people = await runCommand(all);
    /** @type {Finding[]} */
    const findings = JSON.parse(stdout).findings;
    const found = findings.filter(({ status }) => status !== "ok");
    const plain = people.stdout.replace(/\s+/g, " ");
    for (const { title, cause = "", remedy = "" } of found) {
      for (const part of [title, cause, remedy]) assert.ok(plain.includes(part), part);
    }
    return { code, found: found.map(({ id, title }) => [id, title]) };
  }

  it("finds nothing in the manifest that it prints", async () => {
    assert.deepEqual(await compare(() => {}), { code: 0, found: [] });
  });

  for (const [
    name,
    change,
    id,
    title,
    args,
  ] of /** @type {[string, (manifest: any) => void, string, RegExp, string[]?][]} */ ([
    [
      "a redirect URI is missing",
      ({ oauth_information: o }) => (o.oauth_allow_list = []),
      "oauth_allow_list_missing",
      /lacks https:\/\/app\.example\.com\/$/,
    ],
    [
      "a domain is missing",
      ({ features: f }) => delete f.domain_allow_list,
      "domain_allow_list_missing",
      /lacks app\.example\.com/,
    ],
    [
      "a scope is missing",
      ({ oauth_information: o }) => (o.scopes = [{ scope: 1 }]),
      "scopes_missing",
      /lacks zoomapp:inmeeting/,
    ],
    [
      "an API is missing",
      ({ features: f }) => f.in_client_feature.zoom_app_api.zoom_app_apis.pop(),
      "zoom_app_apis_missing",
      /lacks onAuthorized/,
    ],
    [
      "a product is missing",
      ({ features: f }) => (f.products = []),
      "products_missing",
      /lacks ZOOM_MEETING/,
    ],
    [
      "in-client OAuth is off",
      ({ features: f }) => (f.in_client_feature.in_client_oauth.enable = false),
      "in_client_oauth_enable_off",
      /is off/,
    ],
    [
      "the APIs are off",
      ({ features: f }) => (f.in_client_feature.zoom_app_api.enable = false),
      "zoom_app_api_enable_off",
      /is off/,
    ],
    ["guest mode is off", () => {}, "guest_mode_enable_off", /is off/, ["--guest-mode", "--capability", "x"]],
    ["the public client is off", () => {}, "enable_public_pkce_client_off", /is off/, ["--public-client"]],
    [
      "another Home URL",
      ({ features: f }) => (f.development_home_uri = f.production_home_uri = "https://a.example/"),
      "home_uri_other",
      /Neither Home URL is https:\/\/app\.example\.com\//,
    ],
  ])) {
    it(`says what is missing: ${name}`, async () => {
      const { code, found } = await compare(change, ...(args ?? []));
      assert.equal(code, 1);
      const [, shown = ""] = found.find(([foundId]) => foundId === id) ?? [];
      assert.match(shown, title, JSON.stringify(found));
      if (args === undefined) assert.equal(found.length, 1, JSON.stringify(found));
    });
  }

  for (const [
    name,
    change,
    id,
    title,
  ] of /** @type {[string, (manifest: any) => void, string, RegExp][]} */ ([
    [
      "a redirect URI",
      ({ oauth_information: o }) => o.oauth_allow_list.push("https://old.example/?token=a-token"),
      "oauth_allow_list_extra",
      /has more: https:\/\/old\.example\/\?\.\.\.$/,
    ],
    [
      "a domain",
      ({ features: f }) => f.domain_allow_list.push({ domain: "ngrok.io" }),
      "domain_allow_list_extra",
      /has more: ngrok\.io/,
    ],
    [
      "a scope",
      ({ oauth_information: o }) => o.scopes.push({ scope: "user:write:admin" }),
      "scopes_extra",
      /has more: user:write:admin/,
    ],
    [
      "an API",
      ({ features: f }) => f.in_client_feature.zoom_app_api.zoom_app_apis.push("openUrl"),
      "zoom_app_apis_extra",
      /has more: openUrl/,
    ],
    [
      "guest mode",
      ({ features: f }) => (f.in_client_feature.guest_mode.enable = true),
      "guest_mode_enable_on",
      /is on/,
    ],
    [
      "a public client",
      ({ oauth_information: o }) => (o.enable_public_pkce_client = true),
      "enable_public_pkce_client_on",
      /is on/,
    ],
  ])) {
    it(`says what is too much: ${name}`, async () => {
      const { code, found } = await compare(change);
      assert.equal(code, 0);
      assert.equal(found.length, 1, JSON.stringify(found));
      assert.equal(found[0][0], id);
      assert.match(found[0][1], title);
    });
  }

  it("takes anything for a manifest that lacks everything", async () => {
    for (const text of ["{}", "null", "[]", '{"features":7,"oauth_information":null}']) {
      const args = ["--home-url", HOME, "--compare", file("a.json", text), "--json"];
      const { code, stdout } = await runCommand(["manifest", ...args]);
      assert.equal(code, 1, text);
      assert.equal(JSON.parse(stdout).findings.length, 8);
    }
  });

  for (const [args, message] of /** @type {[string[], RegExp][]} */ ([
    [[], /--home-url must be an https URL/],
    [["--home-url", "http://localhost:3000/"], /--home-url must be an https URL/],
    [["--home-url", HOME, "--redirect-uri", "/a"], /--redirect-uri must be an https URL/],
    [["--home-url", HOME, "--name", "x".repeat(50)], /--name must be a text of at most 49/],
    [["--home-url", HOME, "--product", "ZOOM"], /--product must be one of ZOOM_MEETING, /],
    [["--home-url", HOME, "--compare", "missing.json"], /--compare must be a file with the JSON/],
    [["--home-url", HOME, "--source", "missing.js"], /--source must be a file that can be read/],
    [["--home-url", HOME, "x"], /argument 3 is neither a flag/],
  ])) {
    it(`${args.join(" ").slice(0, 60) || "no flags"}: refused`, async () => {
      const { code, stdout, stderr } = await runCommand(["manifest", ...args]);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, message);
    });
  }

  it("refuses sources without a config, and TypeScript", async () => {
    for (const [text, message] of /** @type {[string, RegExp][]} */ ([
      ["run()", /--source must have a call of zoomSdk\.config/],
      ["const a: string = 1;", /--source must be JavaScript or HTML: .* after the build/],
    ])) {
      const { code, stderr } = await runCommand([
        "manifest",
        "--home-url",
        HOME,
        "--source",
        file("a.ts", text),
      ]);
      assert.equal(code, 2);
      assert.match(stderr, message);
    }
  });

  it("has help", async () => {
    assert.match((await runCommand(["manifest", "--help"])).stdout, /Usage: npx zoom-pkce manifest/);
  });
});
