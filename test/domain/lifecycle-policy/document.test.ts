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
  expect(JSON.stringify(schema)).toContain(
    '{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"rules":{"minItems":1,"maxItems":50,"type":"array","items":{"type":"object","properties":{"rulePriority":{"type":"integer","minimum":1,"maximum":9007199254740991,"description":"Order of the rules, unique in the policy: 1 comes first."},"description":{"type":"string","description":"Purpose of the rule."},"selection":{"type":"object","properties":{"tagStatus":{"type":"string","enum":["tagged","untagged","any"],"description":"Selects images by tag: `tagged` (requires a list of prefixes or patterns), `untagged` or `any`."},"tagPrefixList":{"minItems":1,"type":"array","items":{"type":"string","minLength":1},"description":"Tag prefixes. With several prefixes, an image must have a matching tag for each prefix."},"tagPatternList":{"minItems":1,"type":"array","items":{"type":"string","minLength":1},"description":"Tag patterns with at most four `*` each. With several patterns, an image must have a matching tag for each pattern."},"storageClass":{"type":"string","enum":["standard","archive"],"description":"Storage class of the images; `archive` only with `sinceImageTransitioned`. Defaults to `standard`."},"countType":{"type":"string","enum":["imageCountMoreThan","sinceImagePushed","sinceImagePulled","sinceImageTransitioned"],"description":"What the rule counts: images, or days since an image was pushed, last pulled or archived."},"countUnit":{"type":"string","enum":["days"],"description":"Unit of the three `since...` counts, always `days`."},"countNumber":{"type":"integer","minimum":1,"maximum":9007199254740991,"description":"Images to keep, or days after which the rule acts; at least 1."}},"required":["tagStatus","countType","countNumber"],"additionalProperties":false,"description":"Images that the rule selects."},"action":{"type":"object","properties":{"type":{"type":"string","enum":["expire","transition"],"description":"`expire` deletes images, `transition` archives them."},"targetStorageClass":{"type":"string","enum":["archive"],"description":"Storage class to which `transition` moves images, always `archive`; not allowed with `expire`."}},"required":["type"],"additionalProperties":false,"description":"What the rule does with the images."}},"required":["rulePriority","selection","action"],"additionalProperties":false},"description":"The rules, 1 to 50. An image belongs to the rule with the lowest number that selects it."}},"required":["rules"],"additionalProperties":false}',
  );
});
