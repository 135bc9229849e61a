import { formatPath, type Problem } from "../../../src/domain/problems/problem";
import { checkLifecyclePolicy } from "../../../src/domain/lifecycle-policy/check";

type Fields = Readonly<Record<string, unknown>>;

/** A sound rule, "expire untagged images after 14 days", with some of its fields changed. */
export function rule(rulePriority: unknown, selection: Fields = {}, action: Fields = {}): Fields {
  return {
    rulePriority,
    selection: {
      tagStatus: "untagged",
      countType: "sinceImagePushed",
      countUnit: "days",
      countNumber: 14,
      ...selection,
    },
    action: { type: "expire", ...action },
  };
}

export const TAGGED = { tagStatus: "tagged", tagPatternList: ["v*"] };
export const KEEP_TEN = { countType: "imageCountMoreThan", countUnit: undefined, countNumber: 10 };
export const ARCHIVED = { storageClass: "archive", countType: "sinceImageTransitioned", countNumber: 90 };

/** Without the keys that are `undefined`, as a file would have it. */
export function written(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

/** Problems of a policy with these rules, as `severity rule path`. */
export function found(...rules: readonly unknown[]): string[] {
  return problemsOf(...rules).map(({ severity, rule: id, at }) => `${severity} ${id} ${formatPath(at)}`);
}

export function problemsOf(...rules: readonly unknown[]): Problem[] {
  return checkLifecyclePolicy(written({ rules }));
}
