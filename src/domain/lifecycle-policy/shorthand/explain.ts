import { type RuleOfWords } from "./expand";

/** A rule that comes from words, as people read it. */
export interface ExplainedRule {
  readonly priority: number;
  readonly description: string;
  /** Why the rule stands where it does; empty where it is the reason of the rule before it too. */
  readonly why: string;
}

const REASONS: Readonly<Record<string, string>> = {
  protect: "protected tags come first, so that no later rule takes their images",
  expire: "other tags follow as they are written; an image belongs to the first rule that it matches",
  expireUntagged: "untagged images, which no rule for tags selects",
  keepNewest:
    "last, as ECR demands of a rule for all images: it acts on what is left, and counts the images of the others too",
  archiveUnused: "last, as ECR demands of a rule for all images: it acts on what is left",
};

const IN_ARCHIVE = "archived images are a storage class of their own, with rules of their own";

/** The rules that words became, in the order that they were given, with the reasons for it. */
export function orderOfWords(rules: readonly RuleOfWords[]): ExplainedRule[] {
  let before: string | undefined;
  return rules.map((each) => {
    const reason = reasonOf(each);
    const why = reason === before ? "" : reason;
    before = reason;
    return { priority: each.rule.rulePriority, description: each.rule.description ?? "", why };
  });
}

function reasonOf({ rule, at: [word] }: RuleOfWords): string {
  if (rule.selection.storageClass === "archive") return IN_ARCHIVE;
  return REASONS[String(word)] ?? "";
}
