import { formatPath, type Problem } from "../../../src/domain/problems/problem";
import { checkRepositoryPolicy } from "../../../src/domain/repository-policy/check";

type Statement = Readonly<Record<string, unknown>>;

export const ROLE = "arn:aws:iam::111122223333:role/deployer";
export const PULL = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/** A sound statement, "the role may pull", with some of its keys changed; `undefined` leaves a key out. */
export function statement(changes: Statement = {}): Statement {
  const whole: Statement = { Effect: "Allow", Principal: { AWS: ROLE }, Action: PULL, ...changes };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
}

export function policy(...statements: readonly unknown[]): object {
  return { Version: "2012-10-17", Statement: statements };
}

export function problemsOf(...statements: readonly unknown[]): Problem[] {
  return checkRepositoryPolicy(policy(...statements));
}

/** A problem as `severity rule path`. */
export function label({ severity, rule, at }: Problem): string {
  return `${severity} ${rule} ${formatPath(at)}`;
}

export function found(...statements: readonly unknown[]): string[] {
  return problemsOf(...statements).map(label);
}
