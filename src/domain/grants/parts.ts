import { ACCOUNT_ID, parseArn, type Partition } from "../aws/arn";
import { listOf } from "../iam/policy";
import { IMPORT_ACTION } from "../registry/names";
import { PULL_ACTIONS, PUSH_ACTIONS } from "../repository-policy/actions";
import { LAMBDA, serviceDomain, unitPattern } from "./patterns";
import { type Grant, type GrantMapping, type GrantNetworks } from "./schema";

/** What a grant allows; a push includes a pull. */
export type GrantAccess = "pull" | "push";

/** One test of a condition: operator, key, values. */
export type GrantTest = readonly [operator: string, key: string, values: readonly string[]];

/** A statement before it is merged with others. */
export interface GrantPart {
  /** `Sid` of the statement. */
  readonly sid: string;
  /** Kind of the principals; `*` for all principals. */
  readonly type: "AWS" | "Service" | "*";
  /** ARNs, or domains of services; `["*"]` with the type `*`. */
  readonly principals: readonly string[];
  /** Actions that the statement allows. */
  readonly actions: readonly string[];
  /** The test that identifies who gets access. @default - the principals identify them */
  readonly test?: GrantTest;
  /** Tests that limit the grant. */
  readonly limits: readonly GrantTest[];
}

/** Where a grant applies. */
export interface GrantContext {
  readonly partition: Partition;
  /** Region of the repository. @default - `*` in ARNs of functions */
  readonly region?: string;
  /** Account of the repository. @default - no account counts as the repository's own */
  readonly account?: string;
  /** Whether the repository is under the prefix of a pull-through cache. */
  readonly cached?: boolean;
}

/**
 * What Lambda needs to pull.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#configuration-images-permissions
 */
export const LAMBDA_ACTIONS = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"] as const;

/** The `Sid` that Lambda gives its statement for functions in the repository's own account. */
export const LAMBDA_OWN_SID = "LambdaECRImageRetrievalPolicy";

const NAMES = { pull: "Pull", push: "Push" } as const;

/** The actions of a grant. */
export function grantActions(access: GrantAccess, cached = false): readonly string[] {
  const own = access === "pull" ? PULL_ACTIONS : [...new Set([...PUSH_ACTIONS, ...PULL_ACTIONS])];
  return cached ? [...own, IMPORT_ACTION] : own;
}

/** Statements of valid grants, before they are merged. */
export function grantParts(grants: readonly Grant[], access: GrantAccess, context: GrantContext): GrantPart[] {
  return grants.flatMap((grant) => partsOf(typeof grant === "string" ? { principals: grant } : grant, access, context));
}

function partsOf(grant: GrantMapping, access: GrantAccess, context: GrantContext): GrantPart[] {
  if (grant.service !== undefined) return serviceParts(grant, grant.service, context);
  const name = NAMES[access];
  const actions = grantActions(access, context.cached);
  return networksOf(grant.when).flatMap(({ from, limits }): GrantPart[] => {
    const everyone = { type: "*", principals: ["*"], actions, limits } as const;
    if (grant.organization !== undefined) {
      const test: GrantTest = ["StringEquals", "aws:PrincipalOrgID", [grant.organization]];
      return [{ sid: `AllowOrganization${name}${from}`, ...everyone, test }];
    }
    if (grant.organizationalUnit !== undefined) {
      const values = [unitPattern(grant.organizationalUnit)];
      const test: GrantTest = ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", values];
      return [{ sid: `AllowUnit${name}${from}`, ...everyone, test }];
    }
    const principals = listOf(grant.principals).map((principal) => principalArn(principal, context.partition));
    return principals.length === 0 ? [] : [{ sid: `Allow${name}${from}`, type: "AWS", principals, actions, limits }];
  });
}

/** The ARN of a principal: an account ID stands for the account. */
export function principalArn(principal: string, partition: Partition): string {
  return ACCOUNT_ID.test(principal) ? `arn:${partition}:iam::${principal}:root` : principal;
}

/** Requests through an endpoint have no `aws:SourceIp`, so endpoints and addresses are alternatives. */
function networksOf({ vpce, ips }: GrantNetworks = {}): { readonly from: string; readonly limits: GrantTest[] }[] {
  const networks: readonly (readonly [from: string, test: GrantTest])[] = [
    ["FromEndpoints", ["StringEquals", "aws:SourceVpce", inOrder(listOf(vpce))]],
    ["FromAddresses", ["IpAddress", "aws:SourceIp", inOrder(listOf(ips))]],
  ];
  const limited = networks.filter(([, [, , values]]) => values.length > 0);
  return limited.length === 0 ? [{ from: "", limits: [] }] : limited.map(([from, test]) => ({ from, limits: [test] }));
}

function serviceParts(grant: GrantMapping, service: string, context: GrantContext): GrantPart[] {
  const domain = serviceDomain(service);
  const [arns, accounts] = [listOf(grant.sourceArn), listOf(grant.sourceAccount)];
  const part = { type: "Service", principals: [domain], limits: [] } as const;
  if (domain === LAMBDA)
    return lambdaParts([...arns, ...accounts.map((account) => functionsOf(account, context))], context);
  const test: GrantTest =
    arns.length > 0 ? ["ArnLike", "aws:SourceArn", arns] : ["StringEquals", "aws:SourceAccount", accounts];
  return [{ sid: "AllowServicePull", ...part, actions: grantActions("pull"), test }];
}

function functionsOf(account: string, { partition, region = "*" }: GrantContext): string {
  return `arn:${partition}:lambda:${region}:${account}:function:*`;
}

/** Functions in another account also need a statement for the account, with which the function is created. */
function lambdaParts(functions: readonly string[], { partition, account: own }: GrantContext): GrantPart[] {
  return functions.flatMap((arn): GrantPart[] => {
    const account = parseArn(arn)?.account ?? "";
    const isOwn = account === own;
    const part = { actions: LAMBDA_ACTIONS, limits: [] };
    const test: GrantTest = ["ArnLike", "aws:SourceArn", [arn]];
    const sid = isOwn ? LAMBDA_OWN_SID : "AllowLambdaPull";
    const ofService: GrantPart = { sid, type: "Service", principals: [LAMBDA], ...part, test };
    if (isOwn) return [ofService];
    const principals = [principalArn(account, partition)];
    return [ofService, { sid: LAMBDA_ACCOUNTS_SID, type: "AWS", principals, ...part }];
  });
}

/** The statement for accounts with functions. An account that may pull anyway needs none. */
export const LAMBDA_ACCOUNTS_SID = "AllowLambdaAccountsPull";

function inOrder(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
