import { lintTrustPolicy } from "../../../src/domain/policy-lint/lint";
import { type Problem } from "../../../src/domain/problems/problem";
import { checkRepositoryPolicy } from "../../../src/domain/repository-policy/check";
import { PLACE } from "../../support/policy-lint/marked-policies";
import { mutatedPolicy, REPOSITORY_MATERIAL, soundPolicies, type Material } from "../../support/policy-lint/mutations";
import { OUTSIDERS, reachOf, type Outsider } from "../../support/policy-lint/outsiders";
import { ROLE, TRUST_MATERIAL, TRUST_OUTSIDERS } from "../../support/policy-lint/trust-outsiders";
import { REPOSITORY } from "../repository-policy/stranger";
import { Random } from "../iam/evaluation/random";
import { type PolicyDocument } from "../../../src/domain/iam/policy";

interface Kind {
  readonly material: Material;
  readonly outsiders: readonly Outsider[];
  readonly resource: string;
  readonly lint: (document: PolicyDocument) => Problem[];
  readonly count: number;
}

const KINDS: Readonly<Record<string, Kind>> = {
  repositories: {
    ...{ material: REPOSITORY_MATERIAL, outsiders: OUTSIDERS, resource: REPOSITORY, count: 700 },
    lint: (document) => checkRepositoryPolicy(document, PLACE),
  },
  roles: {
    ...{ material: TRUST_MATERIAL, outsiders: TRUST_OUTSIDERS, resource: ROLE, count: 700 },
    lint: lintTrustPolicy,
  },
};

/** Warnings that are about a service, and about what partners may do. Strangers must be an error. */
const WARNINGS: Readonly<Record<string, readonly string[]>> = {
  "a service for a stranger": ["confused-deputy"],
  "a partner who may pull and push": ["administration", "escalation", "not-action", "wildcard-action"],
};

describe.each(Object.entries(KINDS))("policies of %s", (_, { material, outsiders, resource, lint, count }) => {
  test("the sound ones let no outsider in and have no finding", () => {
    for (const document of soundPolicies(material)) {
      expect(lint(document)).toEqual([]);
      expect([...reachOf(document, outsiders, resource)]).toEqual([]);
    }
  });

  test("with faults, every outsider who gets in is reported", () => {
    const silent: unknown[] = [];
    let open = 0;
    for (let seed = 1; seed <= count; seed++) {
      const document = mutatedPolicy(new Random(seed), material);
      const problems = lint(document);
      if (problems.some(({ severity }) => severity === "error")) continue;
      const rules = problems.map(({ rule }) => rule.slice(rule.indexOf("/") + 1));
      for (const [outsider, reach] of reachOf(document, outsiders, resource)) {
        open++;
        const isReported = WARNINGS[outsider]?.some((rule) => rules.includes(rule)) === true;
        if (!isReported) silent.push({ outsider, reach, document });
      }
    }
    expect(silent.slice(0, 3)).toEqual([]);
    expect(open).toBeGreaterThan(20);
  });
});
