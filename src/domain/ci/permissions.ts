import { type AwsLocation } from "../aws/arn";
import { policySize, type PolicyDocument, type PolicyStatement } from "../iam/policy";
import { error, type Problem } from "../problems/problem";
import { type ScanKind } from "../images/scan-kinds";
import { type Manages } from "../operator/manages";
import { ownedArns } from "../operator/permissions";
import { PUSH_ACTIONS } from "../repository-policy/actions";
import { MESSAGES } from "./messages";
import { type CiWorkflowSettings } from "./workflow-settings";
import { scannedOnRequest } from "./workflow-variables";

/** The one action about the whole registry: a token for docker. It can be limited to nothing smaller. */
const LOGIN_ACTION = "ecr:GetAuthorizationToken";

/**
 * What docker calls beside the push itself: it asks for the manifest that a tag has, and the workflow for the digest.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
const BESIDE_A_PUSH = ["ecr:BatchGetImage", "ecr:DescribeImages"] as const;

const FINDINGS_ACTION = "ecr:DescribeImageScanFindings";
const SCAN_ACTION = "ecr:StartImageScan";

/**
 * What Amazon Inspector is asked, by ECR in the role's name and by the workflow; about no resource.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced-iam.html
 */
const INSPECTOR_ACTIONS = ["inspector2:ListCoverage", "inspector2:ListFindings"] as const;

/** Name of a role's one policy, which is kept in the role itself. */
export const PUSH_POLICY_NAME = "push";

/** Characters of all inline policies of a role together, without white space. */
export const INLINE_POLICY_QUOTA = 10_240;

/** Where a role pushes to, and what it has to know of the scans there. */
export interface PushPermissions {
  readonly location: AwsLocation;
  /** Names of repositories, and prefixes that end in `/`. */
  readonly repositories: Manages;
  /**
   * Who scans the images.
   * @default - nobody waits for a scan
   */
  readonly scanning?: ScanKind;
  /** Names of the repositories whose scans the workflow asks for. */
  readonly scannedOnRequest: readonly string[];
}

/** What a role may do that pushes: log in, push to its repositories, and read their scans. */
export function pushPolicy({
  location,
  repositories,
  scanning,
  scannedOnRequest: scanned,
}: PushPermissions): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: "LogIn", Effect: "Allow", Action: LOGIN_ACTION, Resource: "*" },
      {
        Sid: "Push",
        Effect: "Allow",
        Action: [...PUSH_ACTIONS, ...BESIDE_A_PUSH, ...(scanning === undefined ? [] : [FINDINGS_ACTION])],
        Resource: ownedArns(location, repositories),
      },
      ...(scanned.length === 0 ? [] : [startScan(ownedArns(location, scanned))]),
      ...(scanning === "enhanced" ? [READ_INSPECTOR] : []),
    ],
  };
}

/** What the role of a workflow may do. */
export function ciPermissionPolicy(settings: CiWorkflowSettings): PolicyDocument {
  const { location, repositories, gate } = settings;
  return pushPolicy({
    location,
    repositories: repositories.map(({ name }) => name),
    scannedOnRequest: scannedOnRequest(settings).map(({ name }) => name),
    ...(gate === undefined ? {} : { scanning: gate.scanning }),
  });
}

const READ_INSPECTOR: PolicyStatement = {
  Sid: "ReadInspector",
  Effect: "Allow",
  Action: INSPECTOR_ACTIONS,
  Resource: "*",
};

function startScan(Resource: readonly string[]): PolicyStatement {
  return { Sid: "StartScan", Effect: "Allow", Action: SCAN_ACTION, Resource };
}

/** Whether IAM takes the policy as an inline policy of a role; `remedy` says what to do where it does not. */
export function checkPolicySize(policy: PolicyDocument, count: number, remedy: string): Problem[] {
  const size = policySize(policy);
  if (size <= INLINE_POLICY_QUOTA) return [];
  const message = MESSAGES.policySize(count, size, INLINE_POLICY_QUOTA, remedy);
  return [error("ci/policy-size", ["repositories"], message)];
}

/** Whether IAM takes what the role of a workflow may do. */
export function checkPermissionSize(settings: CiWorkflowSettings): Problem[] {
  const remedy = "name fewer repositories, one workflow and role for each team";
  return checkPolicySize(ciPermissionPolicy(settings), settings.repositories.length, remedy);
}
