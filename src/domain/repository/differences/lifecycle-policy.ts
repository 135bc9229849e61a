import { isMapping } from "../../problems/mapping";
import { type LifecyclePolicy } from "../../lifecycle-policy/schema";
import { compared, difference, type RepositoryDifference } from "./difference";
import { parsedPolicy, type PolicyObject } from "./parsed-policy";

const FIELD = "lifecyclePolicy";

/** Lists whose order has no meaning: an image must have a tag for every entry. */
const SETS: ReadonlySet<string> = new Set(["tagPrefixList", "tagPatternList"]);
const NUMBERS: ReadonlySet<string> = new Set(["rulePriority", "countNumber"]);

/**
 * The differences between the declared lifecycle policy and AWS's, rule by rule. Rules are paired by priority.
 * @param text JSON, as AWS returns it
 */
export function lifecycleDifferences(
  declared: LifecyclePolicy | undefined,
  text: string | undefined,
): RepositoryDifference[] {
  if (declared === undefined && text === undefined) return [];
  if (text === undefined) return [difference(FIELD, declared, undefined)];
  const found = parsedPolicy(text);
  const foundRules = found?.["rules"];
  // A document in an unknown format cannot be compared, only shown.
  if (declared === undefined || !Array.isArray(foundRules)) return [difference(FIELD, declared, found ?? text)];
  return rulesDifferences(byPriority(declared.rules), byPriority(foundRules));
}

/**
 * Whether AWS's policy has a rule of the declared one, with at most one changed value. If it has none, the declared policy was
 * probably never deployed.
 * @param text JSON, as AWS returns it
 */
export function sharesRules(declared: LifecyclePolicy, text: string): boolean {
  const foundRules = parsedPolicy(text)?.["rules"];
  if (!Array.isArray(foundRules)) return false;
  const found = byPriority(foundRules);
  return [...byPriority(declared.rules)].some(([priority, rule]) => {
    const partner = found.get(priority);
    return partner !== undefined && leafDifferences(FIELD, leavesOf(rule), leavesOf(partner)).length <= 1;
  });
}

function rulesDifferences(declared: ReadonlyMap<number, PolicyObject>, found: ReadonlyMap<number, PolicyObject>) {
  const priorities = [...new Set([...declared.keys(), ...found.keys()])].sort((a, b) => a - b);
  return priorities.flatMap((priority) => {
    const field = `${FIELD} rule ${priority}`;
    const [declaredRule, foundRule] = [declared.get(priority), found.get(priority)];
    if (declaredRule === undefined || foundRule === undefined) return [difference(field, declaredRule, foundRule)];
    return leafDifferences(field, leavesOf(declaredRule), leavesOf(foundRule));
  });
}

function byPriority(rules: readonly unknown[]): Map<number, PolicyObject> {
  const objects = rules.filter(isMapping);
  return new Map(objects.map((rule) => [Number(rule["rulePriority"]), rule]));
}

type Leaves = ReadonlyMap<string, unknown>;

function leafDifferences(field: string, declared: Leaves, found: Leaves): RepositoryDifference[] {
  const paths = [...new Set([...declared.keys(), ...found.keys()])];
  return paths.flatMap((path) => compared(`${field}, ${path}`, declared.get(path), found.get(path)));
}

/** The values of a rule by path, such as `selection.countNumber`. */
function leavesOf(value: PolicyObject, prefix = ""): Map<string, unknown> {
  const leaves = new Map<string, unknown>();
  for (const [key, part] of Object.entries(value)) {
    const path = `${prefix}${key}`;
    if (isMapping(part)) for (const [below, leaf] of leavesOf(part, `${path}.`)) leaves.set(below, leaf);
    else if (hasEffect(key, part)) leaves.set(path, comparable(key, part));
  }
  return leaves;
}

/** False for null, an empty list, and the default storage class. */
function hasEffect(key: string, value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (key === "storageClass" && value === "standard") return false;
  return !(SETS.has(key) && Array.isArray(value) && value.length === 0);
}

function comparable(key: string, value: unknown): unknown {
  if (NUMBERS.has(key)) return Number(value);
  return SETS.has(key) && Array.isArray(value) ? [...new Set(value)].sort() : value;
}
