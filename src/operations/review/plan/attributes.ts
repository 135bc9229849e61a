import { differenceText } from "../../../domain/repository/differences/difference";
import { parsedPolicy } from "../../../domain/repository/differences/parsed-policy";
import { policyChanges } from "./as-declared";
import { changedKeys } from "../changed-keys";
import { type Attributes, type PlannedChange } from "./terraform-plan";

/** Attributes whose new values are known and differ from the old ones, in order. */
export function changedAttributes({ before = {}, after = {}, unknown }: PlannedChange): string[] {
  const isReal = (name: string): boolean => !unknown.has(name) && !(isNone(before[name]) && isNone(after[name]));
  return changedKeys(before, after).filter(isReal).sort();
}

/** The provider writes nothing, `false` and an empty text for the same setting. */
function isNone(value: unknown): boolean {
  return value === undefined || value === null || value === false || value === "";
}

/** Without `tags_all` if it only repeats what `tags` says. */
export function withoutRepeatedTags(names: readonly string[]): string[] {
  return names.includes("tags") ? names.filter((name) => name !== "tags_all") : [...names];
}

/** Longest value in a message. */
const MAX_VALUE = 200;

/**
 * How the attributes of a change differ, a sentence each.
 * @param names the attributes
 * @param values the values to arrive at @default - what is planned
 */
export function differenceSentences(
  { type, before = {}, after = {}, sensitive }: PlannedChange,
  names: readonly string[],
  values: Attributes = after,
): string[] {
  return names.flatMap((name) => {
    if (sensitive.has(name)) return [`${name}: its values are sensitive.`];
    const [declared, found] = [values[name], before[name]];
    const policies = policyTexts(type, declared, found);
    if (policies !== undefined) return policies;
    const field = name === "tags_all" ? "tags including the environment's" : name;
    return [sentence(differenceText({ field, declared: plain(declared), found: plain(found) }))];
  });
}

/** The differences of two policies, statement by statement or rule by rule; `undefined` if they are not policies. */
function policyTexts(type: string, declared: unknown, found: unknown): string[] | undefined {
  if (typeof declared !== "string" || typeof found !== "string") return undefined;
  const policy = parsedPolicy(declared);
  if (policy === undefined) return undefined;
  return policyChanges(type, policy, found).map((difference) => sentence(differenceText(difference)));
}

/** A block with one entry as the entry, and an empty value as none. */
function plain(value: unknown): unknown {
  if (Array.isArray(value) && value.length === 1) return plain(value[0]);
  return value === null || value === "" ? undefined : value;
}

function sentence(text: string): string {
  return `${text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}...` : text}.`;
}
