// The public address of the repository is that of package.json, or nowhere.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { addressFaults, missingAddresses, readSources } from "../../../scripts/release/addresses.js";

/** @typedef {import("../../../scripts/release/addresses.js").Sources} Sources */

const ADDRESS = "https://code.example/zoom-pkce";

describe("the public address", () => {
  /** @param {Partial<Sources>} [changed] @returns {Sources} */
  const sources = (changed) => ({
    manifest: { repository: { url: `git+${ADDRESS}.git` } },
    crate: { repository: ADDRESS, homepage: null },
    issues: "blank_issues_enabled: true\n",
    conduct: "**Address:** conduct@code.example\n",
    ...changed,
  });

  it("is that of package.json wherever this repository shows one", () => {
    assert.deepEqual(addressFaults(readSources()), []);
  });

  it("may be shown by Cargo.toml, as a home page, for issues and in the issue form", () => {
    assert.deepEqual(addressFaults(sources()), []);
    const manifest = {
      repository: ADDRESS,
      homepage: `${ADDRESS}#readme`,
      bugs: { url: `${ADDRESS}/issues` },
    };
    const crate = { repository: ADDRESS, homepage: ADDRESS };
    const issues = `contact_links:\n  - url: ${ADDRESS}/security/policy\n`;
    assert.deepEqual(addressFaults(sources({ manifest, crate, issues })), []);
    assert.deepEqual(missingAddresses(sources()), []);
  });

  /** @type {[string, Partial<Sources>, RegExp][]} */
  const refused = [
    ["no URL", { manifest: { repository: "owner/name" } }, /^package\.json: repository must be an https URL/],
    [
      "another one in Cargo.toml",
      { crate: { repository: `${ADDRESS}-2`, homepage: null } },
      /^Cargo\.toml: repository must be/,
    ],
    [
      "none in Cargo.toml",
      { crate: { repository: null, homepage: null } },
      /^Cargo\.toml: repository .* it is missing/,
    ],
    [
      "another home page of the crate",
      { crate: { repository: ADDRESS, homepage: "https://a.example/" } },
      /^Cargo\.toml: homepage/,
    ],
    [
      "other issues",
      { manifest: { repository: ADDRESS, bugs: `${ADDRESS}-2/issues` } },
      /^package\.json: bugs/,
    ],
    [
      "another home page",
      { manifest: { repository: ADDRESS, homepage: "https://a.example/" } },
      /^package\.json: homepage/,
    ],
    ["another link in the issue form", { issues: "  - url: https://a.example/" }, /config\.yml: url must be/],
    [
      "one in Cargo.toml only",
      { manifest: {} },
      /^Cargo\.toml: repository must be left out, as in package\.json; it is https:/,
    ],
    [
      "a home page without a repository",
      { manifest: { homepage: ADDRESS }, crate: { repository: null, homepage: null } },
      /^package\.json: homepage must be left out/,
    ],
  ];
  for (const [name, changed, says] of refused) {
    it(`is refused if there is ${name}`, () => {
      const faults = addressFaults(sources(changed));
      assert.equal(faults.length, 1, faults.join("\n"));
      assert.match(faults[0], says);
    });
  }

  it("and the one for reports of conduct are needed for a release", () => {
    const missing = missingAddresses(sources({ manifest: {}, conduct: "**Address:** to fill in before" }));
    assert.match(missing[0], /^package\.json: repository is missing\. Fill in/);
    assert.match(missing[1], /^CODE_OF_CONDUCT\.md: fill in/);
    assert.equal(missing.length, 2);
  });
});
