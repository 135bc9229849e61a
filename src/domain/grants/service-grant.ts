import { parseArn, partitionOf, type AwsLocation } from "../aws/arn";
import { covers } from "../iam/evaluation/pattern";
import { listOf, textOrList, type OneOrMore, type PolicyDocument } from "../iam/policy";
import { isMapping } from "../problems/mapping";
import { errorsOf } from "../problems/problem";
import { statementNames } from "../repository-policy/draft";
import { checkGrants } from "./check";
import { grantParts, LAMBDA_ACTIONS } from "./parts";
import { LAMBDA, serviceDomain } from "./patterns";
import { type GrantMapping } from "./schema";

type Statement = Readonly<Record<string, unknown>>;

/** The services that a statement allows to pull, as in `codebuild.amazonaws.com`. */
export function pullingServices(statement: Statement): string[] {
  const { Effect, Principal } = statement;
  if (Effect !== "Allow" || !isMapping(Principal)) return [];
  if (!LAMBDA_ACTIONS.every((action) => statementNames(statement, action))) return [];
  return textsOf(Principal["Service"]) ?? [];
}

/**
 * The grant with which a service pulls as it does by a statement. A statement without a source becomes a grant for the
 * repository's own account.
 * @returns `undefined` if no grant says the same, as for conditions on other keys
 */
export function serviceGrant(statement: Statement, location: AwsLocation): GrantMapping | undefined {
  const [domain, second] = pullingServices(statement);
  const hasOthers = Object.keys(statement["Principal"] ?? {}).length > 1;
  const sources = sourcesOf(statement["Condition"]);
  if (domain === undefined || second !== undefined || hasOthers || sources === undefined) return undefined;
  const grant = { service: serviceName(domain), ...sourceSettings(domain, sources, location) };
  return errorsOf(checkGrants([grant], { access: "pull", location })).length === 0 ? grant : undefined;
}

/** Whether a policy lets a service pull everywhere that a grant does. */
export function keepsPull(policy: PolicyDocument | undefined, grant: GrantMapping, location: AwsLocation): boolean {
  const { account, region } = location;
  const parts = grantParts([grant], "pull", { partition: partitionOf(region), account, region });
  return parts.every(({ type, principals: [domain = ""], test }) => {
    if (type !== "Service") return true;
    const allowing = (policy?.Statement ?? []).filter((statement) =>
      pullingServices({ ...statement }).includes(domain),
    );
    return (test?.[2] ?? []).every((source) => allowing.some(({ Condition }) => acceptsSource(Condition, source)));
  });
}

interface Sources {
  readonly arns: readonly string[];
  readonly accounts: readonly string[];
}

const OPERATORS = ["StringEquals", "StringLike", "ArnEquals", "ArnLike"];

/** The sources that a condition requires; `undefined` if it requires anything else. */
function sourcesOf(condition: unknown): Sources | undefined {
  const arns: string[] = [];
  const accounts: string[] = [];
  for (const [operator, keys] of Object.entries(condition ?? {})) {
    if (!OPERATORS.includes(operator) || !isMapping(keys)) return undefined;
    for (const [key, written] of Object.entries(keys)) {
      const values = textsOf(written);
      // IAM ignores the case of keys, and Lambda writes `aws:sourceArn`.
      const list = { "aws:sourcearn": arns, "aws:sourceaccount": accounts }[key.toLowerCase()];
      if (list === undefined || values === undefined) return undefined;
      list.push(...values);
    }
  }
  return { arns, accounts };
}

function sourceSettings(
  domain: string,
  { arns, accounts }: Sources,
  { account, region }: AwsLocation,
): Pick<GrantMapping, "sourceArn" | "sourceAccount"> {
  const whole = arns.flatMap((arn) => {
    const found = parseArn(arn);
    return found?.region === region && arn.endsWith(":function:*") ? found.account : [];
  });
  if (domain === LAMBDA && arns.length > 0 && whole.length === arns.length)
    return { sourceAccount: textOrList([...new Set(whole)]) };
  if (arns.length > 0) return { sourceArn: textOrList([...new Set(arns)]) };
  return { sourceAccount: textOrList(accounts.length > 0 ? [...new Set(accounts)] : [account]) };
}

/** Whether a statement with this condition applies to a source, which is an account or an ARN, possibly with wildcards. */
function acceptsSource(condition: unknown, source: string): boolean {
  const sources = sourcesOf(condition);
  if (sources === undefined) return false;
  const { arns, accounts } = sources;
  const account = parseArn(source)?.account ?? source;
  return (
    (arns.length === 0 || arns.some((pattern) => covers(pattern, source))) &&
    (accounts.length === 0 || accounts.some((pattern) => covers(pattern, account)))
  );
}

/** `lambda` for `lambda.amazonaws.com`; domains of other forms stay as they are. */
function serviceName(domain: string): string {
  const [name = ""] = domain.split(".");
  return serviceDomain(name) === domain ? name : domain;
}

function textsOf(value: unknown): string[] | undefined {
  const values = [value].flat();
  return values.every((text) => typeof text === "string") ? values : undefined;
}

/** A grant as a file writes it in one line: `{ service: lambda, sourceAccount: "111122223333" }`. */
export function grantText(grant: GrantMapping): string {
  const valueText = (value: string): string => (/^[a-z][a-z0-9-]*$/.test(value) ? value : JSON.stringify(value));
  const fields = Object.entries(grant as Readonly<Record<string, OneOrMore<string>>>).map(([key, value]) => {
    const texts = listOf(value).map(valueText).join(", ");
    return `${key}: ${typeof value === "string" ? texts : `[${texts}]`}`;
  });
  return `{ ${fields.join(", ")} }`;
}
