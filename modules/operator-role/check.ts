import { ACCOUNT_ID, parseArn, partitionOf, REGION, type AwsLocation } from "../core/aws";
import { error, shown, under, type Problem } from "../core/problem";
import { checkTags } from "../core/tags";
import { checkClusters } from "./clusters";
import { checkManages, checkOwnership } from "./manages";
import { planPolicies } from "./plan-policies";
import { type OperatorRoleSettings } from "./settings";
import { checkServiceAccounts, checkTrustPolicySize, TRUST_POLICY_QUOTA } from "./trust-policy";

const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
const PATH = /^\/([\x21-\x7E]+\/)?$/;
const LONGEST_PATH = 512;
const DESCRIPTION = /^[\t\n\r\x20-\x7E\xA1-\xFF]{0,1000}$/;
const SESSION_SECONDS = { least: 3600, most: 43_200 } as const;

/** Every setting that AWS would refuse or that would not do what it says, each at its own field. */
export function checkOperatorRole(settings: OperatorRoleSettings): Problem[] {
  const { location, manages, clusters, serviceAccounts, tags, declaredRepositories, trustPolicyQuota } = settings;
  const parts = [
    ...under(["location"], checkLocation(location)),
    ...under(["manages"], checkManages(manages)),
    ...under(["clusters"], checkClusters(clusters)),
    ...under(["serviceAccounts"], checkServiceAccounts(serviceAccounts)),
    ...under(["kmsKeyArns"], checkKeys(settings.kmsKeyArns ?? [], location)),
    ...under(["declaredRepositories"], checkOwnership(declaredRepositories ?? [], manages)),
    ...under(["tags"], checkTags(tags ?? {})),
    ...checkRole(settings),
    ...checkQuota(trustPolicyQuota),
  ];
  return [
    ...parts,
    ...planPolicies(settings).problems,
    ...checkTrustPolicySize(location, clusters, serviceAccounts, trustPolicyQuota),
  ];
}

function checkLocation({ account, region }: AwsLocation): Problem[] {
  const problems: Problem[] = [];
  if (!ACCOUNT_ID.test(account)) {
    problems.push(
      error("operator/account", ["account"], `${shown(account)} is no account id; 12 digits are allowed, in quotes`),
    );
  }
  if (!REGION.test(region)) {
    problems.push(error("operator/region", ["region"], `${shown(region)} is no region; write one such as "eu-west-1"`));
  }
  return problems;
}

function checkRole({
  roleName,
  path,
  description,
  permissionsBoundary,
  maxSessionDuration,
  location,
}: OperatorRoleSettings): Problem[] {
  const problems: Problem[] = [];
  const say = (field: string, message: string): void =>
    void problems.push(error(`operator/${rule(field)}`, [field], message));
  if (!ROLE_NAME.test(roleName)) {
    say(
      "roleName",
      `${shown(roleName)} (${roleName.length} characters) is no name of a role; 1 to 64 letters, digits and _ + = , . @ - are allowed`,
    );
  }
  if (path !== undefined && (!PATH.test(path) || path.length > LONGEST_PATH)) {
    say(
      "path",
      `${shown(path)} is no path; it begins and ends with a slash, such as "/platform/", and has no blanks and at most ${LONGEST_PATH} characters`,
    );
  }
  if (description !== undefined && !DESCRIPTION.test(description)) {
    say(
      "description",
      `${description.length} characters of which some may not be allowed; at most 1000 of Latin-1 are`,
    );
  }
  if (permissionsBoundary !== undefined && !isBoundary(permissionsBoundary, location)) {
    const { account, region } = location;
    say(
      "permissionsBoundary",
      `${shown(permissionsBoundary)} is no managed policy for a role in account ${account}; arn:${partitionOf(region)}:iam::${account}:policy/<name> or one of AWS's own is allowed`,
    );
  }
  const { least, most } = SESSION_SECONDS;
  if (maxSessionDuration !== undefined && !isWithin(maxSessionDuration, least, most)) {
    say(
      "maxSessionDuration",
      `found ${shown(maxSessionDuration)}; whole seconds from ${least} (1 hour) to ${most} (12 hours) are allowed`,
    );
  }
  return problems;
}

function rule(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function isBoundary(text: string, { account, region }: AwsLocation): boolean {
  const arn = parseArn(text);
  return (
    arn?.service === "iam" &&
    arn.partition === partitionOf(region) &&
    (arn.account === account || arn.account === "aws") &&
    /^policy\/./.test(arn.resource)
  );
}

function checkQuota(quota: number | undefined): Problem[] {
  const { characters, most } = TRUST_POLICY_QUOTA;
  if (quota === undefined || isWithin(quota, characters, most)) return [];
  return [
    error(
      "operator/trust-policy-quota",
      ["trustPolicyQuota"],
      `found ${shown(quota)}; whole numbers from ${characters} to ${most} are allowed`,
    ),
  ];
}

/** ECR takes keys of the repository's own region only; policies know keys by their ARN, never by an alias. */
function checkKeys(arns: readonly string[], { region }: AwsLocation): Problem[] {
  return arns.flatMap((text, index) => {
    const arn = parseArn(text);
    const isKey =
      arn?.service === "kms" &&
      /^key\/[\w-]+$/.test(arn.resource) &&
      arn.region === region &&
      arn.partition === partitionOf(region) &&
      ACCOUNT_ID.test(arn.account);
    if (isKey) return [];
    const alias =
      arn?.resource.startsWith("alias/") === true
        ? " An alias does not count in a policy: write the ARN of its key."
        : "";
    return [
      error(
        "operator/kms-key",
        [index],
        `${shown(text)} is no key for repositories in ${region}; arn:${partitionOf(region)}:kms:${region}:<account>:key/<id> is allowed.${alias}`,
      ),
    ];
  });
}
