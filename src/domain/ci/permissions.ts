import { type AwsLocation } from "../aws/arn";
import { policyOf, policySize, type PolicyDocument, type PolicyStatement } from "../iam/policy";
import { error, type Problem } from "../problems/problem";
import { type ScanKind } from "../images/scan-kinds";
import { type Manages } from "../operator/manages";
import { ownedArns } from "../operator/permissions";
import { CREATE_ACTION, IMPORT_ACTION } from "../registry/names";
import { PULL_ACTIONS, PUSH_ACTIONS } from "../repository-policy/actions";
import { type CiAccess } from "./breadth";
import { MESSAGES } from "./role-messages";
import { SIGN_ACTION, signingProfileArn } from "./signing";
import { type CiWorkflowSettings } from "./workflow-settings";
import { scannedOnRequest } from "./workflow-variables";

/** The action that returns a token for docker. It applies to the whole registry, and IAM cannot limit it to repositories. */
const LOGIN_ACTION = "ecr:GetAuthorizationToken";

/** The actions that read manifests and digests. */
const READ_ACTIONS = ["ecr:BatchGetImage", "ecr:DescribeImages"] as const;

/**
 * Actions needed in addition to the push itself: docker reads the manifest of a tag, the workflow reads the digest, and builds
 * read the layers of their cache and of the repositories from which they mount layers.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
const PUSH_READS = [...READ_ACTIONS, "ecr:GetDownloadUrlForLayer"] as const;

const FINDINGS_ACTION = "ecr:DescribeImageScanFindings";
const SCAN_ACTION = "ecr:StartImageScan";

/**
 * The Amazon Inspector actions that ECR, on behalf of the role, and the workflow call. They do not support resource ARNs.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced-iam.html
 */
const INSPECTOR_ACTIONS = ["inspector2:ListCoverage", "inspector2:ListFindings"] as const;

/** Name of the inline policy of a role that pushes. Other roles' policies have the name of their access. */
export const PUSH_POLICY_NAME: CiAccess = "push";

/** Quota for all inline policies of a role together, in characters without whitespace. */
export const INLINE_POLICY_QUOTA = 10_240;

/** Repositories in a pull-through cache. */
export interface CacheRepositories {
  /**
   * Repositories in a pull-through cache for which the role may import images from the upstream registry: prefixes and exact names.
   * @default - none
   */
  readonly importRepositories?: readonly string[];
  /**
   * Repositories in a pull-through cache that do not exist until the role pulls from them: prefixes and exact names.
   * @default - none
   */
  readonly createRepositories?: readonly string[];
}

/** The repositories that a role pushes to and pulls from, and the scans that it reads. */
export interface PushPermissions extends CacheRepositories {
  readonly location: AwsLocation;
  /** Names of repositories, and prefixes that end in `/`. */
  readonly repositories: Manages;
  /**
   * How the registry scans images.
   * @default - the workflow does not wait for scans
   */
  readonly scanning?: ScanKind;
  /** Names of the repositories whose scans the workflow starts. */
  readonly scannedOnRequest: readonly string[];
  /** Names and prefixes of the repositories that the workflow pulls from. @default - none */
  readonly pullRepositories?: Manages;
  /** Names and ARNs of the signing profiles with which ECR signs the pushed images. @default - none */
  readonly signingProfiles?: readonly string[];
}

/** The permissions of a role that pushes images: log in, push to its repositories, read their scans and pull base images. */
export function pushPolicy(permissions: PushPermissions): PolicyDocument {
  const { location, repositories, scanning, scannedOnRequest: scanned, signingProfiles = [] } = permissions;
  return policyOf([
    LOG_IN,
    {
      Sid: "Push",
      Effect: "Allow",
      Action: [...PUSH_ACTIONS, ...PUSH_READS, ...(scanning === undefined ? [] : [FINDINGS_ACTION])],
      Resource: ownedArns(location, repositories),
    },
    ...on(location, scanned, "StartScan", SCAN_ACTION),
    ...(scanning === "enhanced" ? [READ_INSPECTOR] : []),
    ...pulls(permissions, permissions.pullRepositories),
    ...sign(location, signingProfiles),
  ]);
}

/** ECR signs with the permissions of the principal that pushes. */
function sign(location: AwsLocation, profiles: readonly string[]): PolicyStatement[] {
  const arns = [...new Set(profiles.map((profile) => signingProfileArn(location, profile)))];
  return arns.length === 0 ? [] : [{ Sid: "Sign", Effect: "Allow", Action: SIGN_ACTION, Resource: arns }];
}

