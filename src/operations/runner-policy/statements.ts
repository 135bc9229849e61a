import { listOf, type PolicyCondition, type PolicyStatement } from "../../domain/iam/policy";
import { OPERATIONS, type Permission } from "./permission";

/** Keys whose values are joined when statements differ in nothing else. */
const JOINED_KEYS: readonly string[] = ["iam:PolicyARN", "iam:AWSServiceName", "kms:ResourceAliases"];

/** A statement of the printed policies. */
export type RunnerStatement = PolicyStatement & { readonly Sid: string; readonly Resource: readonly string[] };

interface Group extends Permission {
  readonly actions: string[];
  readonly resources: string[];
}

/**
 * The fewest statements that grant the permissions, in a stable order: operations are apart, and each statement applies to
 * objects of one kind. An action that an earlier statement allows on the same objects is not repeated.
 */
export function statementsOf(permissions: readonly Permission[]): RunnerStatement[] {
  const groups = [...grouped(permissions).values()].sort(
    (left, right) => OPERATIONS.indexOf(left.operation) - OPERATIONS.indexOf(right.operation),
  );
  const kept: Group[] = [];
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

function grouped(permissions: readonly Permission[]): Map<string, Group> {
  const groups = new Map<string, Group & { readonly seen: Set<string> }>();
  for (const permission of permissions) {
    const { sid, operation, condition, actions, resources, apart = false } = permission;
    const key = JSON.stringify([operation, sid, shapeOf(condition), apart ? resources : []]);
    const group = groups.get(key) ?? { ...permission, actions: [], resources: [], seen: new Set<string>() };
    groups.set(key, { ...group, condition: joined(group.condition, condition) });
    add(group.actions, actions, group.seen);
    add(group.resources, resources, group.seen);
  }
  return new Map([...groups].map(([key, { seen: _, ...group }]) => [key, group]));
}

/** Adds what is new. Actions and ARNs cannot be equal. */
function add(list: string[], more: readonly string[], seen: Set<string>): void {
  for (const entry of more) {
    if (seen.has(entry)) continue;
    seen.add(entry);
    list.push(entry);
  }
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
