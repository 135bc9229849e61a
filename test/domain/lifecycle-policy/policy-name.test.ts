import { describedName } from "../../../src/domain/lifecycle-policy/policy-name";
import { type LifecycleRule } from "../../../src/domain/lifecycle-policy/schema";

const rule = (
  rulePriority: number,
  selection: Partial<LifecycleRule["selection"]>,
  action: LifecycleRule["action"] = { type: "expire" },
): LifecycleRule => ({
  rulePriority,
  selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 5, ...selection },
  action,
});
const days = (countType: LifecycleRule["selection"]["countType"], countNumber: number) =>
  ({ countType, countUnit: "days", countNumber }) as const;

test.each<[string, readonly LifecycleRule[]]>([
  ["keep-5", [rule(1, {})]],
  ["expire-90-days", [rule(1, days("sinceImagePushed", 90))]],
  ["untagged-14-days-keep-5", [rule(9, {}), rule(2, { tagStatus: "untagged", ...days("sinceImagePushed", 14) })]],
  ["prod-keep-5", [rule(1, { tagStatus: "tagged", tagPrefixList: ["prod-"] })]],
  ["tag-1-keep-5", [rule(1, { tagStatus: "tagged", tagPatternList: ["1.*"] })]],
  ["tagged-keep-5", [rule(1, { tagStatus: "tagged", tagPatternList: ["*"] })]],
  [
    "archive-60-days-unpulled",
    [rule(1, days("sinceImagePulled", 60), { type: "transition", targetStorageClass: "archive" })],
  ],
])("%s says what the policy does", (name, rules) => {
  expect(describedName({ rules }, "team/api")).toBe(name);
});

test("a policy that takes more words is named after a repository", () => {
  const rules = [rule(1, {}), rule(2, {}), rule(3, {})];
  expect(describedName({ rules }, "team/a.b_c")).toBe("like-team-a-b-c");
  const two = { rules: [rule(1, { tagStatus: "tagged", tagPrefixList: ["a", "b"] })] };
  expect(describedName(two, `team/${"x".repeat(80)}`)).toHaveLength(60);
});
