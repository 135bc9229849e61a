import { differenceText } from "../../../../src/domain/repository/differences/difference";
import { lifecycleDifferences } from "../../../../src/domain/repository/differences/lifecycle-policy";
import { type LifecycleRule } from "../../../../src/domain/lifecycle-policy/schema";

function rule(rulePriority: number, parts: Partial<LifecycleRule["selection"]> = {}): LifecycleRule {
  return {
    rulePriority,
    selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 30, ...parts },
    action: { type: "expire" },
  };
}

function lifecycle(declared: readonly LifecycleRule[] | undefined, found: unknown): string[] {
  const text = found === undefined ? undefined : JSON.stringify(found);
  return lifecycleDifferences(declared && { rules: declared }, text).map(differenceText);
}

test("rules are compared by priority, whatever the order of rules, keys and tags", () => {
  const tagged = { tagStatus: "tagged", tagPrefixList: ["a", "b"] } as const;
  const found = {
    rules: [
      {
        action: { type: "expire" },
        selection: { countNumber: 30, countType: "imageCountMoreThan", storageClass: "standard", tagStatus: "any" },
        rulePriority: 2,
      },
      rule(1, { tagStatus: "tagged", tagPrefixList: ["b", "a"] }),
    ],
  };
  expect(lifecycle([rule(1, tagged), rule(2)], found)).toEqual([]);
});

test("numbers are compared as numbers", () => {
  const { selection, action } = rule(1);
  const found = { rules: [{ rulePriority: "1", selection: { ...selection, countNumber: "30" }, action }] };
  expect(lifecycle([rule(1)], found)).toEqual([]);
});

test("a changed rule is named with the value that differs", () => {
  const found = { rules: [{ ...rule(1, { countNumber: 50 }), description: "Keep 50" }] };
  expect(lifecycle([rule(1)], found)).toEqual([
    "lifecyclePolicy rule 1, selection.countNumber: declared 30, found 50",
    'lifecyclePolicy rule 1, description: declared nothing, found "Keep 50"',
  ]);
});

test("lists of a rule name the entries that differ", () => {
  const tagged = (...tagPrefixList: string[]) => rule(1, { tagStatus: "tagged", tagPrefixList });
  expect(lifecycle([tagged("a", "b")], { rules: [tagged("b", "c")] })).toEqual([
    'lifecyclePolicy rule 1, selection.tagPrefixList: declared but not found "a"; found but not declared "c"',
  ]);
});

test("rules on one side only are named by their priority", () => {
  expect(lifecycle([rule(1), rule(2)], { rules: [rule(2), rule(3)] })).toEqual([
    expect.stringMatching(/^lifecyclePolicy rule 1: declared \{"rulePriority":1,.*, found nothing$/),
    expect.stringMatching(/^lifecyclePolicy rule 3: declared nothing, found \{"rulePriority":3,/),
  ]);
});

test("a policy on one side only is told by its number of rules", () => {
  expect(lifecycle([rule(1), rule(2)], undefined)).toEqual(["lifecyclePolicy: declared 2 rules, found nothing"]);
  expect(lifecycle(undefined, { rules: [rule(1)] })).toEqual(["lifecyclePolicy: declared nothing, found 1 rule"]);
});

test("a text that is no policy is shown", () => {
  expect(lifecycleDifferences({ rules: [rule(1)] }, "{").map(differenceText)).toEqual([
    'lifecyclePolicy: declared 1 rule, found "{"',
  ]);
});
