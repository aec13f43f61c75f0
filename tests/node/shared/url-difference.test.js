import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { closestUrl, urlDifferences } from "../../../js/shared/url-difference.js";

const LISTED = "https://app.example.com/home?lang=en#/start";

describe("urlDifferences", () => {
  /** @type {[given: string, expected: string, string[]][]} */
  const cases = [
    [LISTED, LISTED, []],
    ["home", LISTED, ["not the form of an absolute URL"]],
    ["", LISTED, ["not the form of an absolute URL"]],
    ["http://app.example.com/home?lang=en#/start", LISTED, ["another scheme"]],
    ["https://app.example.org/home?lang=en#/start", LISTED, ["another host"]],
    ["https://app.example.com:8443/home?lang=en#/start", LISTED, ["another port"]],
    ["https://me:pw@app.example.com/home?lang=en#/start", LISTED, ["another user name", "another password"]],
    ["https://app.example.com/?lang=en#/start", LISTED, ["another path"]],
    ["https://app.example.com/home/?lang=en#/start", LISTED, ["an additional slash at the end of its path"]],
    [LISTED, "https://app.example.com/home/?lang=en#/start", ["no slash at the end of its path"]],
    ["https://app.example.com/Home?lang=en#/start", LISTED, ["another upper or lower case in its path"]],
    ["https://app.example.com/home#/start", LISTED, ["no query"]],
    ["https://app.example.com/home?lang=de#/start", LISTED, ["another query"]],
    ["https://app.example.com/home?lang=en", LISTED, ["no fragment"]],
    ["https://app.example.com/home?lang=en#/", LISTED, ["another fragment"]],
    ["https://a.example/?x#y", "https://a.example/", ["an additional query", "an additional fragment"]],
    ["https://a.example", "https://a.example/", ["another spelling of the same URL"]],
    ["https://A.example:443/", "https://a.example/", ["another spelling of the same URL"]],
    ["https://a.example/#", "https://a.example/", ["another spelling of the same URL"]],
  ];
  for (const [given, expected, differences] of cases) {
    it(`${given || "an empty text"} and ${expected}`, () => {
      assert.deepEqual(urlDifferences(given, expected), differences);
    });
  }
});

describe("closestUrl", () => {
  const urls = ["http://localhost:3000/", "https://a.example/", "https://a.example/x?b=1#/c"];
  /** @type {[given: string, closest: string][]} */
  const cases = [
    ["https://a.example/x?b=1", "https://a.example/x?b=1#/c"],
    ["https://a.example/?", "https://a.example/"],
    ["http://localhost:3000/x?b=1#/c", "http://localhost:3000/"],
    ["http://127.0.0.1:3000/", "http://localhost:3000/"],
    ["nonsense", "http://localhost:3000/"],
  ];
  for (const [given, closest] of cases) {
    it(`of ${given} is ${closest}`, () => assert.equal(closestUrl(given, urls), closest));
  }
});
