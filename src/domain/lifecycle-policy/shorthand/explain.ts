import { type ExpandedRule } from "./expand";

/** A rule of the shorthand, for display. */
export interface ExplainedRule {
  readonly priority: number;
  readonly description: string;
  /** Why the rule has its place; empty if the rule before it has the same reason. */
  readonly why: string;
}

const REASONS: Readonly<Record<string, string>> = {
  protect: "protected tags come first, so that no later rule acts on their images",
  expire: "other tags follow in the order in which you wrote them; an image belongs to the first rule that it matches",
  expireUntagged: "untagged images, which no rule for tags selects",
  keepNewest:
    "last, because ECR requires that a rule for all images comes last; this rule deletes only images that no earlier rule matches, but images that earlier rules match still count toward the limit",
  archiveUnused:
    "last, because ECR requires that a rule for all images comes last; this rule archives only images that no earlier rule matches",
};

const IN_ARCHIVE = "archived images are a separate storage class with its own rules";

/** The rules of a shorthand in their order, with the reasons for it. */
export function explainOrder(rules: readonly ExpandedRule[]): ExplainedRule[] {
  let before: string | undefined;
  return rules.map((expanded) => {
    const { rulePriority, description = "" } = expanded.rule;
    const reason = reasonOf(expanded);
    const why = reason === before ? "" : reason;
    before = reason;
    return { priority: rulePriority, description, why };
  });
}

function reasonOf({ rule, at: [key] }: ExpandedRule): string {
  if (rule.selection.storageClass === "archive") return IN_ARCHIVE;
  return REASONS[String(key)] ?? "";
}
