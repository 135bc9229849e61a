import { type PolicyDocument, type PolicyStatement } from "../../domain/iam/policy";
import { type AccessFacts } from "./facts";
import { accessMatrix } from "./matrix";
import { accessArn, rightActionsOf } from "./public-repositories";
import { RIGHTS, type Right } from "./rights";

/** The identity policy that a principal of another account needs. */
export interface RequiredPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

const SIDS: Readonly<Record<Right, string>> = {
  pull: "Pull",
  push: "Push",
  deleteImages: "DeleteImages",
  changePolicy: "ChangePolicy",
};

/** Docker's login, which no repository policy can allow. */
const LOG_IN: PolicyStatement = {
  Sid: "LogIn",
  Effect: "Allow",
  Action: "ecr:GetAuthorizationToken",
  Resource: "*",
};

/** The login to the public registry, which only pushes need. */
const PUBLIC_LOG_IN: PolicyStatement = {
  Sid: "LogInToPublic",
  Effect: "Allow",
  Action: ["ecr-public:GetAuthorizationToken", "sts:GetServiceBearerToken"],
  Resource: "*",
};

/**
 * What principals of other accounts must be allowed there, so that they can use what this side allows them.
 * @param principals the only principals. @default - all that the policies name
 */
export function requiredPolicies(facts: AccessFacts, principals?: readonly string[]): RequiredPolicy[] {
  const { groups } = accessMatrix(facts, principals === undefined ? {} : { principals });
  const granted = new Map<string, Map<string, PolicyStatement & { readonly Resource: string[] }>>();
  for (const { repositories, principals: found } of groups) {
    // All repositories of a group are public, or none is.
    const allActions = rightActionsOf(repositories[0] ?? "");
    for (const { name, account, access } of found) {
      if (account === "" || account === facts.location.account) continue;
      const statements = granted.get(name) ?? new Map<string, PolicyStatement & { readonly Resource: string[] }>();
      granted.set(name, statements);
      for (const right of RIGHTS) {
        if (access[right].answer === "denied") continue;
        const { actions = allActions[right].actions } = access[right];
        if (actions.length === 0) continue;
        const key = `${right} ${actions.join(" ")}`;
        const statement = statements.get(key) ?? { Sid: SIDS[right], Effect: "Allow", Action: actions, Resource: [] };
        statement.Resource.push(...repositories.map((repository) => accessArn(facts.location, repository)));
        statements.set(key, statement);
      }
    }
  }
  return [...granted]
    .filter(([, statements]) => statements.size > 0)
    .map(([name, statements]) => ({
      name,
      document: {
        Version: "2012-10-17",
        Statement: [...logins([...statements.values()]), ...withDistinctSids([...statements.values()])],
      },
    }));
}

function logins(statements: readonly { readonly Resource: readonly string[] }[]): PolicyStatement[] {
  const arns = statements.flatMap(({ Resource }) => Resource);
  const isPublic = (arn: string): boolean => arn.includes(":ecr-public:");
  return [...(arns.every(isPublic) ? [] : [LOG_IN]), ...(arns.some(isPublic) ? [PUBLIC_LOG_IN] : [])];
}

/** IAM requires distinct `Sid`s. */
function withDistinctSids(statements: readonly PolicyStatement[]): PolicyStatement[] {
  const counts = new Map<string, number>();
  return statements.map((statement) => {
    const { Sid = "" } = statement;
    const count = (counts.get(Sid) ?? 0) + 1;
    counts.set(Sid, count);
    return count === 1 ? statement : { ...statement, Sid: `${Sid}${count}` };
  });
}
