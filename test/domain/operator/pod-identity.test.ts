import { policySize } from "../../../src/domain/iam/policy";
import { checkOperatorRole } from "../../../src/domain/operator/check-role";
import { type OperatorCluster } from "../../../src/domain/operator/clusters";
import { podIdentityAssociations } from "../../../src/domain/operator/pod-identity";
import { type OperatorRoleSettings } from "../../../src/domain/operator/role-settings";
import { expectedTrustPolicy } from "../../../src/domain/operator/trust-policy";
import { type TrustedServiceAccount } from "../../../src/domain/operator/service-account-subject";
import { oracleAnswer, ownAnswer } from "../iam/evaluation/oracle";

const LOCATION = { account: "111122223333", region: "eu-west-1" };
const ROLE = "arn:aws:iam::111122223333:role/operator";
const OPERATOR = { namespace: "infra-operator", name: "infra-operator" };
const PROD: OperatorCluster = { eks: "prod", identity: "podIdentity" };
const ARN = "arn:aws:eks:eu-west-1:111122223333:cluster";

const trust = (
  clusters: readonly OperatorCluster[] = [PROD],
  accounts: readonly TrustedServiceAccount[] = [OPERATOR],
) => expectedTrustPolicy(LOCATION, clusters, accounts);

test("Pod Identity of one cluster is one statement with the agent's service, the cluster and the ServiceAccount", () => {
  expect(trust()).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "PodIdentity",
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:SourceAccount": "111122223333",
            "aws:RequestTag/kubernetes-namespace": "infra-operator",
            "aws:RequestTag/kubernetes-service-account": "infra-operator",
          },
          ArnEquals: { "aws:SourceArn": `${ARN}/prod` },
        },
      },
    ],
  });
});

test("during a move the role trusts the tokens and Pod Identity; a cluster with IRSA adds no source", () => {
  const clusters: OperatorCluster[] = [{ eks: "prod", identity: "both" }, { eks: "stage" }, { ...PROD, eks: "dev" }];
  const { Statement } = trust(clusters);
  expect(Statement.map(({ Sid }) => Sid)).toEqual(["Prod", "Stage", "PodIdentity"]);
  expect(Statement[2]?.Condition?.["ArnEquals"]).toEqual({ "aws:SourceArn": [`${ARN}/prod`, `${ARN}/dev`] });
});

test("more clusters lengthen one statement, so that many fit in the quota of a trust policy", () => {
  const clusters = Array.from({ length: 15 }, (_, index): OperatorCluster => ({ ...PROD, eks: `prod-${index}` }));
  expect(policySize(trust(clusters))).toBeLessThan(2048);
});

const TOOLS = { namespace: "tools", name: "pusher" };
const BOTH_ACCOUNTS = [OPERATOR, TOOLS, { namespace: "tools", name: "puller" }];

interface Call {
  readonly title: string;
  readonly enters: boolean;
  readonly action?: string;
  readonly principal?: string;
  /** `undefined` for a key that the request does not have. */
  readonly context?: Readonly<Record<string, string | undefined>>;
}

const pod = (namespace: string | undefined, serviceAccount: string | undefined) => ({
  "aws:RequestTag/kubernetes-namespace": namespace,
  "aws:RequestTag/kubernetes-service-account": serviceAccount,
});

