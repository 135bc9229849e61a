import { dnsSuffix, eksClusterArn, partitionOf, type AwsLocation } from "../aws/arn";
import { accessPolicy } from "../ci/permissions";
import { type PolicyDocument, type PolicyStatement } from "../iam/policy";
import { ownedArns } from "../operator/permissions";
import { podIdentityOf, textOrList } from "../operator/pod-identity";
import { trustPolicy, type TrustedProvider } from "../operator/trust-policy";
import { PULL_ACTIONS } from "../repository-policy/actions";
import { WORKLOAD_ROLE_DEFAULTS, type WorkloadRoleSettings } from "./settings";

const VERSION = "2012-10-17";

/**
 * The trust policy of a workload's role; `undefined` for existing roles, which keep theirs.
 * @param providers OIDC providers of the clusters that use IRSA
 */
export function workloadTrust(
  { trust, location }: Pick<WorkloadRoleSettings, "trust" | "location">,
  providers: readonly TrustedProvider[],
): PolicyDocument | undefined {
  switch (trust.kind) {
    case "existing":
      return undefined;
    case "nodes":
      return { Version: VERSION, Statement: [nodesStatement(location)] };
    case "ecsTaskExecution":
      return { Version: VERSION, Statement: [ecsStatement(location)] };
    case "fargate":
      return { Version: VERSION, Statement: [fargateStatement(location, trust.clusters)] };
    case "serviceAccount":
      return trustPolicy(providers, trust.serviceAccounts, podIdentityOf(location, trust.clusters));
  }
}

/** EC2 sends neither a source account nor a source ARN, so a condition on them would exclude every instance. */
function nodesStatement({ region }: AwsLocation): PolicyStatement {
  return serviceStatement("Nodes", `ec2.${dnsSuffix(partitionOf(region))}`);
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html */
function fargateStatement(location: AwsLocation, clusters: readonly string[]): PolicyStatement {
  const profiles = clusters.map(
    (name) => eksClusterArn(location, name).replace(":cluster/", ":fargateprofile/") + "/*",
  );
  return serviceStatement("Fargate", "eks-fargate-pods.amazonaws.com", location.account, textOrList(profiles));
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html */
function ecsStatement({ account, region }: AwsLocation): PolicyStatement {
  const tasks = `arn:${partitionOf(region)}:ecs:${region}:${account}:*`;
  return serviceStatement("EcsTasks", "ecs-tasks.amazonaws.com", account, tasks);
}

function serviceStatement(
  Sid: string,
  service: string,
  account?: string,
  sources?: string | readonly string[],
): PolicyStatement {
  const statement: PolicyStatement = {
    Sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
  };
  if (account === undefined || sources === undefined) return statement;
  return {
    ...statement,
    Condition: { StringEquals: { "aws:SourceAccount": account }, ArnLike: { "aws:SourceArn": sources } },
  };
}

/** The permissions of a workload: docker's login, and the pulls and pushes that it may do. */
export function workloadPermissions(settings: WorkloadRoleSettings): PolicyDocument {
  const { location, repositories, pullRepositories, importRepositories, createRepositories } = settings;
  const own = accessPolicy(settings.access ?? WORKLOAD_ROLE_DEFAULTS.access, {
    ...{ location, repositories, pullRepositories, importRepositories, createRepositories },
    scannedOnRequest: [],
  });
  const others = (settings.otherRegistries ?? []).flatMap((registry) => ownedArns(registry, registry.repositories));
  if (others.length === 0) return own;
  return {
    ...own,
    Statement: [
      ...own.Statement,
      { Sid: "PullElsewhere", Effect: "Allow", Action: PULL_ACTIONS, Resource: [...new Set(others)] },
    ],
  };
}
