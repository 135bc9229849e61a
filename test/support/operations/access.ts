import { accessMatrix, type MatrixOptions, type PrincipalAccess } from "../../../src/operations/access/matrix";
import { type AccessFacts } from "../../../src/operations/access/facts";
import { reasons } from "../../../src/operations/access/words";
import { RIGHTS } from "../../../src/operations/access/rights";

export const OWNER = "111122223333";
export const OTHER = "444455556666";
const PULL = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/** A policy document with these statements; a pull by default. */
export function policy(...statements: readonly object[]): unknown {
  return {
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", Action: PULL, ...statement })),
  };
}

/** Facts about one repository, `team/api`. */
export function factsOf(repositoryPolicy: unknown, more: Partial<AccessFacts> = {}): AccessFacts {
  return {
    location: { account: OWNER, region: "eu-west-1" },
    repositories: [{ repositoryName: "team/api", policy: repositoryPolicy, tags: {} }],
    roles: [],
    ...more,
  };
}

/** The access of one principal to the first repository. */
export function accessOf(
  facts: AccessFacts,
  name: string,
  options: MatrixOptions = { principals: [name] },
): PrincipalAccess {
  const found = accessMatrix(facts, options).groups[0]?.principals.find((principal) => principal.name === name);
  if (found === undefined) throw new Error(`the matrix has no ${name}`);
  return found;
}

/** Answers for pull, push, deleting images and changing the policy, in this order. */
export function answersOf(facts: AccessFacts, name: string): string {
  const { access } = accessOf(facts, name);
  return RIGHTS.map((right) => access[right].answer).join(" ");
}

/** The reasons as lines. */
export function reasonsOf(facts: AccessFacts, name: string): string[] {
  return reasons(accessOf(facts, name)).map(({ rights, text }) => `${rights.join(", ")}: ${text}`);
}