const CALLS: readonly Call[] = [
  { title: "the operator's pod", enters: true },
  { title: "its session tags", enters: true, action: "sts:TagSession" },
  { title: "a pod of another ServiceAccount that is listed", enters: true, context: pod("tools", "pusher") },
  { title: "a pod of a third one", enters: true, context: pod("tools", "puller") },
  { title: "another ServiceAccount of the namespace", enters: false, context: pod("infra-operator", "default") },
  { title: "the ServiceAccount's name in another namespace", enters: false, context: pod("default", "infra-operator") },
  { title: "a namespace and a name of two entries", enters: false, context: pod("tools", "infra-operator") },
  { title: "the other way round", enters: false, context: pod("infra-operator", "pusher") },
  { title: "a name that begins the same", enters: false, context: pod("infra-operator", "infra-operator-2") },
  { title: "a pod without tags", enters: false, context: pod(undefined, undefined) },
  { title: "a pod without its namespace", enters: false, context: pod(undefined, "infra-operator") },
  { title: "another cluster", enters: false, context: { "aws:SourceArn": `${ARN}/stage` } },
  { title: "a cluster whose name begins the same", enters: false, context: { "aws:SourceArn": `${ARN}/prod2` } },
  {
    title: "the cluster's name in another region",
    enters: false,
    context: { "aws:SourceArn": `${ARN}/prod`.replace("eu-west-1", "us-east-1") },
  },
  {
    title: "the cluster's name in another account",
    enters: false,
    context: { "aws:SourceArn": `${ARN}/prod`.replace("1111", "4444"), "aws:SourceAccount": "444422223333" },
  },
  { title: "another source account", enters: false, context: { "aws:SourceAccount": "444455556666" } },
  { title: "no source account", enters: false, context: { "aws:SourceAccount": undefined } },
  { title: "no source", enters: false, context: { "aws:SourceArn": undefined } },
  { title: "the service of EKS clusters", enters: false, principal: "eks.amazonaws.com" },
  { title: "EC2", enters: false, principal: "ec2.amazonaws.com" },
  { title: "a token in place of the service", enters: false, action: "sts:AssumeRoleWithWebIdentity" },
];

test.each(CALLS.map((call) => [`${call.title} ${call.enters ? "enters" : "is refused"}`, call] as const))(
  "%s",
  async (_, { enters, action = "sts:AssumeRole", principal = "pods.eks.amazonaws.com", context = {} }) => {
    const all: Readonly<Record<string, string | undefined>> = {
      "aws:SourceAccount": LOCATION.account,
      "aws:SourceArn": `${ARN}/prod`,
      ...pod("infra-operator", "infra-operator"),
      ...context,
    };
    const known = Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
    const request = {
      ...{ principal, action, resource: ROLE, account: LOCATION.account, context: Object.fromEntries(known) },
      ...{ identity: [], resourcePolicy: trust([PROD], BOTH_ACCOUNTS) },
    };
    const answer = enters ? "Allowed" : "ImplicitlyDenied";
    expect([ownAnswer(request), await oracleAnswer(request)]).toEqual([answer, answer]);
  },
);

test("each ServiceAccount is associated once in each cluster that uses Pod Identity", () => {
  const clusters: OperatorCluster[] = [PROD, { eks: "stage" }, { eks: "dev-1", identity: "both" }];
  const found = podIdentityAssociations(clusters, [OPERATOR, { namespace: "tools", name: "a.b" }, OPERATOR]);
  expect(found.map(({ address, cluster, serviceAccount }) => [address, cluster.eks, serviceAccount.name])).toEqual([
    ["prod", "prod", "infra-operator"],
    ["prod_tools_a_b", "prod", "a.b"],
    ["dev_1", "dev-1", "infra-operator"],
    ["dev_1_tools_a_b", "dev-1", "a.b"],
  ]);
});

const problems = (parts: Partial<OperatorRoleSettings>): string[] =>
  checkOperatorRole({
    location: LOCATION,
    roleName: "operator",
    manages: ["sandbox/"],
    clusters: [PROD],
    serviceAccounts: [OPERATOR],
    ...parts,
  }).map(({ rule, at, message }) => `${rule} ${at.join(".")}: ${message}`);

test("an association names one ServiceAccount, so wildcards are refused with Pod Identity and accepted with IRSA", () => {
  const serviceAccounts = [OPERATOR, { namespace: "preview-*", name: "operator" }];
  expect(problems({ serviceAccounts, clusters: [{ eks: "prod" }] })).toEqual([]);
  expect(problems({ serviceAccounts })).toEqual([
    'operator/pod-identity-pattern serviceAccounts.1: expected exact ServiceAccounts with EKS Pod Identity, found a wildcard in "preview-*/operator". List each ServiceAccount, or use IRSA',
  ]);
});

test("ServiceAccounts whose associations would have one Terraform address are refused", () => {
  const serviceAccounts = [OPERATOR, { namespace: "a", name: "b-c" }, { namespace: "a-b", name: "c" }];
  expect(problems({ serviceAccounts })).toEqual([
    'operator/pod-identity-alike serviceAccounts.2: expected ServiceAccounts with different Terraform names, found "system:serviceaccount:a-b:c" and "system:serviceaccount:a:b-c", which both become "prod_a_b_c". Rename one of them, or the cluster\'s key',
  ]);
});
