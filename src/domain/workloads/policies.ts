import { dnsSuffix, partitionOf, type AwsLocation } from "../aws/arn";
import { accessPolicy } from "../ci/permissions";
import { policyOf, textOrList, type OneOrMore, type PolicyDocument, type PolicyStatement } from "../iam/policy";
import { ownedArns } from "../operator/permissions";
import { podIdentityOf } from "../operator/pod-identity";
import { trustPolicy, type TrustedProvider } from "../operator/trust-policy";
import { PULL_ACTIONS } from "../repository-policy/actions";
import { WORKLOAD_ROLE_DEFAULTS, type WorkloadRoleSettings } from "./settings";

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
      return policyOf([nodesStatement(ec2Service(location.region))]);
    case "ecsTaskExecution":
      return policyOf([ecsStatement(location.account, ecsArns(location))]);
    case "fargate": {
      const profiles = trust.clusters.map((name) => `${eksArnStart(location)}:fargateprofile/${name}/*`);
      return policyOf([fargateStatement(location.account, textOrList(profiles))]);
    }
    case "serviceAccount":
      return trustPolicy(providers, trust.serviceAccounts, podIdentityOf(location, trust.clusters));
  }
}

/** The service that EC2 instances assume roles through. Its domain differs between partitions. */
export function ec2Service(region: string): string {
  return `ec2.${dnsSuffix(partitionOf(region))}`;
}

function eksArnStart({ account, region }: AwsLocation): string {
  return `arn:${partitionOf(region)}:eks:${region}:${account}`;
}

function ecsArns({ account, region }: AwsLocation): string {
  return `arn:${partitionOf(region)}:ecs:${region}:${account}:*`;
}

/** EC2 sends neither a source account nor a source ARN, so a condition on them would exclude every instance. */
export function nodesStatement(service: string): PolicyStatement {
  return serviceStatement("Nodes", service);
}

/**
 * @param profiles patterns of the ARNs of Fargate profiles
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html
 */
export function fargateStatement(account: string, profiles: OneOrMore<string>): PolicyStatement {
  return serviceStatement("Fargate", "eks-fargate-pods.amazonaws.com", account, profiles);
}

/**
 * @param sources pattern of the ARNs of ECS
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export function ecsStatement(account: string, sources: string): PolicyStatement {
  return serviceStatement("EcsTasks", "ecs-tasks.amazonaws.com", account, sources);
}

function serviceStatement(
  Sid: string,
  service: string,
  account?: string,
  sources?: OneOrMore<string>,
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
  const access = settings.access ?? WORKLOAD_ROLE_DEFAULTS.access;
  const own = accessPolicy(access, {
    ...{ location, repositories, pullRepositories, importRepositories, createRepositories },
    scannedOnRequest: [],
  });
  const others = (settings.otherRegistries ?? []).flatMap((registry) => ownedArns(registry, registry.repositories));
  if (others.length === 0) return own;
  return { ...own, Statement: [...own.Statement, pullElsewhere([...new Set(others)])] };
}

/** Pulls from other accounts and regions. */
export function pullElsewhere(repositories: OneOrMore<string>): PolicyStatement {
  return { Sid: "PullElsewhere", Effect: "Allow", Action: PULL_ACTIONS, Resource: repositories };
}
