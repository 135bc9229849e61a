import { ACCOUNT_ID, parseArn } from "../aws/arn";
import { finding } from "../policy-lint/rules";
import { error, quoteValue, valuesAt, type Problem } from "../problems/problem";
import { principalFault } from "../repository-policy/principal";
import { serviceFault } from "../repository-policy/check-services";
import { foreignSources } from "../repository-policy/check-sources";
import { type GrantPlace } from "./place";
import { FUNCTION_ARN, LAMBDA, SERVICE_NAME, serviceDomain, SOURCE_ARN } from "./patterns";
import { type GrantMapping } from "./schema";

/**
 * Checks a grant to a service. The account that the service acts for must be fixed: otherwise anyone could have the service
 * act for them.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function checkService(grant: GrantMapping, service: string, place: GrantPlace): Problem[] {
  const { sourceArn, sourceAccount } = grant;
  const problems: Problem[] = [];
  if (!SERVICE_NAME.test(service)) {
    const message = `expected a service's name or domain, such as "lambda" or "codebuild.amazonaws.com", found ${quoteValue(service)}`;
    problems.push(error("grant/service", ["service"], message));
  } else {
    const fault = serviceFault(serviceDomain(service));
    if (fault !== undefined) problems.push(finding("service", ["service"], fault));
  }
  if (place.access === "push") {
    const message = `expected a principal that pushes, found the service ${quoteValue(service)}. With its service principal, a service can only pull. Name the role that pushes, or move the entry to pull`;
    problems.push(error("grant/service-push", ["service"], message));
  }
  if (grant.when !== undefined) {
    const message = "services send requests from AWS's own networks, so the grant would have no effect. Remove when";
    problems.push(error("grant/service-networks", ["when"], message));
  }
  if (sourceArn === undefined && sourceAccount === undefined) {
    const message = `expected sourceArn or sourceAccount with a service, found neither. Without a source, ${serviceDomain(service)} could pull on behalf of any AWS account. Add the account or the resource that the service acts for`;
    problems.push(error("grant/service-source", ["service"], message));
  }
  if (sourceArn !== undefined && sourceAccount !== undefined) {
    const message = "expected either sourceArn or sourceAccount, found both. Write a separate entry for each";
    problems.push(error("grant/service-source", ["sourceAccount"], message));
  }
  return [...problems, ...checkAccounts(sourceAccount), ...checkSources(grant, serviceDomain(service), place)];
}

function checkAccounts(accounts: unknown): Problem[] {
  if (accounts === undefined) return [];
  if (Array.isArray(accounts) && accounts.length === 0)
    return [error("grant/service-source", ["sourceAccount"], "expected at least 1 account ID, found an empty list")];
  return valuesAt(["sourceAccount"], accounts).flatMap(({ at, text: account }) => {
    if (typeof account === "string" && ACCOUNT_ID.test(account)) return [];
    const fault = typeof account === "number" ? principalFault(account) : undefined;
    const message = `expected an account ID of 12 digits, found ${quoteValue(account)}`;
    return [error("grant/service-source", at, fault ?? message)];
  });
}

function checkSources({ sourceArn }: GrantMapping, domain: string, { location }: GrantPlace): Problem[] {
  return valuesAt(["sourceArn"], sourceArn).flatMap(({ at: path, text }): Problem[] => {
    if (domain === LAMBDA) {
      const message = `expected an ARN that matches Lambda functions in one account and region, such as "arn:aws:lambda:eu-west-1:111122223333:function:*", found ${quoteValue(text)}`;
      if (!FUNCTION_ARN.test(text)) return [error("grant/service-source", path, message)];
      const region = parseArn(text)?.region;
      if (location === undefined || region === location.region) return [];
      const elsewhere = `expected functions in the repository's region, ${location.region}, found ${quoteValue(text)}. Lambda pulls only from its own region. Replicate the repository to the functions' region`;
      return [error("grant/service-source", path, elsewhere)];
    }
    if (!SOURCE_ARN.test(text)) {
      const message = `expected an ARN with a fixed account, such as "arn:aws:codebuild:eu-west-1:111122223333:project/*", found ${quoteValue(text)}`;
      return [error("grant/service-source", path, message)];
    }
    return foreignSources({ Service: domain }, "aws:SourceArn", text, path).map((problem) => ({
      ...problem,
      rule: "grant/service-source",
      severity: "error",
    }));
  });
}
