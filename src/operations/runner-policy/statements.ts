import { groupBy } from "../../domain/collections/group-by";
import { listOf, type PolicyCondition, type PolicyStatement } from "../../domain/iam/policy";
import { OPERATIONS, type Permission } from "./permission";

/** Keys whose values are joined when statements differ in nothing else. */
const JOINED_KEYS: readonly string[] = ["iam:PolicyARN", "iam:AWSServiceName", "kms:ResourceAliases"];

/** A statement of the printed policies. */
export type RunnerStatement = PolicyStatement & { readonly Sid: string; readonly Resource: readonly string[] };

/**
 * The fewest statements that grant the permissions, in a stable order: operations are apart, and each statement applies to
 * objects of one kind. An action that an earlier statement allows on the same objects is not repeated.
 */
export function statementsOf(permissions: readonly Permission[]): RunnerStatement[] {
  const groups = grouped(permissions).sort(
    (left, right) => OPERATIONS.indexOf(left.operation) - OPERATIONS.indexOf(right.operation),
  );
  const kept: Permission[] = [];
  for (const group of groups) {
    const actions = group.actions.filter((action) => !kept.some((earlier) => covers(earlier, action, group)));
    if (actions.length > 0) kept.push({ ...group, actions });
  }
  const used = new Map<string, number>();
  return kept.map(({ sid, actions, resources, condition }) => {
    const count = (used.get(sid) ?? 0) + 1;
    used.set(sid, count);
    return {
      Sid: count === 1 ? sid : `${sid}${count}`,
      Effect: "Allow",
      Action: [...actions].sort(),
      Resource: [...resources].sort(),
      ...(condition === undefined ? {} : { Condition: condition }),
    };
  });
}

function grouped(permissions: readonly Permission[]): Permission[] {
  const groups = groupBy(permissions, ({ sid, operation, condition, resources, apart = false }) => {
    return [operation, sid, shapeOf(condition), apart ? resources : []];
  });
  return groups.map((group) => ({
    ...group[0],
    actions: [...new Set(group.flatMap(({ actions }) => actions))],
    resources: [...new Set(group.flatMap(({ resources }) => resources))],
    condition: group.map(({ condition }) => condition).reduce(joined, group[0].condition),
  }));
}

/** A condition without the values that may be joined. */
function shapeOf(condition: PolicyCondition | undefined): unknown {
  return JSON.stringify(condition, (key, value: unknown) => (JOINED_KEYS.includes(key) ? true : value));
}

function joined(left: PolicyCondition | undefined, right: PolicyCondition | undefined): PolicyCondition | undefined {
  if (left === undefined || right === undefined) return right;
  return Object.fromEntries(
    Object.entries(right).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, values]) => {
          const before = left[operator]?.[key];
          return [key, JOINED_KEYS.includes(key) ? [...new Set([...listOf(before), ...listOf(values)])] : values];
        }),
      ),
    ]),
  );
}

function covers(earlier: Permission, action: string, { resources, condition }: Permission): boolean {
  if (!earlier.actions.includes(action)) return false;
  if (JSON.stringify(earlier.condition) !== JSON.stringify(condition)) return false;
  const allowed = new Set(earlier.resources);
  return resources.every((resource) => allowed.has(resource));
}
