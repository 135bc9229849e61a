import { error, type Path, type Problem } from "../../problems/problem";
import { LIFECYCLE_LIMITS } from "../limits";
import { type LifecyclePolicy, type LifecycleRule } from "../schema";
import { type PolicyWords } from "./schema";

/** What words can not say together. */
export function checkPolicyWords(words: PolicyWords): Problem[] {
  if (Object.values<unknown>(words).every((value) => value === undefined)) {
    return [error("lifecycle/words", [], "no rule in words; write one, as in keepNewest: 30, or leave the policy out")];
  }
  if (words.keepNewest === undefined || words.archiveUnused === undefined) return [];
  return [
    error(
      "lifecycle/words",
      ["archiveUnused"],
      "archiveUnused and keepNewest both select all images, and ECR takes one such rule per storage class; keep one of them, or write expire: { tagPatterns, keepNewest } instead of keepNewest",
    ),
  ];
}

/** A rule that comes from words. */
export interface RuleOfWords {
  readonly rule: LifecycleRule;
  /** The word, or the part of one, that it comes from, seen from the words. */
  readonly at: Path;
}

type Unnumbered = Omit<RuleOfWords, "rule"> & { readonly rule: Omit<LifecycleRule, "rulePriority"> };

/** AWS's policy for words that fit together: the rules of `rulesOfWords`. */
export function policyOfWords(words: PolicyWords): LifecyclePolicy {
  return { rules: rulesOfWords(words).map(({ rule }) => rule) };
}

/**
 * AWS's rules for words that fit together. They come in the order in which an image finds its own: protected tags, then
 * other tags as they are written, untagged images, and last the rule for all that is left. Each tag pattern has a rule of
 * its own, since the patterns of one rule are a condition together.
 */
export function rulesOfWords(words: PolicyWords): RuleOfWords[] {
  const { protect = [], expireUntagged, keepNewest, archiveUnused } = words;
  const rules: Unnumbered[] = [
    ...protect.map((pattern, index) => ({
      at: ["protect", index],
      rule: {
        description: `Protect ${pattern}`,
        selection: { ...tagged(pattern), ...newest(LIFECYCLE_LIMITS.images) },
        action: EXPIRE,
      },
    })),
    ...expiryRules(words.expire),
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

function expiryRules(expire: PolicyWords["expire"] = []): Unnumbered[] {
  return [expire].flat().flatMap((each, place) =>
    each.tagPatterns.map((pattern, index) => ({
      at: ["expire", ...(Array.isArray(expire) ? [place] : []), "tagPatterns", index],
      rule: {
        description: `${limitText(each)} ${pattern}`,
        selection: { ...tagged(pattern), ...limitOf(each) },
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

function archiveRules({ afterDays, deleteAfterDays }: NonNullable<PolicyWords["archiveUnused"]>): Unnumbered[] {
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
