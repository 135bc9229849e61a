import { type WorkloadTrust } from "../../../src/domain/workloads/settings";

export const LOCATION = { account: "111122223333", region: "eu-west-1" } as const;
const { account, region }: { readonly account: string; readonly region: string } = LOCATION;

/** Who asks to assume a role, with what service sends along. */
export interface AssumeCase {
  readonly title: string;
  readonly enters: boolean;
  readonly trust: WorkloadTrust;
  readonly principal: string;
  readonly action?: string;
  readonly context?: Readonly<Record<string, string>>;
}

const NODES: WorkloadTrust = { kind: "nodes" };
const FARGATE: WorkloadTrust = { kind: "fargate", clusters: ["prod", "stage"] };
const ECS: WorkloadTrust = { kind: "ecsTaskExecution" };
const KANIKO: WorkloadTrust = {
  kind: "serviceAccount",
  clusters: [{ eks: "prod", identity: "podIdentity" }],
  serviceAccounts: [{ namespace: "ci", name: "kaniko" }],
};

const fargate = (cluster: string, owner = account, place = region) => ({
  "aws:SourceAccount": owner,
  "aws:SourceArn": `arn:aws:eks:${place}:${owner}:fargateprofile/${cluster}/default/0ac9`,
});
const tasks = (owner = account, place = region) => ({
  "aws:SourceAccount": owner,
  "aws:SourceArn": `arn:aws:ecs:${place}:${owner}:cluster/web`,
});
const pod = (namespace: string, name: string, cluster = "prod") => ({
  "aws:SourceAccount": account,
  "aws:SourceArn": `arn:aws:eks:${region}:${account}:cluster/${cluster}`,
  "aws:RequestTag/kubernetes-namespace": namespace,
  "aws:RequestTag/kubernetes-service-account": name,
});

const EC2 = "ec2.amazonaws.com";
const FARGATE_PODS = "eks-fargate-pods.amazonaws.com";
const ECS_TASKS = "ecs-tasks.amazonaws.com";
const PODS = "pods.eks.amazonaws.com";

type Row = readonly [title: string, principal: string, context?: Readonly<Record<string, string>>, action?: string];

function cases(trust: WorkloadTrust, enters: boolean, rows: readonly Row[]): AssumeCase[] {
  return rows.map(([title, principal, context, action]) => ({
    title: `${trust.kind}: ${title} ${enters ? "enters" : "is refused"}`,
    ...{ enters, trust, principal },
    ...(context === undefined ? {} : { context }),
    ...(action === undefined ? {} : { action }),
  }));
}

export const ASSUME_CASES: readonly AssumeCase[] = [
  ...cases(NODES, true, [["an instance", EC2]]),
  ...cases(NODES, false, [
    ["Fargate", FARGATE_PODS, fargate("prod")],
    ["a task of ECS", ECS_TASKS, tasks()],
    ["Pod Identity", PODS, pod("ci", "kaniko")],
    ["Lambda", "lambda.amazonaws.com"],
    ["an instance that passes session tags", EC2, {}, "sts:TagSession"],
    ["a token", EC2, {}, "sts:AssumeRoleWithWebIdentity"],
  ]),
  ...cases(FARGATE, true, [
    ["a profile of a cluster", FARGATE_PODS, fargate("prod")],
    ["a profile of the other cluster", FARGATE_PODS, fargate("stage")],
  ]),
  ...cases(FARGATE, false, [
    ["a profile of another cluster", FARGATE_PODS, fargate("dev")],
    ["a cluster whose name begins the same", FARGATE_PODS, fargate("prod2")],
    ["the cluster's name in another account", FARGATE_PODS, fargate("prod", "444455556666")],
    ["the cluster's name in another region", FARGATE_PODS, fargate("prod", account, "us-east-1")],
    ["a profile without a source", FARGATE_PODS],
    ["a source account alone", FARGATE_PODS, { "aws:SourceAccount": account }],
    ["the cluster itself", FARGATE_PODS, { ...fargate("prod"), "aws:SourceArn": pod("", "")["aws:SourceArn"] }],
    ["an instance", EC2],
    ["EKS", "eks.amazonaws.com", fargate("prod")],
  ]),
  ...cases(ECS, true, [["a task of the account", ECS_TASKS, tasks()]]),
  ...cases(ECS, false, [
    ["a task of another account", ECS_TASKS, tasks("444455556666")],
    ["a task in another region", ECS_TASKS, tasks(account, "us-east-1")],
    ["a task without a source", ECS_TASKS],
    ["another account's task for this account", ECS_TASKS, { ...tasks("444455556666"), "aws:SourceAccount": account }],
    ["ECS itself", "ecs.amazonaws.com", tasks()],
    ["an instance", EC2],
  ]),
  ...cases(KANIKO, true, [
    ["its pod", PODS, pod("ci", "kaniko")],
    ["its session tags", PODS, pod("ci", "kaniko"), "sts:TagSession"],
  ]),
  ...cases(KANIKO, false, [
    ["another ServiceAccount", PODS, pod("ci", "default")],
    ["its name in another namespace", PODS, pod("default", "kaniko")],
    ["its name in another cluster", PODS, pod("ci", "kaniko", "stage")],
    ["a pod without tags", PODS, { "aws:SourceAccount": account, "aws:SourceArn": pod("", "")["aws:SourceArn"] }],
    ["an instance", EC2],
    ["Fargate", FARGATE_PODS, fargate("prod")],
  ]),
];
