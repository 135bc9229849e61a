import { repositoryArn, type AwsLocation } from "../core/aws";
import { policySize, type PolicyDocument, type PolicyStatement } from "../core/iam-policy";
import { error, type Problem } from "../core/problem";
import { PUSH_ACTIONS } from "../repository-policy/actions";
import { type CiWorkflowSettings } from "./settings";
import { scannedOnRequest } from "./variables";

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

/** Characters of all inline policies of a role together, without white space. */
const INLINE_POLICY_QUOTA = 10_240;

/** What the role of a workflow may do: log in, push to its repositories, and read their scans. */
export function ciPermissionPolicy(settings: CiWorkflowSettings): PolicyDocument {
  const { location, repositories, gate } = settings;
  const scanned = scannedOnRequest(settings);
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: "LogIn", Effect: "Allow", Action: LOGIN_ACTION, Resource: "*" },
      {
        Sid: "Push",
        Effect: "Allow",
        Action: [...PUSH_ACTIONS, ...BESIDE_A_PUSH, ...(gate === undefined ? [] : [FINDINGS_ACTION])],
        Resource: arns(location, repositories),
      },
      ...(scanned.length === 0 ? [] : [startScan(arns(location, scanned))]),
      ...(gate?.scanning === "enhanced" ? [READ_INSPECTOR] : []),
    ],
  };
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

function arns(location: AwsLocation, repositories: CiWorkflowSettings["repositories"]): string[] {
  return repositories.map(({ name }) => repositoryArn(location, name));
}

/** Whether IAM takes the policy as an inline policy of a role. */
export function checkPermissionSize(settings: CiWorkflowSettings): Problem[] {
  const size = policySize(ciPermissionPolicy(settings));
  if (size <= INLINE_POLICY_QUOTA) return [];
  const message = `a policy about ${settings.repositories.length} repositories has ${size} characters, and IAM takes ${INLINE_POLICY_QUOTA}; name fewer repositories, one workflow and role for each team`;
  return [error("ci/policy-size", ["repositories"], message)];
}