/** The permissions of a role that only pulls: log in, and pull from its repositories. */
function pullPolicy(permissions: PushPermissions): PolicyDocument {
  const { repositories, pullRepositories = [] } = permissions;
  return policyOf([LOG_IN, ...pulls(permissions, [...repositories, ...pullRepositories])]);
}

/** Pulls, also through the registry's caches. */
function pulls(
  { location, importRepositories = [], createRepositories = [] }: PushPermissions,
  pulled: Manages = [],
): PolicyStatement[] {
  return [
    ...on(location, pulled, "Pull", PULL_ACTIONS),
    ...on(location, importRepositories, "ImportUpstream", IMPORT_ACTION),
    ...on(location, createRepositories, "CreateCached", CREATE_ACTION),
  ];
}

/** The permissions of a role that only reads scans, and starts those that do not start on push. */
function scanPolicy({ location, repositories, scanning, scannedOnRequest }: PushPermissions): PolicyDocument {
  return policyOf([
    ...on(location, repositories, "ReadScans", [...READ_ACTIONS, FINDINGS_ACTION]),
    ...on(location, scannedOnRequest, "StartScan", SCAN_ACTION),
    ...(scanning === "enhanced" ? [READ_INSPECTOR] : []),
  ]);
}

/** The permissions of a role that only lists images, and with Amazon Inspector those in use, for reviews. */
function reviewPolicy({ location, repositories, scanning }: PushPermissions): PolicyDocument {
  return policyOf([
    ...on(location, repositories, "ListImages", READ_ACTIONS),
    ...(scanning === "enhanced" ? [READ_USE] : []),
  ]);
}

/** The permissions of a role by its access. */
export function accessPolicy(access: CiAccess, permissions: PushPermissions): PolicyDocument {
  return { push: pushPolicy, pull: pullPolicy, scan: scanPolicy, review: reviewPolicy }[access](permissions);
}

/** A statement about repositories; none for an empty list. */
function on(
  location: AwsLocation,
  repositories: Manages,
  Sid: string,
  Action: NonNullable<PolicyStatement["Action"]>,
): PolicyStatement[] {
  return repositories.length === 0
    ? []
    : [{ Sid, Effect: "Allow", Action, Resource: ownedArns(location, repositories) }];
}

/** The permissions of a workflow's role. */
export function ciPermissionPolicy(settings: CiWorkflowSettings): PolicyDocument {
  const { location, repositories, gate, importRepositories = [] } = settings;
  const caches = repositories.flatMap(({ cache }) => (cache === undefined ? [] : [cache.repositoryName]));
  return pushPolicy({
    location,
    importRepositories,
    repositories: [...new Set([...repositories.map(({ name }) => name), ...caches])],
    pullRepositories: caches,
    scannedOnRequest: scannedOnRequest(settings).map(({ name }) => name),
    ...(gate === undefined ? {} : { scanning: gate.scanning }),
  });
}

const LOG_IN = onEverything("LogIn", LOGIN_ACTION);
const READ_USE = onEverything("ReadUse", INSPECTOR_ACTIONS[0]);
const READ_INSPECTOR = onEverything("ReadInspector", INSPECTOR_ACTIONS);

/** A statement about actions that IAM cannot limit to repositories. */
function onEverything(Sid: string, Action: NonNullable<PolicyStatement["Action"]>): PolicyStatement {
  return { Sid, Effect: "Allow", Action, Resource: "*" };
}

/** Checks the size of an inline policy. @param remedy what to do if it is too large: a sentence without its full stop */
export function checkPolicySize(policy: PolicyDocument, count: number, remedy: string): Problem[] {
  const size = policySize(policy);
  if (size <= INLINE_POLICY_QUOTA) return [];
  const message = MESSAGES.policySize(count, size, INLINE_POLICY_QUOTA, remedy);
  return [error("ci/policy-size", ["repositories"], message)];
}

/** Checks the size of the permissions of a workflow's role. */
export function checkPermissionSize(settings: CiWorkflowSettings): Problem[] {
  const remedy = "List fewer repositories, for example with a separate workflow and role for each team";
  return checkPolicySize(ciPermissionPolicy(settings), settings.repositories.length, remedy);
}
