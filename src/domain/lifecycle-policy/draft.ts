import { type Path } from "../problems/problem";
import { type Structure } from "../problems/check-structure";
import { type LifecycleRule } from "./schema";

type Selection = LifecycleRule["selection"];
type Action = LifecycleRule["action"];

/** Every field of a rule that rules across fields read, side by side. */
export type RuleFields = Pick<LifecycleRule, "rulePriority"> & Selection & Action;
export type RuleField = keyof RuleFields;

/** A rule of a policy that may have faults: its sound fields, and the names of the others. */
export interface PartialRule {
  readonly index: number;
  readonly fields: Partial<RuleFields>;
  /** Fields of which nothing can be said: malformed, or in a malformed part. */
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

/** Where a rule's field is in its policy. */
export function at(rule: Pick<PartialRule, "index">, field: RuleField): Path {
  return ["rules", rule.index, ...PARENTS[field], field];
}

/** The rules of a document, however many faults it has. */
export function partialRules(document: unknown, { sound }: Structure): PartialRule[] {
  return entriesOf(document).map((rule, index) => {
    const soundFields = FIELDS.filter((field) => sound(at({ index }, field)));
    const fields = soundFields.map((field) => [field, fieldOf(rule, field)]);
    return {
      index,
      // Sound fields have passed the schema.
      fields: Object.fromEntries(fields) as Partial<RuleFields>,
      invalid: new Set(FIELDS.filter((field) => !soundFields.includes(field))),
    };
  });
}

/** The raw rules of a document, none where there is no list of them. */
export function entriesOf(document: unknown): readonly unknown[] {
  const rules = child(document, "rules");
  return Array.isArray(rules) ? rules : [];
}

/** The raw value of a rule's field. */
export function fieldOf(rule: unknown, field: RuleField): unknown {
  return [...PARENTS[field], field].reduce<unknown>(child, rule);
}

function child(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
