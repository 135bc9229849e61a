import { sharedPolicies } from "../../../../src/cli/support/adoption/shared-policies";
import { type FoundRepository } from "../../../../src/operations/adoption/found";
import { REPOSITORY_DEFAULTS } from "../../../../src/domain/repository/settings";
import { type LifecyclePolicy } from "../../../../src/domain/lifecycle-policy/schema";

const keep = (countNumber: number, description?: string): LifecyclePolicy => ({
  rules: [
    {
      rulePriority: 1,
      ...(description === undefined ? {} : { description }),
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber },
      action: { type: "expire" },
    },
  ],
});

function found(...policies: readonly (LifecyclePolicy | undefined)[]): FoundRepository[] {
  return policies.map((lifecyclePolicy, index) => ({
    repositoryName: `team/r${index}`,
    settings: { ...REPOSITORY_DEFAULTS, lifecyclePolicy, pullPrincipals: [], pushPrincipals: [] },
    without: [],
  }));
}

test("a policy that several have is named once, and one that a single one has is not", () => {
  const { added, nameOf } = sharedPolicies(found(keep(5), keep(5), keep(6), undefined), new Map(), undefined);
  expect([...added]).toEqual([["keep-5", keep(5)]]);
  expect([keep(5), keep(6)].map(nameOf)).toEqual(["keep-5", undefined]);
});

test("a policy of the environment keeps its name, and the default needs none", () => {
  const named = new Map([["standard", keep(5)]]);
  const { added, nameOf } = sharedPolicies(found(keep(5), keep(5), keep(6), keep(6)), named, keep(6));
  expect([...added.keys()]).toEqual([]);
  expect(nameOf(keep(5))).toBe("standard");
});

test("a name that is taken gets a number, even where the policy that took it has errors", () => {
  const policies = found(keep(5), keep(5), keep(5, "other"), keep(5, "other"));
  const { added } = sharedPolicies(policies, new Map([["keep-5", undefined]]), undefined);
  expect([...added.keys()]).toEqual(["keep-5-2", "keep-5-3"]);
});
