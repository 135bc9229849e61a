import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findingsReference } from "../../../src/config/findings-reference";
import { acceptFindingsSchema } from "../../../src/domain/policy-lint/acceptance";
import { POLICY_SUBJECTS } from "../../../src/domain/policy-lint/policy-rule";
import { ACCEPTABLE_IDS, POLICY_RULES, RULE_IDS } from "../../../src/domain/policy-lint/rules";
import { BAD_POLICIES } from "../../support/policy-lint/bad-policies";
import { marked } from "../../support/policy-lint/marked-policies";

/** Tested with the form of policies, in test/domain/repository-policy. */
const OF_FORM = ["action", "push-set", "resource", "sid-characters", "sid-twice", "text-length"];

test("every rule is shown by a policy", () => {
  const shown = new Set(
    POLICY_SUBJECTS.flatMap((subject) =>
      Object.values(BAD_POLICIES[subject]).flatMap((text) => marked(subject, text).map((line) => line.split(" ")[1])),
    ),
  );
  expect([...shown].filter((id) => !RULE_IDS.includes(id ?? ""))).toEqual([]);
  const names = new Set([...shown].map((id) => id?.split("/")[1]));
  expect(Object.keys(POLICY_RULES).filter((name) => !names.has(name) && !OF_FORM.includes(name))).toEqual([]);
});

test("the page of findings is current; `npm run schema` writes it", () => {
  expect(readFileSync(join(__dirname, "../../../docs/policy-findings.md"), "utf8")).toBe(findingsReference());
});

test.each(["repository-policy/public", "registry-policy/public-condition", "trust-policy/missing-subject"])(
  "%s cannot be accepted",
  (id) => {
    expect(RULE_IDS).toContain(id);
    expect(ACCEPTABLE_IDS).not.toContain(id);
    const parsed = acceptFindingsSchema.safeParse([{ id, reason: "a test", expires: "2027-01-31" }]);
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([
      `expected the ID of a warning, found "${id}", which is an error. Errors cannot be accepted; correct the policy`,
    ]);
  },
);
