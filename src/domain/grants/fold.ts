import { groupBy } from "../collections/group-by";
import { parseArn } from "../aws/arn";
import { listOf, principalNames, type PolicyDocument, type PolicyStatement } from "../iam/policy";

/** What to write instead of a policy's many principals or sources, so that the policy becomes shorter; empty if there are few. */
export function foldAdvice({ Statement }: Pick<PolicyDocument, "Statement">): string {
  const [best] = Statement.flatMap(foldsOf).sort((a, b) => b.saved - a.saved);
  return best === undefined ? "" : best.advice;
}

interface Fold {
  /** Number of values that one value replaces. */
  readonly saved: number;
  readonly advice: string;
}

const ACCOUNT_ROOT = "root";

function foldsOf(statement: PolicyStatement): Fold[] {
  const { Sid, Principal, Condition = {} } = statement;
  const where = Sid === undefined ? "" : ` in statement ${JSON.stringify(Sid)}`;
  const named = principalNames(Principal, "AWS");
  const accounts = named.filter((name) => parseArn(name)?.resource === ACCOUNT_ROOT);
  const functions = Object.values(Condition).flatMap((keys) => listOf(keys["aws:SourceArn"]).map(String));
  return [
    ...byAccount(named.filter((name) => !accounts.includes(name))).map(([account, { length }]) => ({
      saved: length,
      advice: `Write the account ${account} instead of its ${length} roles and users${where}`,
    })),
    ...byAccount(functions).map(([account, { length }]) => ({
      saved: length,
      advice: `Write sourceAccount: "${account}" instead of its ${length} resources${where}`,
    })),
    {
      saved: accounts.length,
      advice: `Write an organization or organizationalUnit instead of the ${accounts.length} accounts${where}`,
    },
  ].filter(({ saved }) => saved > 1);
}

function byAccount(arns: readonly string[]): [string, readonly string[]][] {
  const accountOf = (arn: string): string => parseArn(arn)?.account ?? "";
  return groupBy(arns, accountOf).flatMap((group): [string, readonly string[]][] => {
    const account = accountOf(group[0]);
    return account === "" ? [] : [[account, group]];
  });
}
