import { ruleWords } from "../../../src/domain/lifecycle-policy/describe-rule";
import { type LifecycleRule } from "../../../src/domain/lifecycle-policy/schema";
import { archive, expire, EXPIRE_ARCHIVED } from "./images";

test.each<[LifecycleRule, string]>([
  [expire(1, "untagged", { days: 7 }), "deletes untagged images pushed more than 7 days ago"],
  [expire(1, ["v*", "*-rc"], { days: 1 }), 'deletes images tagged "v*" and "*-rc" pushed more than 1 day ago'],
  [expire(1, "any", { count: 2000 }), "deletes images beyond the newest 2,000"],
  [expire(1, "v*", { count: 100_000 }), 'keeps all images tagged "v*"'],
  [archive(1, 90), "archives images last pulled more than 90 days ago"],
  [EXPIRE_ARCHIVED, "deletes images archived more than 100 days ago"],
])("what a rule does is said in words", (rule, words) => {
  expect(ruleWords(rule)).toBe(words);
});
