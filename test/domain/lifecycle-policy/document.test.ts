import { z } from "zod";
import { lifecycleDocument } from "../../../src/domain/lifecycle-policy/document";
import {
  type LifecyclePolicy,
  lifecyclePolicySchema,
  type LifecycleRule,
} from "../../../src/domain/lifecycle-policy/schema";

const untagged: LifecycleRule = {
  action: { type: "expire" },
  selection: { countNumber: 14, countUnit: "days", countType: "sinceImagePushed", tagStatus: "untagged" },
  rulePriority: 1,
};
const archive: LifecycleRule = {
  action: { targetStorageClass: "archive", type: "transition" },
  description: "archive what nobody pulls",
  selection: {
    countNumber: 60,
    countType: "sinceImagePulled",
    tagPatternList: ["v*"],
    tagStatus: "tagged",
    countUnit: "days",
    storageClass: "standard",
  },
  rulePriority: 2,
};

test("rules are sorted by priority and the policy given stays as it was", () => {
  const policy: LifecyclePolicy = { rules: [archive, untagged] };
  expect(lifecycleDocument(policy).rules.map(({ rulePriority }) => rulePriority)).toEqual([1, 2]);
  expect(policy.rules[0]).toBe(archive);
});

test("keys have one order, however they were written", () => {
  const { rules } = lifecycleDocument({ rules: [archive] });
  expect(rules.flatMap((rule) => [Object.keys(rule), Object.keys(rule.selection), Object.keys(rule.action)])).toEqual([
    ["rulePriority", "description", "selection", "action"],
    ["tagStatus", "tagPatternList", "storageClass", "countType", "countUnit", "countNumber"],
    ["type", "targetStorageClass"],
  ]);
});

test("what is undefined or null has no key", () => {
  const rule = { ...untagged, description: undefined, action: { type: "expire", targetStorageClass: null } };
  const [sent] = lifecycleDocument({ rules: [rule as unknown as LifecycleRule] }).rules;
  expect(Object.keys(sent ?? {})).toEqual(["rulePriority", "selection", "action"]);
  expect(Object.keys(sent?.action ?? {})).toEqual(["type"]);
});

test("nothing that was written is lost", () => {
  expect(lifecycleDocument({ rules: [untagged, archive] })).toEqual({ rules: [untagged, archive] });
});

test("the schema can be told to editors, every field with its description", () => {
  const schema = z.toJSONSchema(lifecyclePolicySchema);
  expect(schema).toMatchObject({ additionalProperties: false, properties: { rules: { minItems: 1, maxItems: 50 } } });
  expect(JSON.stringify(schema)).toContain("Which images by their tags");
});
