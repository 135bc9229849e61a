import { error, formatPath, type Path, type Problem } from "../../problems/problem";
import { LIFECYCLE_LIMITS } from "../limits";
import { type LifecyclePolicy, type LifecycleRule } from "../schema";
import { type LifecycleShorthand } from "./schema";

/** Reports keys that cannot be combined. */
export function checkShorthand(shorthand: LifecycleShorthand): Problem[] {
  if (Object.values<unknown>(shorthand).every((value) => value === undefined)) {
    const message = "expected at least 1 rule, found none. Write one, such as keepNewest: 30, or remove the policy";
    return [error("lifecycle/words", [], message)];
  }
  if (shorthand.keepNewest === undefined || shorthand.archiveUnused === undefined) return [];
  const message =
    "expected either archiveUnused or keepNewest, found both. ECR accepts only one rule for all images per storage class. Write expire: { tagPatterns, keepNewest } instead of keepNewest";
  return [error("lifecycle/words", ["archiveUnused"], message)];
}

/** A rule that the shorthand expands to. */
export interface ExpandedRule {
  readonly rule: LifecycleRule;
  /** Path of the key that the rule comes from, relative to the shorthand. */
  readonly at: Path;
}

type Unnumbered = Omit<ExpandedRule, "rule"> & { readonly rule: Omit<LifecycleRule, "rulePriority"> };

/** AWS's policy for a valid shorthand. */
export function expandedPolicy(shorthand: LifecycleShorthand): LifecyclePolicy {
  return { rules: expandShorthand(shorthand).map(({ rule }) => rule) };
}

/**
 * AWS's rules for a valid shorthand: protected tags first, then other tags in their order, untagged images, and the rule for all
 * other images last. Each tag pattern gets its own rule, because an image must match all patterns of a rule.
 */
export function expandShorthand(shorthand: LifecycleShorthand): ExpandedRule[] {
  const { protect = [], expireUntagged, keepNewest, archiveUnused } = shorthand;
  const rules: Unnumbered[] = [
    ...protect.map((pattern, index) => ({
      at: ["protect", index],
      rule: {
        description: `Protect ${pattern}`,
        selection: { ...tagged(pattern), ...newest(LIFECYCLE_LIMITS.images) },
        action: EXPIRE,
      },
    })),
    ...expiryRules(shorthand.expire),
  ];
  if (expireUntagged !== undefined) {
    rules.push({
      at: ["expireUntagged"],
      rule: {
        description: `${limitText(expireUntagged)} untagged images`,
        selection: { tagStatus: "untagged", ...limitOf(expireUntagged) },
        action: EXPIRE,
      },
    });
  }
  if (keepNewest !== undefined) {
    rules.push({
      at: ["keepNewest"],
      rule: {
        description: `Keep the newest ${keepNewest} of all images`,
        selection: { tagStatus: "any", ...newest(keepNewest) },
        action: EXPIRE,
      },
    });
  }
  if (archiveUnused !== undefined) rules.push(...archiveRules(archiveUnused));
  return rules.map(({ rule, at }, index) => ({ at, rule: { rulePriority: index + 1, ...rule } }));
}

function expiryRules(expire: LifecycleShorthand["expire"] = []): Unnumbered[] {
  return [expire].flat().flatMap((expiry, place) =>
    expiry.tagPatterns.map((pattern, index) => ({
      at: ["expire", ...(Array.isArray(expire) ? [place] : []), "tagPatterns", index],
      rule: {
        description: `${limitText(expiry)} ${pattern}`,
        selection: { ...tagged(pattern), ...limitOf(expiry) },
        action: EXPIRE,
      },
    })),
  );
}

type Limit = { readonly afterDays: number } | { readonly keepNewest: number };
type Counted = Pick<LifecycleRule["selection"], "countType" | "countUnit" | "countNumber">;

const EXPIRE = { type: "expire" } as const;

function tagged(pattern: string): Pick<LifecycleRule["selection"], "tagStatus" | "tagPatternList"> {
  return { tagStatus: "tagged", tagPatternList: [pattern] };
}

function limitOf(limit: Limit): Counted {
  return "keepNewest" in limit ? newest(limit.keepNewest) : since("sinceImagePushed", limit.afterDays);
}

function limitText(limit: Limit): string {
  return "keepNewest" in limit ? `Keep the newest ${limit.keepNewest} of` : `Expire after ${limit.afterDays} days:`;
}

function newest(countNumber: number): Counted {
  return { countType: "imageCountMoreThan", countNumber };
}

function since(countType: LifecycleRule["selection"]["countType"], countNumber: number): Counted {
  return { countType, countUnit: "days", countNumber };
}

function archiveRules({ afterDays, deleteAfterDays }: NonNullable<LifecycleShorthand["archiveUnused"]>): Unnumbered[] {
  const rules: Unnumbered[] = [
    {
      at: ["archiveUnused", "afterDays"],
      rule: {
        description: `Archive images not pulled for ${afterDays} days`,
        selection: { tagStatus: "any", ...since("sinceImagePulled", afterDays) },
        action: { type: "transition", targetStorageClass: "archive" },
      },
    },
  ];
  if (deleteAfterDays !== undefined) {
    rules.push({
      at: ["archiveUnused", "deleteAfterDays"],
      rule: {
        description: `Expire after ${deleteAfterDays} days in the archive`,
        selection: { tagStatus: "any", storageClass: "archive", ...since("sinceImageTransitioned", deleteAfterDays) },
        action: EXPIRE,
      },
    });
  }
  return rules;
}

/** Moves problems of expanded rules to the shorthand's keys, which is where the user can fix them. */
export function shorthandProblems(problems: readonly Problem[], rules: readonly ExpandedRule[]): Problem[] {
  return problems.map((problem) => ({
    ...problem,
    at: originOf(problem, rules),
    message: problem.message.replace(/\brules\[(\d+)\]/g, (name, index: string) => {
      const at = rules[Number(index)]?.at ?? [];
      return at.length === 0 ? name : formatPath(at);
    }),
  }));
}

/** Problems of the whole policy, such as its length, belong to the whole shorthand. */
function originOf({ at: [key, index] }: Problem, rules: readonly ExpandedRule[]): Problem["at"] {
  return key === "rules" && typeof index === "number" ? (rules[index]?.at ?? []) : [];
}
