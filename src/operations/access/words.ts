import { parseArn } from "../../domain/aws/arn";
import { oneOf } from "../../domain/problems/problem";
import { type Side } from "../../domain/iam/evaluation/decide";
import { type Answer, type DecidingStatement, type RightAccess } from "./decide-rights";
import { type PrincipalAccess } from "./matrix";
import { type AccessPrincipal } from "./principals";
import { RIGHTS } from "./rights";

export const ANSWERS = { allowed: "yes", depends: "depends", denied: "no" } as const satisfies Record<Answer, string>;

const POLICIES: Readonly<Record<Side, string>> = {
  identity: "policy",
  boundary: "permissions boundary",
  resource: "repository policy,",
  registry: "registry policy,",
};

/**
 * `account 444455556666`, `role/ci (CI role)`. ARNs of the account itself are shortened to the resource.
 * @param owner account of the registry. @default - nothing is shortened
 */
export function principalText({ name, kind, account, purpose }: AccessPrincipal, owner?: string): string {
  if (kind === "everyone") return "everyone (*)";
  if (kind === "account") return `account ${name}${name === owner ? " (this account)" : ""}`;
  const short = account === owner ? (parseArn(name)?.resource ?? name) : name;
  return purpose === undefined ? short : `${short} (${purpose})`;
}

/** The policy and statement: `repository policy, statement AllowPull`. */
export function statementText({ policy, statement }: Pick<DecidingStatement, "policy" | "statement">): string {
  return `${POLICIES[policy]} ${statement}`;
}

/** Whether everyone has a right, because the repository is public and no policy decides about it. */
export function isForEveryone({ answer, statements }: RightAccess): boolean {
  return answer === "allowed" && statements.length === 0;
}

/** Why a right is allowed, depends on something, or is denied by a statement; empty if nothing allows it. */
export function accessText(access: RightAccess): string {
  if (isForEveryone(access)) return "everyone may pull from a public repository, and no policy can prevent it";
  const { answer, statements, needs, alternatives, actions } = access;
  const byEffect = (effect: DecidingStatement["effect"]): string[] =>
    statements.filter((statement) => statement.effect === effect).map(withConditions);
  const allowing = byEffect("Allow");
  const denying = byEffect("Deny");
  const which = actions === undefined ? [] : [`with ${oneOf(actions)}`];
  // With a statement, the principal's own policies are another way, and not one more condition.
  const otherwise = allowing.length === 0 ? "if" : "without it, if";
  const ways = [...allowing, ...alternatives.map((fact) => `${otherwise} ${fact}`)];
  const parts = [
    ...(ways.length === 0 ? [] : [ways.join("; or ")]),
    ...(denying.length === 0 ? [] : [`${answer === "denied" ? "denied" : "limited"} by ${denying.join("; ")}`]),
    ...which,
    ...(needs.length === 0 ? [] : [`if ${needs.join(", and if ")}`]),
  ];
  return parts.join("; ");
}

function withConditions(statement: DecidingStatement): string {
  const { conditions } = statement;
  return [statementText(statement), ...conditions].join(", ");
}

/** Names of the rights in tables. */
export const RIGHT_NAMES = {
  pull: "pull",
  push: "push",
  deleteImages: "delete images",
  changePolicy: "change policy",
} as const;

/** The reasons of a principal's access; rights with the same reason together. What everyone may do is only explained there. */
export function reasons({
  kind,
  access,
}: PrincipalAccess): { readonly rights: readonly string[]; readonly text: string }[] {
  const found = new Map<string, string[]>();
  for (const right of RIGHTS) {
    const text = accessText(access[right]);
    if (text === "" || (kind !== "everyone" && isForEveryone(access[right]))) continue;
    found.set(text, [...(found.get(text) ?? []), RIGHT_NAMES[right]]);
  }
  return [...found].map(([text, rights]) => ({ rights, text }));
}
