// zoom-pkce doctor, as a process, for sites with one fault each.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { reportText } from "../../../js/command/shared/report.js";
import { isOpensslHere, withCertificates } from "./certificates.js";
import { BACKEND_FAULTS } from "./faults/backend.js";
import { CLIENT_FAULTS } from "./faults/client.js";
import { HEADER_FAULTS } from "./faults/headers.js";
import { PAGE_FAULTS } from "./faults/page.js";
import { runCommand } from "./run.js";
import { CLIENT_SECRET, SESSION, healthySite, startSite } from "./site.js";

/** @import { Finding } from "../../../js/command/shared/finding.js" */

const AREAS = { headers: HEADER_FAULTS, page: PAGE_FAULTS, backend: BACKEND_FAULTS, client: CLIENT_FAULTS };

/** What no output may have. */
const SECRETS = [
  CLIENT_SECRET,
  SESSION,
  "another-client-secret",
  "a-password-of-hers",
  "a-secret-of-the-query",
];

/**
 * Runs the command for programs, and makes of its findings what people read.
 *
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function examine(args, env) {
  const { code, stdout, stderr } = await runCommand([...args, "--json"], { env });
  assert.equal(stderr, "");
  /** @type {{ findings: (Finding & { area: string })[] }} */
  const { findings } = JSON.parse(stdout);
  const text = reportText([{ area: "", findings }], (_, word) => word, 100);
  for (const secret of SECRETS) assert.ok(!`${stdout}${text}`.includes(secret), secret);
  return { code, text: text.replace(/\s+/g, " "), findings };
}

describe("zoom-pkce doctor names", { timeout: 600_000 }, () => {
  const certificates = withCertificates();

  it("at least 40 faults", () => {
    const ids = Object.values(AREAS).flatMap((faults) => Object.values(faults).map(({ id }) => id));
    assert.ok(new Set(ids).size >= 40, `${new Set(ids).size} faults, ${ids.length} sites`);
  });

  for (const [area, faults] of Object.entries(AREAS)) {
    describe(area, () => {
      for (const [name, fault] of Object.entries(faults)) {
        const { id, cause, remedy, certificate, isWarning = false, secret = CLIENT_SECRET } = fault;
        const skip = certificate && !isOpensslHere ? "openssl is not installed" : false;
        it(`${name}: ${id}`, { skip }, async (t) => {
          const site = healthySite();
          await fault.site?.(site);
          const { origin, args, close } = await startSite(site, certificate && certificates()[certificate]);
          t.after(close);
          const { code, text, findings } = await examine(fault.args?.(args, origin) ?? args, {
            NODE_EXTRA_CA_CERTS: isOpensslHere ? certificates().authority : undefined,
            ZOOM_CLIENT_SECRET: secret,
          });
          const found = findings.filter(({ status }) => status === "fault" || status === "warning");
          assert.deepEqual(
            found.map(({ id, status }) => [id, status]),
            [[id, isWarning ? "warning" : "fault"]],
          );
          assert.equal(code, isWarning ? 0 : 1);
          const [{ title, page, ...advice }] = found;
          assert.match(advice.cause ?? "", cause);
          assert.match(advice.remedy ?? "", remedy);
          for (const part of [title, advice.cause, advice.remedy, page]) {
            assert.ok(part && text.includes(part), part);
          }
        });
      }
    });
  }
});
