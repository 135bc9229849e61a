import { ANY_PARTITION } from "../aws/partitions";

/** ID of an AWS organization. */
export const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}$/;

/**
 * Path of an organizational unit. AWS's paths end with a slash, so `/*` matches the unit and all units below it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths
 */
export const UNIT_PATH = /^o-[a-z0-9]{10,32}\/r-[a-z0-9]{4,32}(\/ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}){1,5}(\/|\/\*)?$/;

/** Name of a service without its domain, or its domain. */
export const SERVICE_NAME = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/;

export const VPC_ENDPOINT = /^vpce-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** ARN of the resource that a service acts for. The account is fixed, because without it the service acts for anyone. */
export const SOURCE_ARN = new RegExp(`^arn:${ANY_PARTITION}:[a-z0-9-]+:[a-z0-9*-]*:[0-9]{12}:[!-~]+$`);

/** ARN of Lambda functions, of one account and region. */
export const FUNCTION_ARN = new RegExp(
  `^arn:${ANY_PARTITION}:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_:*?$-]+$`,
);

export const LAMBDA = "lambda.amazonaws.com";

/** The domain of a service: `lambda` is `lambda.amazonaws.com`. */
export function serviceDomain(name: string): string {
  return name.includes(".amazonaws.") ? name : `${name}.amazonaws.com`;
}

/** The value of `aws:PrincipalOrgPaths`: everything below the unit, unless the path ends with a slash. */
export function unitPattern(path: string): string {
  return /(\/|\/\*)$/.test(path) ? path : `${path}/*`;
}
