import { type Path } from "../problems/problem";
import { type Structure } from "../problems/check-structure";
import { valueAt } from "../problems/schema-problems";
import { type LifecycleRule } from "./schema";

type Selection = LifecycleRule["selection"];
type Action = LifecycleRule["action"];

/** The fields of a rule that checks across fields read, without nesting. */
export type RuleFields = Pick<LifecycleRule, "rulePriority"> & Selection & Action;
export type RuleField = keyof RuleFields;

/** A rule of a policy that may have faults: its valid fields, and the names of the others. */
export interface PartialRule {
  readonly index: number;
  readonly fields: Partial<RuleFields>;
  /** Fields that are malformed or in a malformed part, so that no check may rely on them. */
  readonly invalid: ReadonlySet<RuleField>;
}

const PARENTS = {
  rulePriority: [],
  tagStatus: ["selection"],
  tagPrefixList: ["selection"],
  tagPatternList: ["selection"],
  storageClass: ["selection"],
  countType: ["selection"],
  countUnit: ["selection"],
  countNumber: ["selection"],
  type: ["action"],
  targetStorageClass: ["action"],
} as const satisfies Record<RuleField, Path>;

const FIELDS = Object.keys(PARENTS) as RuleField[];

/** Path of a rule's field in its policy. */
export function at(rule: Pick<PartialRule, "index">, field: RuleField): Path {
  return ["rules", rule.index, ...PARENTS[field], field];
}

/** The rules of a document that may have faults. */
export function partialRules(document: unknown, { isValid }: Structure): PartialRule[] {
  return entriesOf(document).map((rule, index) => {
    const validFields = FIELDS.filter((field) => isValid(at({ index }, field)));
    const fields = validFields.map((field) => [field, fieldOf(rule, field)]);
    return {
      index,
      // The schema has checked valid fields.
      fields: Object.fromEntries(fields) as Partial<RuleFields>,
      invalid: new Set(FIELDS.filter((field) => !validFields.includes(field))),
    };
  });
}

/** The raw rules of a document; empty if it has no list of rules. */
export function entriesOf(document: unknown): readonly unknown[] {
  const rules = valueAt(document, ["rules"]);
  return Array.isArray(rules) ? rules : [];
}

/** The raw value of a rule's field. */
export function fieldOf(rule: unknown, field: RuleField): unknown {
  return valueAt(rule, [...PARENTS[field], field]);
}
