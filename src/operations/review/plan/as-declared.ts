import { isDeepStrictEqual } from "node:util";
import { type PolicyDocument } from "../../../domain/iam/policy";
import { type LifecyclePolicy } from "../../../domain/lifecycle-policy/schema";
import { isMapping } from "../../../domain/problems/mapping";
import { type RepositoryDifference } from "../../../domain/repository/differences/difference";
import { lifecycleDifferences } from "../../../domain/repository/differences/lifecycle-policy";
import { policyDifferences } from "../../../domain/repository/differences/repository-policy";
import { literalValue, UNKNOWN } from "../../../domain/terraform/literal-value";

/** Maps in which every key counts. In other blocks, the provider adds arguments that are not declared. */
const WHOLE: ReadonlySet<string> = new Set(["tags", "tags_all", "resource_tags"]);

/**
 * Whether a value in a plan means the same as the declared one. `undefined` if that cannot be known: the declaration refers to what
 * only Terraform knows.
 * @param declared value in Terraform's JSON
 */
export function isAsDeclared(
  type: string,
  attribute: string,
  declared: unknown,
  planned: unknown,
): boolean | undefined {
  const value = evaluated(declared);
  if (value === UNKNOWN) return undefined;
  if (isMapping(value) && typeof planned === "string") return policyChanges(type, value, planned).length === 0;
  if (WHOLE.has(attribute)) {
    const entries = (map: unknown): object => (isMapping(map) ? { ...map } : {});
    return isDeepStrictEqual(entries(value), entries(planned));
  }
  return meets(value, planned);
}

/** A declared value without Terraform's escapes; `UNKNOWN` if a part of it is. */
function evaluated(value: unknown): unknown {
  if (typeof value === "string") return literalValue(value);
  if (Array.isArray(value)) {
    const items = value.map(evaluated);
    return items.includes(UNKNOWN) ? UNKNOWN : items;
  }
  if (!isMapping(value)) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, evaluated(part)] as const);
  return entries.some(([, part]) => part === UNKNOWN) ? UNKNOWN : Object.fromEntries(entries);
}

/** How a policy in a plan differs from the declared one, statement by statement or rule by rule. */
export function policyChanges(type: string, declared: object, planned: string): RepositoryDifference[] {
  return type === "aws_ecr_lifecycle_policy"
    ? lifecycleDifferences(declared as LifecyclePolicy, planned)
    : policyDifferences(declared as PolicyDocument, planned);
}

/** Whether a plan has everything that is declared. Blocks are lists in a plan. An empty text or list counts as absent. */
function meets(declared: unknown, planned: unknown): boolean {
  if (isNone(declared)) return isNone(planned) || planned === false;
  if (Array.isArray(planned) && !Array.isArray(declared)) return planned.length === 1 && meets(declared, planned[0]);
  if (Array.isArray(declared)) {
    if (!Array.isArray(planned)) return declared.length === 1 && meets(declared[0], planned);
    const left: unknown[] = [...(planned as readonly unknown[])];
    return (
      declared.length === planned.length &&
      declared.every((item) => {
        const index = left.findIndex((candidate) => meets(item, candidate));
        if (index >= 0) left.splice(index, 1);
        return index >= 0;
      })
    );
  }
  if (isMapping(declared))
    return isMapping(planned) && Object.entries(declared).every(([key, part]) => meets(part, planned[key]));
  return declared === planned || String(declared) === String(planned);
}

function isNone(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}
